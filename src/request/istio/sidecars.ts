import { isWildcard, subset } from '../../model/hosts.ts';
import type { VirtualServiceObject } from './istio-objects.ts';
import type { MeshHost } from './mesh-hosts.ts';
import { type Route, type RouteScope, routesOf } from './routes.ts';

/** E-50: the VirtualServices of a client that are about a host: those that name it, else the first by the most specific wildcard. */
export function eligible(bound: readonly VirtualServiceObject[], host: string): readonly VirtualServiceObject[] {
  const exact = bound.filter(({ hosts, form }) => hosts.includes(host) && !(form === 'mirror' && isWildcard(host)));
  if (exact.length > 0) return exact;
  let best: { readonly virtualService: VirtualServiceObject; readonly length: number } | undefined;
  for (const virtualService of bound) {
    // Sidecars never spread a generated VirtualService over the hosts that its wildcard covers (E-54).
    if (virtualService.form === 'mirror') continue;
    for (const own of virtualService.hosts) {
      if (!isWildcard(own) || !subset(host, own) || own.length <= (best?.length ?? 0)) continue;
      best = { virtualService, length: own.length };
    }
  }
  return best === undefined ? [] : [best.virtualService];
}

/** The routes of the first VirtualService that yields any (E-50, E-51); undefined if none does. */
export function sidecarRoutes(
  virtualServices: readonly VirtualServiceObject[],
  { namespace }: MeshHost,
  scope: RouteScope,
): { readonly virtualService: VirtualServiceObject; readonly routes: readonly Route[] } | undefined {
  for (const virtualService of virtualServices) {
    const { form, metadata } = virtualService;
    const isProducer = metadata.namespace === namespace;
    if (form === 'mirror' && !isProducer && metadata.namespace !== scope.proxy.namespace) continue;
    const routes = routesOf(virtualService, scope);
    if (routes.length > 0) return { virtualService, routes };
  }
  return undefined;
}
