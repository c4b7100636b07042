import { groups } from '../model/names.ts';
import type { Binding, Route, RouteKind } from './bindings.ts';
import type { Assumption } from './context.ts';
import type { Issue } from './issue.ts';
import { describeParent } from './parents.ts';
import type { VirtualService } from './virtual-services.ts';

/** A route that names the mesh as its parent, as releases up to 1.15 read it (AF-79). */
export interface LegacyMeshRoute {
  readonly binding: Binding;
  /** Hostnames without which there is nothing to write. */
  readonly hosts: readonly string[];
}

/**
 * What the parent `kind: Mesh, name: istio` would come to if istiod still read it. It does not, so nothing of this is in
 * the mirror form or in any status.
 */
export interface LegacyMesh {
  readonly routes: readonly LegacyMeshRoute[];
  /** All VirtualServices on the mesh, those of other parents included: both kinds of parents merge by one key. */
  readonly virtualServices: readonly VirtualService[];
  readonly issues: readonly Issue[];
  readonly assumptions: readonly Assumption[];
}

/** The binding of a route to the mesh as a whole; undefined for a route without such a parentRef. */
export function legacyMeshBinding(route: Route, routeKind: RouteKind): Binding | undefined {
  for (const [index, parentRef] of (route.spec.parentRefs ?? []).entries()) {
    const parent = describeParent(route, routeKind, parentRef, index);
    if (parent.group !== groups.gateway || parent.kind !== 'Mesh' || parent.name !== 'istio') continue;
    const hosts = routeKind === 'TCPRoute' ? [] : [...new Set(route.spec.hostnames ?? [])];
    return { parent, flavour: 'mesh', internalName: 'mesh', meshHosts: hosts };
  }
  return undefined;
}
