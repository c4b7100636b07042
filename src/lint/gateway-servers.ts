import type { GatewaySpec, Server } from '../model/istio-fields/gateway.ts';
import { compareBytes } from '../model/order.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** A server of an Istio Gateway. */
export interface WrittenServer {
  readonly gateway: Resource<GatewaySpec>;
  readonly index: number;
  readonly server: Server;
  /** The labels that the Gateway's workload must have, as text: `app=a,istio=b`. */
  readonly selector: string;
}

export function serversOf(index: ResourceIndex): readonly WrittenServer[] {
  return index.list('gateways.networking.istio.io').flatMap((gateway) => {
    const selector = selectorText(gateway.spec.selector);
    return (gateway.spec.servers ?? []).map((server, i) => ({ gateway, index: i, server, selector }));
  });
}

function selectorText(selector: Readonly<Record<string, string>> = {}): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .sort(compareBytes)
    .join(',');
}
