import { groups } from '../../model/names.ts';
import type { GatewayTarget } from '../gateway-references.ts';
import type { Rule } from '../rule.ts';

export const virtualServiceNamesGatewayApiGateway: Rule = {
  code: 'GWX0903',
  name: 'virtual-service-names-gateway-api-gateway',
  severity: 'warning',
  description: 'a VirtualService names a Gateway of the Gateway API, to which it cannot be bound',
  rationale:
    'istiod binds VirtualServices by the exact name of an Istio Gateway, and generates one for each listener under another name. So the VirtualService is bound to nothing, and istioctl analyze does not notice.',
  remedy: 'write an HTTPRoute, or an Istio Gateway for the workload of the Gateway',
  examples: {
    bad: 'kind: VirtualService\nspec: {gateways: [infra/public]} # public is a gateway.networking.k8s.io Gateway',
    good: 'kind: HTTPRoute\nspec: {parentRefs: [{name: public, namespace: infra}]}',
  },
  check({ istio, report }) {
    for (const { virtualService, path, text, target, namespace, name } of istio.gatewayReferences()) {
      if (target.kind !== 'gateway-api' && target.kind !== 'gateway-api-words') continue;
      const message =
        target.kind === 'gateway-api'
          ? `"${text}" is a Gateway API Gateway; a VirtualService does not bind to it`
          : `"${text}" names no Istio Gateway; Gateway API Gateways and their listeners cannot be named here`;
      const gateway = target.resource?.metadata.name ?? name;
      // The group in front of a name is no namespace.
      const written = namespace === groups.gateway ? virtualService.metadata.namespace : namespace;
      const where = target.resource?.metadata.namespace ?? written;
      report({
        message,
        place: { resource: virtualService, path },
        related: relatedTo(target),
        help: `use an HTTPRoute, or for what an HTTPRoute cannot say an Istio Gateway in namespace "${where}" with selector "gateway.networking.k8s.io/gateway-name: ${gateway}", and name that`,
      });
    }
  },
};

function relatedTo(target: GatewayTarget) {
  if (target.kind === 'gateway-api') {
    return [
      {
        role: 'target' as const,
        message: 'the Gateway',
        place: { resource: target.resource, path: ['metadata', 'name'] },
      },
    ];
  }
  if (target.kind !== 'gateway-api-words' || target.resource === undefined) return [];
  return [
    { role: 'target' as const, message: 'the listener', place: { resource: target.resource, path: target.path } },
  ];
}
