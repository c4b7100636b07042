import type { Binding } from '../convert/bindings.ts';
import type { Path, Resource } from '../model/resource.ts';
import { type WaypointName, waypointOf } from '../model/waypoints.ts';
import type { RuleContext } from './rule.ts';

/** A route that is bound to a Service or ServiceEntry. */
export interface MeshRoute {
  readonly binding: Binding;
  /** Namespace of the Service. */
  readonly parentNamespace: string;
  /** It acts only on clients of its own namespace (RT-55, D-40). */
  readonly isConsumer: boolean;
  readonly waypoint: WaypointName | undefined;
  /** Path of the parentRef. */
  readonly path: Path;
}

/** The accepted mesh parents of all routes. */
export function meshRoutes({ conversion, index }: RuleContext): readonly MeshRoute[] {
  const accepted = conversion.bindings.filter(({ flavour, denied }) => flavour === 'mesh' && denied === undefined);
  return accepted.map((binding) => {
    const { kind, namespace, name, route, routeKind, index: parentRef } = binding.parent;
    const crd = kind === 'Service' ? 'services.' : 'serviceentries.networking.istio.io';
    const parent: Resource | undefined = index.get(crd, namespace, name);
    const ofRequests = routeKind === 'HTTPRoute' || routeKind === 'GRPCRoute';
    return {
      binding,
      parentNamespace: namespace,
      isConsumer: ofRequests && route.metadata.namespace !== namespace,
      waypoint: waypointOf(parent, index.get('namespaces.', '', namespace)),
      path: ['spec', 'parentRefs', parentRef],
    };
  });
}
