import { compareCreation } from '../../model/order.ts';
import type { Outcome, Precedence } from '../request.ts';
import type { Decision, Trail } from '../trail.ts';
import { type BackendScope, isUsable, shareOut } from './backends.ts';
import { covers, specificity } from './hostnames.ts';
import { compareRoutes, effectiveHostnames } from './routes.ts';
import { nameOrder, routeName, routeText } from './rules.ts';
import type { AttachedRoute, ConnectionRoute, WorldListener } from './world.ts';

/** A connection route that is picked, and the hostname by which a server name led to it. */
export interface PickedRoute {
  readonly attached: ConnectionRoute;
  readonly hostname: string;
}

/**
 * The routes that can take a connection to a listener: TLSRoutes by the server name of its handshake, else TCPRoutes (GA-17, GA-50).
 * A connection without TLS has no server name.
 */
export function connectionCandidates(
  attached: readonly AttachedRoute[],
  listenerHostname: string,
  sni: string | undefined,
): readonly PickedRoute[] {
  const byName = sni === undefined ? [] : tlsCandidates(attached, listenerHostname, sni);
  return byName.length > 0 ? byName : tcpCandidates(attached);
}

/** Picks the route with the most specific hostname, then the oldest, then the first by name (GA-50). */
export function pickConnectionRoute(candidates: readonly PickedRoute[], trail: Trail): PickedRoute | undefined {
  const [winner, ...losers] = [...candidates].sort(
    (a, b) => compareSpecificity(a, b) || compareRoutes(a.attached, b.attached),
  );
  if (winner === undefined) {
    trail.step('GA-50', 'no attached route takes the connection');
    return undefined;
  }
  const name = routeText(winner.attached);
  trail.step('GA-50', `${name} takes the connection`, { resource: winner.attached.route, path: [] });
  for (const loser of losers) {
    const { attached } = loser;
    const place = { resource: attached.route, path: [] };
    const decidedBy = precedence(winner, loser);
    trail.runnerUp({ route: routeName(attached), rule: 0, failed: `comes after ${name}`, decidedBy, place });
  }
  const [second] = losers;
  if (second && compareSpecificity(second, winner) === 0 && isAgeUnknown(winner, second)) trail.note(nameOrder);
  return winner;
}

function compareSpecificity(a: PickedRoute, b: PickedRoute): number {
  const [x, y] = [specificity(a.hostname), specificity(b.hostname)];
  return x === y ? 0 : y - x;
}

function precedence(first: PickedRoute, second: PickedRoute): Precedence {
  if (compareSpecificity(first, second) !== 0) return 'hostname';
  return compareCreation(first.attached.route, second.attached.route) === 0 ? 'name' : 'age';
}

function isAgeUnknown(...picked: readonly PickedRoute[]): boolean {
  return picked.some(({ attached }) => attached.route.metadata.creationTimestamp === undefined);
}

function tlsCandidates(attached: readonly AttachedRoute[], hostname: string, sni: string): PickedRoute[] {
  return attached.flatMap((route) => {
    if (route.kind !== 'TLSRoute') return [];
    const [best] = effectiveHostnames(route, hostname)
      .filter((own) => covers(own, sni))
      .sort((a, b) => (specificity(a) < specificity(b) ? 1 : -1));
    return best === undefined ? [] : [{ attached: route, hostname: best }];
  });
}

function tcpCandidates(attached: readonly AttachedRoute[]): PickedRoute[] {
  return attached.flatMap((route) => (route.kind === 'TCPRoute' ? [{ attached: route, hostname: '' }] : []));
}

/** Where the connections of a route go; the share of an unusable backend is refused (GA-49). A route has one rule. */
export function connect(
  { attached }: PickedRoute,
  scope: Omit<BackendScope, 'attached'>,
  how: Pick<Extract<Outcome, { kind: 'tcp' | 'tls-passthrough' }>, 'kind' | 'terminated'>,
): Decision {
  const { rules = [] } = attached.route.spec;
  const [rule] = rules;
  const choices = shareOut({ ...scope, attached }, rule?.backendRefs, 0, undefined);
  const usable = isUsable(choices);
  if (!usable) scope.trail.step('GA-49', `no backendRef of ${routeText(attached)} has a weight and is usable`);
  return {
    outcome: usable ? { ...how, choices } : { kind: 'rejected', cause: 'no-backend' },
    route: routeName(attached),
    rule: { index: 0, ...(rule?.name !== undefined && { name: rule.name }) },
    place: { resource: attached.route, path: ['spec', 'rules', 0] },
  };
}

/** How connections to a TLS or TCP listener travel on. */
export function connectionOf({ protocol, terminates }: WorldListener) {
  if (protocol === 'TCP') return { kind: 'tcp', terminated: false } as const;
  return terminates
    ? ({ kind: 'tcp', terminated: true } as const)
    : ({ kind: 'tls-passthrough', terminated: false } as const);
}
