import { serviceHost } from '../model/names.ts';
import type { ObjectName, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { createHostTable, type HostTable } from './host-table.ts';
import { isVisibleIn, type Visibility, visibilityOf } from './visibility.ts';

/** A host that a Service or ServiceEntry brings into the mesh. */
export interface MeshHost {
  readonly host: string;
  readonly resource: Resource;
  readonly ports: readonly number[];
  readonly visibility: Visibility;
}

/** The hosts of the mesh, with the Services first. */
export interface MeshHosts {
  /** What the host means to clients of some of the namespaces. */
  find(host: string, namespaces: Iterable<string>): MeshHost | undefined;
  /** Whether a host, or for a wildcard some host below it, is in the mesh at all. */
  has(host: string): boolean;
}

const exportToAnnotation = 'networking.istio.io/exportTo';

/** Collects the hosts of all Services and ServiceEntries. */
export function indexMeshHosts(index: ResourceIndex, domainSuffix: string): MeshHosts {
  const services = index.list('services.').map((resource): MeshHost => {
    const { name, namespace, annotations } = resource.metadata;
    const exportTo = annotations?.[exportToAnnotation]?.split(',').map((one) => one.trim());
    return {
      host: serviceHost(name, namespace, domainSuffix),
      resource,
      ports: numbers((resource.spec.ports ?? []).map(({ port }) => port)),
      visibility: visibilityOf(exportTo, namespace),
    };
  });
  const entries = index.list('serviceentries.networking.istio.io').flatMap((resource) => {
    const { hosts = [], ports = [], exportTo } = resource.spec;
    const visibility = visibilityOf(exportTo, resource.metadata.namespace);
    return hosts.map(
      (host): MeshHost => ({ host, resource, ports: numbers(ports.map(({ number }) => number)), visibility }),
    );
  });
  const table: HostTable<MeshHost> = createHostTable(
    [...services, ...entries].map((value) => ({ host: value.host, value })),
  );
  return {
    find(host, namespaces) {
      const viewers = [...namespaces];
      return table.matching(host).find(({ visibility }) => viewers.some((viewer) => isVisibleIn(visibility, viewer)));
    },
    has: (host) => table.matching(host).length > 0 || table.hasBelow(host),
  };
}

function numbers(ports: readonly (number | undefined)[]): readonly number[] {
  return ports.filter((port) => port !== undefined);
}

/** A host with a short name expanded in the namespace of the object that names it. */
export function expandHost(host: string, namespace: string, domainSuffix: string): string {
  return host === '' || host === '*' || host.includes('.') ? host : serviceHost(host, namespace, domainSuffix);
}

/** The object that would bring an absent host into the mesh. */
export function ownerOfHost(host: string, domainSuffix: string): ObjectName {
  const cluster = `.svc.${domainSuffix}`;
  const [name = '', namespace, ...rest] = host.endsWith(cluster) ? host.slice(0, -cluster.length).split('.') : [];
  if (namespace === undefined || rest.length > 0 || name.includes('*'))
    return { kind: 'Host', namespace: '', name: host };
  return { kind: 'Service', namespace, name };
}
