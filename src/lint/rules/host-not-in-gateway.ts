import { type HostIndex, indexHosts } from '../../model/host-index.ts';
import type { GatewaySpec as IstioGatewaySpec } from '../../model/istio-fields/gateway.ts';
import { type FieldPlace, namespacedName, type Resource } from '../../model/resource.ts';
import { namesText } from '../crowds.ts';
import type { GatewayReference } from '../gateway-references.ts';
import type { Rule } from '../rule.ts';

export const hostNotInGateway: Rule = {
  code: 'GWX1004',
  name: 'host-not-in-gateway',
  severity: 'warning',
  description: 'a Gateway serves none of the hosts of a VirtualService that names it',
  rationale:
    'A VirtualService acts on a Gateway only for hosts that a server of the Gateway lets in, from namespaces that it lets in.',
  remedy: 'add the host to a server of the Gateway, or correct the hosts of the VirtualService',
  examples: {
    bad: 'hosts: [shop.example.org]\ngateways: [infra/public] # hosts: ["*.example.com"]',
    good: 'hosts: [shop.example.com]\ngateways: [infra/public] # hosts: ["*.example.com"]',
  },
  equivalents: { istioctl: ['IST0132'] },
  check({ istio, report }) {
    const servedAt = createServedHosts();
    for (const reference of istio.gatewayReferences()) {
      const { virtualService, path, text } = reference;
      const { hosts = [] } = virtualService.spec;
      const served = servedAt(reference);
      if (served === undefined || hosts.length === 0) continue;
      if (hosts.some((host) => served.byHost.overlapping(host).length > 0)) continue;
      report({
        message: `one or more host [${hosts.join(' ')}] defined in VirtualService ${namespacedName(virtualService.metadata)} not found in Gateway ${text}.`,
        place: { resource: virtualService, path },
        related: [{ role: 'target', message: 'the Gateway', place: served.place }],
        help: `add one of the hosts to a server of the Gateway; it lets in ${served.hosts.length === 0 ? 'none for this namespace' : namesText(served.hosts, ', ')}`,
      });
    }
  },
};

/** The hosts that a Gateway lets VirtualServices of a namespace have. */
interface ServedHosts {
  /** Where they are written. */
  readonly place: FieldPlace;
  readonly hosts: readonly string[];
  readonly byHost: HostIndex<string>;
}

/** Finds the hosts that a Gateway serves for a namespace, for all VirtualServices there once. */
function createServedHosts(): (reference: GatewayReference) => ServedHosts | undefined {
  const known = new Map<string, ServedHosts>();
  return (reference) => {
    const { target, virtualService, namespace, name } = reference;
    const key = JSON.stringify([target.kind, namespace, name, virtualService.metadata.namespace]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const served = servedHosts(reference);
    if (served !== undefined) known.set(key, served);
    return served;
  };
}

/** Undefined if there is no such Gateway here. */
function servedHosts({ target, virtualService }: GatewayReference): ServedHosts | undefined {
  if (target.kind === 'istio') {
    const hosts = hostsOfServers(target.resource, virtualService.metadata.namespace);
    return servedBy({ resource: target.resource, path: ['spec', 'servers'] }, hosts);
  }
  if (target.kind !== 'gateway-api') return undefined;
  const hosts = (target.resource.spec.listeners ?? []).map(({ hostname = '*' }) => hostname);
  return servedBy({ resource: target.resource, path: ['spec', 'listeners'] }, hosts);
}

function servedBy(place: FieldPlace, hosts: readonly string[]): ServedHosts {
  return { place, hosts, byHost: indexHosts(hosts.map((host) => [host, host])) };
}

function hostsOfServers({ spec, metadata }: Resource<IstioGatewaySpec>, namespace: string): readonly string[] {
  const written = (spec.servers ?? []).flatMap(({ hosts = [] }) => hosts);
  return written.flatMap((text) => {
    const slash = text.indexOf('/');
    if (slash < 0) return [text];
    const scope = text.slice(0, slash);
    const lets = scope === '*' || (scope === '.' ? metadata.namespace : scope) === namespace;
    return lets ? [text.slice(slash + 1)] : [];
  });
}
