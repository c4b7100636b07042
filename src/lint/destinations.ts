import type { Destination, VirtualServiceSpec } from '../model/istio-fields/virtual-service.ts';
import type { Path, Resource } from '../model/resource.ts';

export type VirtualServiceResource = Resource<VirtualServiceSpec>;

/** A destination of a VirtualService, or of one of its mirrors. */
export interface WrittenDestination {
  readonly virtualService: VirtualServiceResource;
  readonly destination: Destination;
  /** Path from the object's root. */
  readonly path: Path;
  readonly mirror: boolean;
}

/** The destinations that a VirtualService names, in the order in which they are written. */
export function* destinationsOf(virtualService: VirtualServiceResource): Generator<WrittenDestination> {
  const { http = [], tls = [], tcp = [] } = virtualService.spec;
  for (const [i, { route = [], mirror, mirrors = [] }] of http.entries()) {
    yield* routesOf(virtualService, ['spec', 'http', i], route);
    if (mirror !== undefined) {
      yield { virtualService, destination: mirror, path: ['spec', 'http', i, 'mirror'], mirror: true };
    }
    for (const [j, { destination }] of mirrors.entries()) {
      if (destination === undefined) continue;
      yield { virtualService, destination, path: ['spec', 'http', i, 'mirrors', j, 'destination'], mirror: true };
    }
  }
  for (const [i, { route = [] }] of tls.entries()) yield* routesOf(virtualService, ['spec', 'tls', i], route);
  for (const [i, { route = [] }] of tcp.entries()) yield* routesOf(virtualService, ['spec', 'tcp', i], route);
}

function* routesOf(
  virtualService: VirtualServiceResource,
  path: Path,
  route: readonly { readonly destination?: Destination }[],
): Generator<WrittenDestination> {
  for (const [i, { destination }] of route.entries()) {
    if (destination === undefined) continue;
    yield { virtualService, destination, path: [...path, 'route', i, 'destination'], mirror: false };
  }
}
