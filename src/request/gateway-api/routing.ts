import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { Decision, Trail } from '../trail.ts';
import { carryOut } from './actions.ts';
import { notFound } from './listeners.ts';
import type { Message } from './message.ts';
import { chooseRule, routeName } from './rules.ts';
import type { BackendUse, CandidateRoute, GatewayAPIWorld } from './world.ts';

/** What a request is evaluated with. */
export interface RoutingScope {
  readonly world: GatewayAPIWorld;
  readonly message: Message;
  readonly expressions: RegularExpressions;
  readonly trail: Trail;
}

/** Where the routes of an HTTP request come from. */
export interface RouteSource {
  readonly parent: BackendUse['parent'];
  /** Port that a redirect falls back to. */
  readonly port: number;
}

/** Picks a rule among the candidate routes and carries it out (GA-23, GA-24). */
export function routeHTTP(candidates: readonly CandidateRoute[], scope: RoutingScope, source: RouteSource): Decision {
  const contender = chooseRule(candidates, scope);
  if (contender === undefined) {
    const { grpc } = scope.message.request;
    scope.trail.step('GA-24', 'no rule of the routes for this host matches');
    return { outcome: notFound(grpc, 'no-rule') };
  }
  const { candidate, rule, ruleIndex, match, place } = contender;
  const { attached } = candidate;
  const { parent, port: listenerPort } = source;
  return {
    outcome: carryOut({ ...scope, attached, parent, contender, listenerPort }),
    virtualHost: candidate.effective,
    route: routeName(attached),
    rule: { index: ruleIndex, ...(rule.name !== undefined && { name: rule.name }) },
    ...(match !== undefined && { match: { index: match } }),
    place,
  };
}
