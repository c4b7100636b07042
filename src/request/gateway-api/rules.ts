import type { HTTPRouteMatch } from '../../model/gateway-api.ts';
import { type FieldPlace, namespacedName, type Resource } from '../../model/resource.ts';
import type { RouteName } from '../request.ts';
import type { Trail } from '../trail.ts';
import { judgeGRPCMatch } from './grpc-matches.ts';
import { isPrefix, judgeHTTPMatch } from './http-matches.ts';
import type { MatchScope, MatchVerdict } from './matches.ts';
import { type Contender, compareContenders, type Rule } from './precedence.ts';
import type { AttachedRoute, CandidateRoute, HTTPFamilyRoute } from './world.ts';

/** A route by kind and name. */
export function routeName({ kind, route }: AttachedRoute): RouteName {
  return { kind, namespace: route.metadata.namespace, name: route.metadata.name };
}

/** A route as messages name it: `HTTPRoute "app/web"`. */
export function routeText({ kind, route }: AttachedRoute): string {
  return `${kind} "${namespacedName(route.metadata)}"`;
}

/** One match of a route, or a rule without any. */
interface Asked {
  readonly rule: Rule;
  readonly ruleIndex: number;
  readonly match?: number;
  readonly http?: HTTPRouteMatch;
  readonly place: FieldPlace;
  readonly judge: (scope: MatchScope) => MatchVerdict;
}

/**
 * Picks the match that gets a request: all rules of all candidate routes compete (GA-23). The others become runners-up.
 * @returns undefined if no match holds.
 */
export function chooseRule(candidates: readonly CandidateRoute[], scope: MatchScope): Contender | undefined {
  const contenders = candidates
    .flatMap((candidate) => contendersOf(candidate, scope))
    .sort((a, b) => compareContenders(a, b).order);
  const [winner, ...losers] = contenders;
  if (winner === undefined) return undefined;
  for (const loser of losers) recordLoser(winner, loser, scope.trail);
  recordChoice(winner, losers, scope.trail);
  noteOpenPoints(winner, contenders, candidates, scope.trail);
  return winner;
}

function contendersOf(candidate: CandidateRoute, scope: MatchScope): readonly Contender[] {
  const { attached } = candidate;
  const contenders: Contender[] = [];
  for (const { rule, ruleIndex, match, http, place, judge } of askedOf(attached)) {
    const verdict = judge(scope);
    const position = match === undefined ? {} : { match };
    if ('failed' in verdict) {
      scope.trail.runnerUp({ route: routeName(attached), rule: ruleIndex, ...position, failed: verdict.failed, place });
      continue;
    }
    const { precedence } = verdict;
    contenders.push({ candidate, rule, ruleIndex, ...position, ...(http && { http }), precedence, place });
  }
  return contenders;
}

/** The matches of each route, which are the same for every request. */
const known = new WeakMap<Resource, readonly Asked[]>();

function askedOf(attached: HTTPFamilyRoute): readonly Asked[] {
  const found = known.get(attached.route) ?? readMatches(attached);
  known.set(attached.route, found);
  return found;
}

function readMatches({ kind, route }: HTTPFamilyRoute): readonly Asked[] {
  if (kind === 'GRPCRoute') {
    return (route.spec.rules ?? []).flatMap(({ matches, ...rule }, ruleIndex) =>
      numbered(matches).map(({ asked, ...position }) => ({
        rule,
        ruleIndex,
        ...position,
        place: placeOf(route, ruleIndex, position.match),
        judge: (scope: MatchScope) => judgeGRPCMatch(asked, scope),
      })),
    );
  }
  return (route.spec.rules ?? []).flatMap(({ matches, ...rule }, ruleIndex) =>
    numbered(matches).map(({ asked, ...position }) => ({
      rule,
      ruleIndex,
      ...position,
      http: asked,
      place: placeOf(route, ruleIndex, position.match),
      judge: (scope: MatchScope) => judgeHTTPMatch(asked, scope),
    })),
  );
}

function placeOf(resource: Resource, ruleIndex: number, match: number | undefined): FieldPlace {
  return { resource, path: ['spec', 'rules', ruleIndex, ...(match === undefined ? [] : ['matches', match])] };
}

/** The matches of a rule with their indices; without any there is one that asks for nothing (GA-25). */
function numbered<Match extends object>(
  matches: readonly Match[] = [],
): readonly { readonly asked: Partial<Match>; readonly match?: number }[] {
  return matches.length === 0 ? [{ asked: {} }] : matches.map((asked, match) => ({ asked, match }));
}

function recordLoser(winner: Contender, loser: Contender, trail: Trail): void {
  const { candidate, ruleIndex, match, place } = loser;
  const { reason, decidedBy } = compareContenders(winner, loser);
  const failed = `matches, but comes after ${ruleText(winner)} of ${routeText(winner.candidate.attached)}: ${reason}`;
  const route = routeName(candidate.attached);
  trail.runnerUp({ route, rule: ruleIndex, ...(match !== undefined && { match }), failed, decidedBy, place });
}

/** Files seldom tell how old an object is (section 7). */
export const nameOrder = 'order decided by names; in a cluster the older object wins';

function recordChoice(winner: Contender, [second, ...others]: readonly Contender[], trail: Trail): void {
  const name = `${ruleText(winner)} of ${routeText(winner.candidate.attached)}`;
  if (second === undefined) {
    trail.step('GA-23', `${name} is the only one that matches`, winner.place);
    return;
  }
  const verdict = compareContenders(winner, second);
  trail.step('GA-23', `of ${others.length + 2} matches that hold ${name} comes first: ${verdict.reason}`, winner.place);
  const ages = [winner, second].map(({ candidate }) => candidate.attached.route.metadata.creationTimestamp);
  if (ages.includes(undefined) && (verdict.decidedBy === 'name' || verdict.decidedBy === 'age')) trail.note(nameOrder);
  if (verdict.decidedBy === 'hostname' && second.candidate.hostname === '') {
    trail.note('a route without hostnames ranks below every route with one; the API does not say so');
  }
}

function ruleText({ ruleIndex, match }: Contender): string {
  return match === undefined ? `rule ${ruleIndex}` : `rule ${ruleIndex}, match ${match}`;
}

/** What the choice rests on that the API leaves open (section 7). */
function noteOpenPoints(
  winner: Contender,
  contenders: readonly Contender[],
  candidates: readonly CandidateRoute[],
  trail: Trail,
): void {
  const types = new Set(contenders.flatMap(({ http }) => (http === undefined ? [] : pathType(http))));
  if (types.has('RegularExpression') && types.has('PathPrefix')) {
    trail.note(
      'a regular expression and a PathPrefix both match; the API leaves their order open, here the prefix wins',
    );
  }
  // What has the same effective hostname is in the same virtual host, and so not passed over anywhere.
  const passedOver = candidates.find(
    (candidate) => compareRanks(candidate, winner.candidate) < 0 && candidate.effective !== winner.candidate.effective,
  );
  if (passedOver !== undefined) {
    const text = `no rule of ${routeText(passedOver.attached)} matches, so a rule for a less specific hostname applies`;
    trail.note(`${text}; implementations with Envoy answer 404`);
  }
}

function compareRanks({ rank: a }: CandidateRoute, { rank: b }: CandidateRoute): number {
  return b[0] - a[0] || b[1] - a[1];
}

function pathType({ path = {} }: HTTPRouteMatch): string {
  return isPrefix(path) ? 'PathPrefix' : (path.type ?? '');
}
