import type { RouteSpec } from '../../model/gateway-api.ts';
import { groupBy } from '../../model/group-by.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import { namespacedName } from '../../model/resource.ts';
import { createHostnameIndex } from './hostname-index.ts';
import { coveringHostnames, covers, narrower } from './hostnames.ts';
import type {
  AttachedRoute,
  CandidateRoute,
  ConnectionRoute,
  HTTPFamilyRoute,
  IgnoredRoute,
  ListenerRoutes,
} from './world.ts';

/** Compares routes by age, then by the text `namespace/name`, as the API breaks ties. Negative if `a` comes first. */
export function compareRoutes(a: AttachedRoute, b: AttachedRoute): number {
  return compareCreation(a.route, b.route) || compareRouteNames(a, b);
}

/** Compares by the text `namespace/name`, then by kind, which the API does not mention. */
export function compareRouteNames(a: AttachedRoute, b: AttachedRoute): number {
  const byName = compareBytes(namespacedName(a.route.metadata), namespacedName(b.route.metadata));
  return byName || compareBytes(a.kind, b.kind);
}

/** The routes attached to a listener, indexed by their hostnames when the first request comes. */
export function indexRoutes(attached: readonly AttachedRoute[], listenerHostname: string): ListenerRoutes {
  let index: RouteIndex | undefined;
  const built = () => {
    index ??= buildIndex(attached, listenerHostname);
    return index;
  };
  return {
    attached,
    candidates: (host) => candidatesFor(host, built().byHostname, listenerHostname.toLowerCase()),
    ignored: (host) => built().ignored.filter(({ route }) => hostnamesOf(route).some((own) => covers(own, host))),
  };
}

interface NamedRoute {
  readonly hostname: string;
  readonly route: HTTPFamilyRoute;
}

interface RouteIndex {
  readonly byHostname: ReadonlyMap<string, readonly NamedRoute[]>;
  readonly ignored: readonly IgnoredRoute[];
}

function buildIndex(attached: readonly AttachedRoute[], listenerHostname: string): RouteIndex {
  const routes = attached.filter(carriesHTTP);
  const ignored = findIgnored(routes, listenerHostname);
  const lost = new Set(ignored.map(({ route }) => route));
  const named = routes
    .filter((route) => !lost.has(route))
    .flatMap((route) => hostnamesOf(route).map((hostname) => ({ hostname, route })));
  return { byHostname: groupBy(named, ({ hostname }) => hostname), ignored };
}

function candidatesFor(
  host: string,
  byHostname: ReadonlyMap<string, readonly NamedRoute[]>,
  listenerHostname: string,
): readonly CandidateRoute[] {
  const best = new Map<HTTPFamilyRoute, CandidateRoute>();
  // From the narrowest hostname on, so that the first one of a route is the one that counts.
  for (const hostname of coveringHostnames(host)) {
    for (const { route: attached } of byHostname.get(hostname) ?? []) {
      if (best.has(attached)) continue;
      const any = hostname.length;
      const effective = narrower(hostname, listenerHostname) || '*';
      best.set(attached, { attached, hostname, effective, rank: [hostname.startsWith('*.') ? 0 : any, any] });
    }
  }
  return [...best.values()];
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
function hostnamesOf({ route }: AttachedRoute): readonly string[] {
  const { hostnames = [] }: RouteSpec = route.spec;
  if (hostnames.length === 0) return [''];
  return hostnames.map((hostname) => (hostname === '*' ? '' : hostname.toLowerCase()));
}

/** GA-22: of an HTTPRoute and a GRPCRoute with hostnames in common only the one that comes first is accepted. */
function findIgnored(routes: readonly HTTPFamilyRoute[], listenerHostname: string): readonly IgnoredRoute[] {
  if (new Set(routes.map(({ kind }) => kind)).size < 2) return [];
  const accepted = {
    HTTPRoute: createHostnameIndex<HTTPFamilyRoute>(),
    GRPCRoute: createHostnameIndex<HTTPFamilyRoute>(),
  };
  const ignored: IgnoredRoute[] = [];
  for (const route of [...routes].sort(compareRoutes)) {
    const hostnames = effectiveHostnames(route, listenerHostname);
    const winner = accepted[route.kind === 'HTTPRoute' ? 'GRPCRoute' : 'HTTPRoute'].firstMeeting(hostnames);
    if (winner !== undefined) ignored.push({ route, winner });
    else for (const hostname of hostnames) accepted[route.kind].add(hostname, route);
  }
  return ignored;
}

/** The hostnames of a route narrowed to those of a listener; those that have nothing in common with it are left out (GA-20). */
export function effectiveHostnames(route: AttachedRoute, listenerHostname: string): readonly string[] {
  const limit = listenerHostname.toLowerCase();
  return hostnamesOf(route).flatMap((hostname) => narrower(hostname, limit) ?? []);
}
