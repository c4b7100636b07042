import { listenerSetNamespaces, type NamespaceWorld } from '../convert/allowed-namespaces.ts';
import type { GatewaySpec, ListenerSetSpec, ListenerSpec } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import type { Path, Resource } from '../model/resource.ts';

/** A port of the Service that istiod deploys. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
  readonly appProtocol: string;
}

/** A listener of the Gateway or of a ListenerSet that it accepts. */
interface PlacedListener {
  readonly listener: ListenerSpec;
  /** Its port. */
  readonly place: { readonly resource: Resource; readonly path: Path };
}

/** A listener that has a port of the Service. */
export interface PortOwner extends PlacedListener {
  readonly port: ServicePort;
}

/** Ports, and the listeners that get none of their own. */
export interface ServicePorts {
  readonly ports: readonly ServicePort[];
  /** The listener of each port number; the status port has none. */
  readonly owners: ReadonlyMap<number, PortOwner>;
  /** With the earlier listener, whose name and protocol count (DEP-32). */
  readonly skipped: readonly { readonly skipped: PlacedListener; readonly kept: PortOwner }[];
}

/** The port that every Service has, for the status of its pods. */
export const statusPort: ServicePort = { name: 'status-port', port: 15021, protocol: 'TCP', appProtocol: 'tcp' };
const longestName = 63;

/** Knows the ports of the Service of any Gateway. */
export function createServicePorts(
  world: NamespaceWorld,
  quic: boolean,
): (gateway: Resource<GatewaySpec>) => ServicePorts {
  const sets = groupBy(
    world.index.list('listenersets.gateway.networking.k8s.io'),
    ({ metadata, spec: { parentRef } }) => parentKey(parentRef?.namespace ?? metadata.namespace, parentRef?.name),
  );
  return (gateway) => {
    const { namespace, name } = gateway.metadata;
    return servicePorts([gateway, ...acceptedSets(world, gateway, sets.get(parentKey(namespace, name)) ?? [])], quic);
  };
}

function parentKey(namespace: string, name: string | undefined): string {
  return `${namespace}/${name}`;
}

/** The status port, then one for each port number of the listeners (DEP-32 to DEP-37). */
function servicePorts(resources: readonly Resource<GatewaySpec | ListenerSetSpec>[], quic: boolean): ServicePorts {
  const names = new Set([statusPort.name]);
  const owners = new Map<number, PortOwner>();
  const ports = [statusPort];
  const skipped: ServicePorts['skipped'][number][] = [];
  for (const [index, placed] of listenersOf(resources).entries()) {
    const { name: own = '', port = 0, protocol = '' } = placed.listener;
    const appProtocol = appProtocolOf(placed.listener);
    const kept = owners.get(port);
    if (kept !== undefined) {
      skipped.push({ skipped: placed, kept });
      continue;
    }
    const name = claimName(names, own === '' ? `${appProtocol}-${index}` : own, port);
    const entry: ServicePort = { name, port, protocol: 'TCP', appProtocol };
    owners.set(port, { ...placed, port: entry });
    ports.push(entry);
    if (quic && protocol === 'HTTPS') {
      ports.push({ ...entry, name: claimName(names, `${name}-quic`, port), protocol: 'UDP', appProtocol: 'https' });
    }
  }
  return { ports, owners, skipped };
}

/** What the Service would say of the protocol of a listener. */
export function appProtocolOf({ protocol = '' }: ListenerSpec): string {
  return protocol.toLowerCase();
}

/** DEP-34: a name for the port that no other has. */
function claimName(taken: Set<string>, wanted: string, port: number): string {
  const base = wanted.replaceAll('.', '-');
  let name = base.slice(0, longestName);
  for (let suffix = `-${port}`; taken.has(name); suffix += 'x') {
    name = base.slice(0, longestName - suffix.length) + suffix;
  }
  taken.add(name);
  return name;
}

function acceptedSets(
  world: NamespaceWorld,
  { metadata, spec }: Resource<GatewaySpec>,
  sets: readonly Resource<ListenerSetSpec>[],
): readonly Resource<ListenerSetSpec>[] {
  const rule = spec.allowedListeners?.namespaces;
  if (rule === undefined || sets.length === 0) return [];
  const allowed = listenerSetNamespaces(world, metadata.namespace, rule);
  return sets.filter((set) => allowed.allows(set.metadata.namespace) !== 'no');
}

function listenersOf(resources: readonly Resource<GatewaySpec | ListenerSetSpec>[]): readonly PlacedListener[] {
  return resources.flatMap((resource) =>
    (resource.spec.listeners ?? []).map((listener, index) => ({
      listener,
      place: { resource, path: ['spec', 'listeners', index, 'port'] },
    })),
  );
}
