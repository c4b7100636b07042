import type { Listener } from '../convert/listeners.ts';
import type { VirtualService } from '../convert/virtual-services.ts';
import { groupBy } from '../model/group-by.ts';
import { indexHosts } from '../model/host-index.ts';
import type { GatewaySpec } from '../model/istio-fields/gateway.ts';
import { labels } from '../model/names.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import type { GatewayTarget } from './gateway-references.ts';
import type { RuleContext } from './rule.ts';

/** A listener of the Gateway API with what istiod generates for the routes bound to it. */
export interface SharedListener {
  readonly listener: Listener;
  /** What of it has a host in common with this one. */
  generatedFor(host: string): readonly VirtualService[];
}

/** Finds the listeners on which a VirtualService meets routes, by what it names in `gateways`. */
export function createSharedListeners({
  conversion,
}: RuleContext): (target: GatewayTarget) => readonly SharedListener[] {
  const generated = groupBy(conversion.virtualServices, ({ spec }) => spec.gateways[0] ?? '');
  const ofGateway = groupBy(conversion.listeners, ({ gateway }) => namespacedName(gateway.resource.metadata));
  const known = new Map<Listener, SharedListener>();
  const shared = (listener: Listener): SharedListener => {
    const found = known.get(listener) ?? share(listener, generated.get(listener.internalName) ?? []);
    known.set(listener, found);
    return found;
  };
  return (target) => {
    if (target.kind === 'internal') return target.listener === undefined ? [] : [shared(target.listener)];
    if (target.kind !== 'istio') return [];
    return (ofGateway.get(sameWorkload(target.resource)) ?? [])
      .filter(({ port }) => portsOf(target.resource).includes(port))
      .map(shared);
  };
}

function share(listener: Listener, generated: readonly VirtualService[]): SharedListener {
  const byHost = indexHosts(generated.flatMap((one) => one.spec.hosts.map((host) => [host, one] as const)));
  return { listener, generatedFor: (host) => [...new Set(byHost.overlapping(host))] };
}

/** The Gateway whose pods the selector of an Istio Gateway names: both then configure one workload. */
function sameWorkload({ spec, metadata }: Resource<GatewaySpec>): string {
  return `${metadata.namespace}/${spec.selector?.[labels.gatewayName] ?? ''}`;
}

function portsOf({ spec }: Resource<GatewaySpec>): readonly (number | undefined)[] {
  return (spec.servers ?? []).map(({ port }) => port?.number);
}
