import type { TCPRoute, TLSRoute } from '../../model/istio.ts';
import { compareBytes, compareCreation } from '../../model/order.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import type { HTTPEntry } from '../http-routes.ts';
import type { ContributingRoute, VirtualService } from '../virtual-services.ts';
import type { GatewayDraft } from './gateways.ts';
import { type Nameable, readableBase } from './names.ts';

/** A VirtualService on its way: its entries are still istiod's, and its name is still to be given. */
export interface VirtualServiceDraft extends Nameable {
  /** The Gateways that it is bound to; none for one on the mesh. */
  readonly gateways: readonly GatewayDraft[];
  readonly hosts: readonly string[];
  readonly exportTo?: readonly string[];
  readonly routes: readonly [ContributingRoute, ...ContributingRoute[]];
  readonly httpEntries: readonly HTTPEntry[];
  readonly tcp?: readonly TCPRoute[] | undefined;
  readonly tls?: readonly TLSRoute[] | undefined;
}

/** A VirtualService of istiod's as a draft. */
export function draftOf(virtualService: VirtualService, gateways: readonly GatewayDraft[]): VirtualServiceDraft {
  const { name, routes, httpEntries, spec } = virtualService;
  const { namespace } = routes[0].route.metadata;
  const { hosts, tcp, tls } = spec;
  return { mirrorName: name, namespace, gateways, hosts, routes, httpEntries, tcp, tls };
}

/** Oldest route first, then by istiod's name, then by namespace: the order in which istiod goes through VirtualServices (chapter 60, E-12). */
export function compareDrafts(a: VirtualServiceDraft, b: VirtualServiceDraft): number {
  return (
    compareCreation(a.routes[0].route, b.routes[0].route) ||
    compareBytes(a.mirrorName, b.mirrorName) ||
    compareBytes(a.namespace, b.namespace)
  );
}

/** The order in which the pods of a Gateway go through the VirtualServices bound to it: those of their own namespace come first. */
export function compareAtPods({ listener }: GatewayDraft): typeof compareDrafts {
  const { namespace } = listener.gateway.resource.metadata;
  const isForeign = (draft: VirtualServiceDraft) => (draft.namespace === namespace ? 0 : 1);
  return (a, b) => isForeign(a) - isForeign(b) || compareDrafts(a, b);
}

/** Namespace and name, before it is known whether the name gets a hash. */
export function draftName({ namespace, mirrorName }: VirtualServiceDraft): string {
  return `${namespace}/${readableBase(mirrorName)}`;
}

/** The route that gives a draft its age, as messages name it. */
export function routeName({ routes }: VirtualServiceDraft): string {
  return namespacedName(routes[0].route.metadata);
}

/** The parentRef by which the oldest route comes to a draft, as a place. */
export function atParentRef({ routes }: VirtualServiceDraft): { resource: Resource; path: (string | number)[] } {
  const { route, binding } = routes[0];
  return { resource: route, path: ['spec', 'parentRefs', binding.parent.index] };
}

/** Where the oldest route says a host, as a place. */
export function atHostname({ routes }: VirtualServiceDraft, host: string) {
  const { route } = routes[0];
  const index = route.spec.hostnames?.indexOf(host) ?? -1;
  return { resource: route, path: index < 0 ? ['metadata', 'name'] : ['spec', 'hostnames', index] };
}
