import type { FieldPlace, Resource } from '../model/resource.ts';
import type { Listener } from './listeners.ts';
import type { ContributingRoute } from './virtual-services.ts';

/** What a generated resource is made from: istiod's text for its annotation, and the places. */
export interface Sources {
  /** As `Kind/name.namespace`. */
  readonly texts: readonly string[];
  readonly places: readonly FieldPlace[];
}

/** A Gateway is made from one listener. */
export function listenerSources({ owner, ownerKind, name, index }: Listener): Sources {
  const { metadata } = owner;
  return {
    texts: [`${ownerKind}/${metadata.name}/${name}.${metadata.namespace}`],
    places: [{ resource: owner, path: ['spec', 'listeners', index] }],
  };
}

/** A VirtualService is made from routes. */
export function routeSources(routes: readonly ContributingRoute[]): Sources {
  return {
    texts: routes.map(({ route, kind }) => `${kind}/${route.metadata.name}.${route.metadata.namespace}`),
    places: routes.map(({ route }) => ({ resource: route, path: [] })),
  };
}

/** A DestinationRule is made from policies; unlike the others it names them by namespace and name (POL-16). */
export function policySources(policies: readonly Resource[]): Sources {
  return {
    texts: policies.map(({ kind, metadata }) => `${kind}/${metadata.namespace}.${metadata.name}`),
    places: policies.map((resource) => ({ resource, path: [] })),
  };
}
