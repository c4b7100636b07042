import { isWildcard, subset } from '../../model/hosts.ts';
import type { VirtualServiceObject } from './istio-objects.ts';
import type { MeshHost } from './mesh-hosts.ts';
import { type Route, type RouteScope, routesOf } from './routes.ts';

/** The VirtualServices that the clients of a namespace have, by host. */
export interface SidecarVirtualServices {
  readonly all: readonly VirtualServiceObject[];
  /** Every host that one of them names. */
  readonly hosts: readonly string[];
  /** E-50: those that are about a host: those that name it, else the first by the most specific wildcard. */
  eligible(host: string): readonly VirtualServiceObject[];
  /** Why Envoy refuses the route table of a port; looked for once. */
  problem(port: number, find: () => string | undefined): string | undefined;
}

/** Sorts the VirtualServices bound to the mesh, in their order, by host. */
export function sidecarVirtualServices(bound: readonly VirtualServiceObject[]): SidecarVirtualServices {
  const exact = new Map<string, VirtualServiceObject[]>();
  const wildcards = new Map<string, VirtualServiceObject>();
  for (const virtualService of bound) {
    for (const host of new Set(virtualService.hosts)) {
      // A wildcard of a generated VirtualService has no effect in sidecars (E-54).
      if (isWildcard(host) && virtualService.form === 'mirror') continue;
      if (isWildcard(host) && !wildcards.has(host)) wildcards.set(host, virtualService);
      const known = exact.get(host);
      if (known === undefined) exact.set(host, [virtualService]);
      else known.push(virtualService);
    }
  }
  const byLength = [...wildcards].sort(([a], [b]) => b.length - a.length);
  const problems = new Map<number, string | undefined>();
  return {
    all: bound,
    hosts: [...exact.keys()],
    eligible(host) {
      const named = exact.get(host);
      if (named !== undefined) return named;
      const covering = byLength.find(([wildcard]) => subset(host, wildcard));
      return covering === undefined ? [] : [covering[1]];
    },
    problem(port, find) {
      if (!problems.has(port)) problems.set(port, find());
      return problems.get(port);
    },
  };
}

/** The routes of one VirtualService for a host. */
export interface SidecarRoutes {
  readonly virtualService: VirtualServiceObject;
  readonly routes: readonly Route[];
}

/** The routes of the first VirtualService that yields any (E-50, E-51); undefined if none does. */
export function sidecarRoutes(
  virtualServices: readonly VirtualServiceObject[],
  { namespace }: MeshHost,
  scope: RouteScope,
): SidecarRoutes | undefined {
  for (const virtualService of virtualServices) {
    const { form, metadata } = virtualService;
    const isProducer = metadata.namespace === namespace;
    if (form === 'mirror' && !isProducer && metadata.namespace !== scope.proxy.namespace) continue;
    const routes = routesOf(virtualService, scope);
    if (routes.length > 0) return { virtualService, routes };
  }
  return undefined;
}
