import { overlap } from '../../model/hosts.ts';
import type { GatewaySpec as IstioGatewaySpec } from '../../model/istio-fields/gateway.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
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
    for (const reference of istio.gatewayReferences()) {
      const { virtualService, path, text } = reference;
      const { hosts = [] } = virtualService.spec;
      const served = servedHosts(reference);
      if (served === undefined || hosts.length === 0) continue;
      if (hosts.some((host) => served.some((other) => overlap(host, other)))) continue;
      report({
        message: `one or more host [${hosts.join(' ')}] defined in VirtualService ${namespacedName(virtualService.metadata)} not found in Gateway ${text}.`,
        place: { resource: virtualService, path },
        related: relatedTo(reference),
        help: `add one of the hosts to a server of the Gateway; it lets in ${served.length === 0 ? 'none for this namespace' : served.join(', ')}`,
      });
    }
  },
};

/** The hosts that a named Gateway lets VirtualServices of the namespace have; undefined if there is no such Gateway here. */
function servedHosts({ target, virtualService }: GatewayReference): readonly string[] | undefined {
  const { namespace } = virtualService.metadata;
  if (target.kind === 'istio') return hostsOfServers(target.resource, namespace);
  if (target.kind !== 'gateway-api') return undefined;
  return (target.resource.spec.listeners ?? []).map(({ hostname }) => hostname ?? '*');
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

function relatedTo({ target }: GatewayReference) {
  if (target.kind === 'istio') {
    return [
      {
        role: 'target' as const,
        message: 'the Gateway',
        place: { resource: target.resource, path: ['spec', 'servers'] },
      },
    ];
  }
  if (target.kind !== 'gateway-api') return [];
  const place = { resource: target.resource, path: ['spec', 'listeners'] };
  return [{ role: 'target' as const, message: 'the Gateway', place }];
}
