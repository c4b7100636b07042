import { groupBy } from '../../model/group-by.ts';
import { boundGateways, type VirtualServiceObject } from './istio-objects.ts';
import { compareAge } from './workloads.ts';

/** The VirtualServices bound to a Gateway, or to the mesh, in the order in which a proxy of a namespace takes them. */
export type BoundVirtualServices = (gateway: string, proxyNamespace: string) => readonly VirtualServiceObject[];

/** The order of E-12 and E-51: private ones, then those exported to the namespace, then public ones, in each the older first. */
export function bindVirtualServices(
  all: readonly VirtualServiceObject[],
  preferOwn: (gateway: string) => boolean,
): BoundVirtualServices {
  const pairs = [...all].sort(compareAge).flatMap((virtualService) => {
    return [...new Set(boundGateways(virtualService))].map((gateway) => ({ gateway, virtualService }));
  });
  const byGateway = groupBy(pairs, ({ gateway }) => gateway);
  const inOrder = (gateway: string, namespace: string) => {
    const bound = (byGateway.get(gateway) ?? []).map(({ virtualService }) => virtualService);
    // Generated ones of the proxy's own namespace come before other public ones.
    const isOwn = ({ form, metadata }: VirtualServiceObject) => {
      return preferOwn(gateway) && form === 'mirror' && metadata.namespace === namespace;
    };
    const ofVisibility = (wanted: Visibility) => bound.filter((one) => visibility(one, namespace) === wanted);
    const publicOnes = ofVisibility('public');
    return [
      ...ofVisibility('private'),
      ...ofVisibility('exported'),
      ...publicOnes.filter(isOwn),
      ...publicOnes.filter((one) => !isOwn(one)),
    ];
  };
  const known = new Map<string, readonly VirtualServiceObject[]>();
  return (gateway, namespace) => {
    const key = `${gateway} ${namespace}`;
    const ordered = known.get(key) ?? inOrder(gateway, namespace);
    known.set(key, ordered);
    return ordered;
  };
}

type Visibility = 'private' | 'exported' | 'public' | 'invisible';

/** What `exportTo` makes of a VirtualService for the proxies of a namespace. */
function visibility({ exportTo, metadata }: VirtualServiceObject, namespace: string): Visibility {
  if (exportTo.length === 0 || exportTo.includes('*')) return 'public';
  // Whoever exports to itself and to others is private at home.
  if (metadata.namespace === namespace) {
    return exportTo.includes('.') || exportTo.includes(namespace) ? 'private' : 'invisible';
  }
  return exportTo.includes(namespace) ? 'exported' : 'invisible';
}
