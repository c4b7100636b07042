import type { ConversionResult } from '../../convert/result.ts';
import { groupBy } from '../../model/group-by.ts';
import { isObject, objectsIn } from '../../model/json.ts';
import { serviceHost } from '../../model/names.ts';
import type { ResourceIndex } from '../../model/resource-index.ts';
import { registeredHost } from '../../model/xbackend-hosts.ts';
import type { Settings } from '../../settings.ts';
import { textField } from './json-fields.ts';

export interface RegisteredPort {
  readonly number: number;
  readonly name: string;
  /** As written: the transport of a Service port, the protocol of a ServiceEntry port. */
  readonly protocol: string;
  readonly appProtocol?: string;
  readonly targetPort?: number | string;
}

/** A host of istiod's service registry: a Service, or one host of a ServiceEntry or XBackend. */
export interface RegisteredHost {
  readonly host: string;
  readonly namespace: string;
  /** Set for Services alone. */
  readonly service?: string;
  readonly ports: readonly RegisteredPort[];
  readonly addresses: readonly string[];
  /** Labels of the pods behind a Service. */
  readonly selector: Readonly<Record<string, string>>;
}

/** The hosts of the mesh that the input holds. */
export interface Registry {
  /** Every registration of a host, Services first. */
  find(host: string): readonly RegisteredHost[];
  /** Whether a DestinationRule of the input gives a host that subset. */
  hasSubset(host: string, subset: string): boolean;
  /** All Services that select pods. */
  readonly selecting: readonly RegisteredHost[];
  /** All hosts that begin with `*`. */
  readonly wildcards: readonly RegisteredHost[];
}

/** The registry that istiod builds from an input. */
export function createRegistry(index: ResourceIndex, settings: Settings): Registry {
  const hosts = [...services(index, settings), ...serviceEntries(index), ...xbackends(index, settings)];
  const byHost = groupBy(hosts, ({ host }) => host);
  const subsets = new Set(subsetsOf(index, settings));
  return {
    find: (host) => byHost.get(host) ?? [],
    hasSubset: (host, subset) => subsets.has(`${host} ${subset}`),
    selecting: hosts.filter(({ selector }) => Object.keys(selector).length > 0),
    wildcards: hosts.filter(({ host }) => host.startsWith('*')),
  };
}

const known = new WeakMap<ConversionResult, Registry>();

/** The registry of what istiod sees of a conversion's input, made once. */
export function registryOf(result: ConversionResult): Registry {
  const registry = known.get(result) ?? createRegistry(result.seen, result.settings);
  known.set(result, registry);
  return registry;
}

function subsetsOf(index: ResourceIndex, { domainSuffix }: Settings): readonly string[] {
  return index.list('destinationrules.networking.istio.io').flatMap(({ metadata, spec }) => {
    const written = isObject(spec) ? textField(spec, 'host') : undefined;
    if (written === undefined) return [];
    const host = written.includes('.') ? written : serviceHost(written, metadata.namespace, domainSuffix);
    return objectsIn(spec, 'subsets').map((subset) => `${host} ${textField(subset, 'name') ?? ''}`);
  });
}

function services(index: ResourceIndex, { domainSuffix }: Settings): readonly RegisteredHost[] {
  return index.list('services.').map(({ metadata, spec }) => ({
    host: serviceHost(metadata.name, metadata.namespace, domainSuffix),
    namespace: metadata.namespace,
    service: metadata.name,
    ports: (spec.ports ?? []).map(({ port = 0, name = '', protocol = 'TCP', appProtocol, targetPort }) => ({
      number: port,
      name,
      protocol,
      ...(appProtocol !== undefined && { appProtocol }),
      ...(targetPort !== undefined && { targetPort }),
    })),
    addresses: [...new Set([spec.clusterIP, ...(spec.clusterIPs ?? [])])].filter(isAddress),
    selector: spec.selector ?? {},
  }));
}

function isAddress(address: string | undefined): address is string {
  return address !== undefined && address !== '' && address !== 'None';
}

function serviceEntries(index: ResourceIndex): readonly RegisteredHost[] {
  return index.list('serviceentries.networking.istio.io').flatMap(({ metadata, spec }) => {
    const ports = (spec.ports ?? []).map(({ number = 0, name = '', protocol = '' }) => ({ number, name, protocol }));
    const entry = { namespace: metadata.namespace, ports, addresses: [], selector: {} };
    return (spec.hosts ?? []).map((host) => ({ host, ...entry }));
  });
}

function xbackends(index: ResourceIndex, settings: Settings): readonly RegisteredHost[] {
  if (!settings.EnableAlphaGatewayAPI) return [];
  return index.list('xbackends.gateway.networking.x-k8s.io').flatMap(({ metadata, spec }) => {
    const host = registeredHost(spec, settings.domainSuffix);
    const number = spec.port?.port;
    const ports = number === undefined ? [] : [{ number, name: '', protocol: spec.port?.protocol ?? '' }];
    const { namespace } = metadata;
    return host === undefined ? [] : [{ host, namespace, ports, addresses: [], selector: {} }];
  });
}
