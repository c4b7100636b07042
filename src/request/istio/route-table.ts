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
  const routesByDomain = new Map<string, Route[]>();
  const redirected = new Set<string>();
  for (const server of servers) {
    const { gateway, fields, hosts } = server;
    if (fields.httpsRedirect) for (const { host } of hosts) redirected.add(host);
    const tls = fields.tlsMode !== undefined;
    const scope = { proxy, gateway: gateway.id, port: fields.port, tls, listener: listenerName(gateway, fields) };
    for (const virtualService of bound(gateway.id, proxy.namespace)) {
      const domains = usedDomains(hosts, virtualService);
      const routes = domains.length === 0 ? [] : routesOf(virtualService, scope);
      if (routes.length === 0) continue;
      for (const domain of domains) {
        if (fields.httpsRedirect) redirected.add(domain);
        const known = routesByDomain.get(domain);
        if (known === undefined) routesByDomain.set(domain, [...routes]);
        else known.push(...routes);
      }
    }
  }
  for (const domain of redirected) if (!routesByDomain.has(domain)) routesByDomain.set(domain, []);
  return routeTable([...routesByDomain].map(([domain, routes]) => virtualHost(domain, routes, redirected.has(domain))));
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
