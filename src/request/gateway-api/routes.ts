import type { RouteSpec } from '../../model/gateway-api.ts';
import { groupBy } from '../../model/group-by.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import { covers, narrower } from './hostnames.ts';
import type { AttachedRoute, CandidateRoute, ConnectionRoute, HTTPFamilyRoute, ListenerRoutes } from './world.ts';

/** Compares routes by age, then by the text `namespace/name`, as the API breaks ties. Negative if `a` comes first. */
export function compareRoutes(a: AttachedRoute, b: AttachedRoute): number {
  return compareCreation(a.route, b.route) || compareRouteNames(a, b);
}

/** Compares by the text `namespace/name`, then by kind, which the API does not mention. */
export function compareRouteNames(a: AttachedRoute, b: AttachedRoute): number {
  const byName = compareBytes(namespacedName(a.route.metadata), namespacedName(b.route.metadata));
  return byName || compareBytes(a.kind, b.kind);
}

/** Indexes the routes attached to a listener by their hostnames, in lower case as all hosts are compared. */
export function indexRoutes(attached: readonly AttachedRoute[], listenerHostname: string): ListenerRoutes {
  const ignored = findIgnored(attached, listenerHostname);
  const served = attached.filter(carriesHTTP).filter((route) => !ignored.has(route));
  const named = served.flatMap((route) => hostnamesOf(route).map((hostname) => ({ route, hostname })));
  const byHostname = groupBy(named, ({ hostname }) => hostname);
  const candidates = (host: string): readonly CandidateRoute[] => {
    const best = new Map<HTTPFamilyRoute, CandidateRoute>();
    // From the narrowest hostname on, so that the first one of a route is the one that counts.
    for (const hostname of hostnamesCovering(host)) {
      for (const { route } of byHostname.get(hostname) ?? []) {
        if (best.has(route)) continue;
        const any = hostname.length;
        best.set(route, { attached: route, hostname, rank: [hostname.startsWith('*.') ? 0 : any, any] });
      }
    }
    return [...best.values()];
  };
  return { attached, ignored, candidates };
}

/** Whether a route carries HTTP. */
export function carriesHTTP(route: AttachedRoute): route is HTTPFamilyRoute {
  return route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute';
}

/** Whether a route carries connections, whatever is in them. */
export function carriesConnections(route: AttachedRoute): route is ConnectionRoute {
  return !carriesHTTP(route);
}

/** The hostnames of a route in lower case; the empty one for a route without any. */
export function hostnamesOf({ route }: AttachedRoute): readonly string[] {
  const { hostnames = [] }: RouteSpec = route.spec;
  if (hostnames.length === 0) return [''];
  return hostnames.map((hostname) => (hostname === '*' ? '' : hostname.toLowerCase()));
}

const longestName = 253;

/** Every hostname that covers a host, the narrowest first: itself, wildcards with ever fewer labels, none. */
function hostnamesCovering(host: string): readonly string[] {
  // No DNS name is longer, so no hostname covers it.
  if (host === '' || host.length > longestName) return [''];
  const labels = host.split('.');
  const wildcards = labels.map((_, i) => `*.${labels.slice(i + 1).join('.')}`).slice(0, -1);
  return [host, ...wildcards.filter((wildcard) => covers(wildcard, host)), ''];
}

/** GA-22: of an HTTPRoute and a GRPCRoute with hostnames in common only the one that comes first is accepted. */
function findIgnored(
  attached: readonly AttachedRoute[],
  listenerHostname: string,
): ReadonlyMap<HTTPFamilyRoute, HTTPFamilyRoute> {
  const ignored = new Map<HTTPFamilyRoute, HTTPFamilyRoute>();
  const candidates = attached.filter(carriesHTTP);
  if (new Set(candidates.map(({ kind }) => kind)).size < 2) return ignored;
  const hostnames = new Map(candidates.map((route) => [route, effectiveHostnames(route, listenerHostname)]));
  const accepted: HTTPFamilyRoute[] = [];
  for (const route of candidates.sort(compareRoutes)) {
    const own = hostnames.get(route) ?? [];
    const meets = (other: HTTPFamilyRoute) =>
      (hostnames.get(other) ?? []).some((theirs) => own.some((mine) => narrower(mine, theirs) !== undefined));
    const winner = accepted.find((other) => other.kind !== route.kind && meets(other));
    if (winner === undefined) accepted.push(route);
    else ignored.set(route, winner);
  }
  return ignored;
}

/** The hostnames of a route narrowed to those of a listener; those that have nothing in common with it are left out (GA-20). */
export function effectiveHostnames(route: AttachedRoute, listenerHostname: string): readonly string[] {
  const limit = listenerHostname.toLowerCase();
  return hostnamesOf(route).flatMap((hostname) => narrower(hostname, limit) ?? []);
}
