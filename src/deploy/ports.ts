import { listenerSetNamespaces, type NamespaceWorld } from '../convert/allowed-namespaces.ts';
import type { GatewaySpec, ListenerSpec } from '../model/gateway-api.ts';
import type { Place, Resource } from '../model/resource.ts';

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
  readonly place: Place;
}

/** Ports, and the listeners that get none of their own. */
export interface ServicePorts {
  readonly ports: readonly ServicePort[];
  /** With the port of the earlier listener, whose name and protocol count (DEP-32). */
  readonly skipped: readonly { readonly place: Place; readonly kept: ServicePort; readonly appProtocol: string }[];
}

const statusPort: ServicePort = { name: 'status-port', port: 15021, protocol: 'TCP', appProtocol: 'tcp' };
const longestName = 63;

/** The ports of a Gateway's Service: the status port, then one for each port number of its listeners (DEP-32 to DEP-37). */
export function servicePorts(world: NamespaceWorld, gateway: Resource<GatewaySpec>, quic: boolean): ServicePorts {
  const names = new Set([statusPort.name]);
  const byNumber = new Map<number, ServicePort>();
  const ports = [statusPort];
  const skipped: ServicePorts['skipped'][number][] = [];
  for (const [index, { listener, place }] of listenersOf(world, gateway).entries()) {
    const { name: own = '', port = 0, protocol = '' } = listener;
    const appProtocol = protocol.toLowerCase();
    const kept = byNumber.get(port);
    if (kept !== undefined) {
      skipped.push({ place, kept, appProtocol });
      continue;
    }
    const name = claimName(names, own === '' ? `${appProtocol}-${index}` : own, port);
    const entry: ServicePort = { name, port, protocol: 'TCP', appProtocol };
    byNumber.set(port, entry);
    ports.push(entry);
    if (quic && protocol === 'HTTPS') {
      ports.push({ ...entry, name: claimName(names, `${name}-quic`, port), protocol: 'UDP', appProtocol: 'https' });
    }
  }
  return { ports, skipped };
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

function listenersOf(world: NamespaceWorld, gateway: Resource<GatewaySpec>): readonly PlacedListener[] {
  const { namespace, name } = gateway.metadata;
  const rule = gateway.spec.allowedListeners?.namespaces;
  const allowed = rule && listenerSetNamespaces(world, namespace, rule);
  const accepted = world.index.list('listenersets.gateway.networking.k8s.io').filter(({ metadata, spec }) => {
    const parent = spec.parentRef;
    const isParent = parent?.name === name && (parent.namespace ?? metadata.namespace) === namespace;
    return isParent && allowed !== undefined && allowed.allows(metadata.namespace) !== 'no';
  });
  return [gateway, ...accepted].flatMap((resource) =>
    (resource.spec.listeners ?? []).map((listener, index) => ({
      listener,
      place: { resource, path: ['spec', 'listeners', index, 'port'] },
    })),
  );
}
