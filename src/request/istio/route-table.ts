import { addToGroup, groupBy } from '../../model/group-by.ts';
import { type HostIndex, indexHosts } from '../../model/host-index.ts';
import { intersect } from '../../model/hosts.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { BoundVirtualServices } from './bound-virtual-services.ts';
import { listenerName, type VirtualServiceObject } from './istio-objects.ts';
import { routeProblem } from './route-problems.ts';
import { type ProxyNode, type Route, routesOf } from './routes.ts';
import type { Server, ServerHost } from './servers.ts';
import { type DomainIndex, indexDomains } from './virtual-hosts.ts';

/** What is done with the requests for one domain. */
export interface VirtualHost {
  readonly domain: string;
  readonly routes: readonly Route[];
  /** Requests in the clear are sent to `https` before any route is looked at (E-8). */
  readonly requiresTLS: boolean;
}

/** What Envoy routes requests by: all virtual hosts of a port in the clear, or of one server that terminates TLS. */
export interface RouteTable {
  readonly virtualHosts: DomainIndex<VirtualHost>;
  /** Why Envoy refuses the table as a whole; undefined for a good one. */
  problem(expressions: RegularExpressions): string | undefined;
}

/** The hosts of a server that a VirtualService of a namespace may use. */
export function hostsFor(hosts: readonly ServerHost[], namespace: string): readonly string[] {
  return hosts.filter((one) => one.namespace === '*' || one.namespace === namespace).map(({ host }) => host);
}

/** E-11, E-12: the virtual hosts of servers that share a table. */
export function gatewayRouteTable(
  servers: readonly Server[],
  bound: BoundVirtualServices,
  proxy: ProxyNode,
): RouteTable {
  const routesByDomain = new Map<string, [Route, ...Route[]]>();
  const redirected = new Set<string>();
  const meetings = createMeetings(bound, proxy);
  for (const server of servers) {
    const { gateway, fields, hosts } = server;
    if (fields.httpsRedirect) for (const { host } of hosts) redirected.add(host);
    const tls = fields.tlsMode !== undefined;
    const scope = { proxy, gateway: gateway.id, port: fields.port, tls, listener: listenerName(gateway, fields) };
    for (const { virtualService, hosts: met } of meetings(server)) {
      const domains = usedDomains(met, virtualService);
      const routes = domains.length === 0 ? [] : routesOf(virtualService, scope);
      if (routes.length === 0) continue;
      for (const domain of domains) {
        if (fields.httpsRedirect) redirected.add(domain);
        for (const route of routes) addToGroup(routesByDomain, domain, route);
      }
    }
  }
  const domains = new Set([...routesByDomain.keys(), ...redirected]);
  return routeTable(
    [...domains].map((domain) => virtualHost(domain, routesByDomain.get(domain) ?? [], redirected.has(domain))),
  );
}

/** A VirtualService, and the hosts of a server that have something in common with its own. */
interface Meeting {
  readonly virtualService: VirtualServiceObject;
  readonly hosts: readonly ServerHost[];
}

/** Finds the VirtualServices that a server meets, in their order, without comparing each host with each. */
function createMeetings(bound: BoundVirtualServices, proxy: ProxyNode): (server: Server) => readonly Meeting[] {
  const known = new Map<
    string,
    HostIndex<{ readonly virtualService: VirtualServiceObject; readonly position: number }>
  >();
  const indexOf = (gateway: string) => {
    const named = bound(gateway, proxy.namespace).flatMap((virtualService, position) => {
      const item = { virtualService, position };
      return virtualService.hosts.map((host) => [host, item] as const);
    });
    return indexHosts(named);
  };
  return ({ gateway, hosts }) => {
    const index = known.get(gateway.id) ?? indexOf(gateway.id);
    known.set(gateway.id, index);
    const met = hosts.flatMap((host) => [...new Set(index.overlapping(host.host))].map((item) => ({ host, item })));
    return [...groupBy(met, ({ item }) => item)]
      .sort(([a], [b]) => a.position - b.position)
      .map(([{ virtualService }, group]) => ({ virtualService, hosts: group.map(({ host }) => host) }));
  };
}

/** E-11. */
function usedDomains(hosts: readonly ServerHost[], { hosts: own, metadata }: VirtualServiceObject): readonly string[] {
  return intersect(hostsFor(hosts, metadata.namespace), own);
}

/** A virtual host: routes that catch everything come last, in the order they had (E-12). */
function virtualHost(domain: string, routes: readonly Route[], requiresTLS: boolean): VirtualHost {
  const sorted = [...routes.filter(({ catchAll }) => !catchAll), ...routes.filter(({ catchAll }) => catchAll)];
  return { domain, routes: sorted, requiresTLS };
}

function routeTable(virtualHosts: readonly VirtualHost[]): RouteTable {
  let judged: { readonly problem: string | undefined } | undefined;
  return {
    virtualHosts: indexDomains(virtualHosts.map((one) => [one.domain, one] as const)),
    problem(expressions) {
      judged ??= { problem: findProblem(virtualHosts, expressions) };
      return judged.problem;
    },
  };
}

function findProblem(virtualHosts: readonly VirtualHost[], expressions: RegularExpressions): string | undefined {
  for (const { routes } of virtualHosts) {
    for (const route of routes) {
      const problem = routeProblem(route, expressions);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}
