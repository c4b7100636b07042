import { isObject, valueAt } from '../../model/json.ts';
import { labels } from '../../model/names.ts';
import type { Fix } from '../finding.ts';
import type { Rule } from '../rule.ts';

const { legacyGatewayName, gatewayName } = labels;

export const gatewaySelectorLabelRemoved: Rule = {
  code: 'GWX0808',
  name: 'gateway-selector-label-removed',
  severity: 'warning',
  description: 'an Istio Gateway selects pods by a label that istiod no longer sets',
  rationale:
    'Since 1.24 the pods that istiod deploys for a Gateway carry gateway.networking.k8s.io/gateway-name, and no longer istio.io/gateway-name. A Deployment made before keeps the old label beside it, so that the Gateway works there and selects nothing in a new cluster.',
  remedy: 'select by gateway.networking.k8s.io/gateway-name, which pods of both ages carry',
  examples: {
    bad: 'selector: {istio.io/gateway-name: web}',
    good: 'selector: {gateway.networking.k8s.io/gateway-name: web}',
  },
  check({ index, profile, report }) {
    if (!profile.has('podsWithoutIstioGatewayName')) return;
    for (const resource of index.list('gateways.networking.istio.io')) {
      const selector = valueAt(resource.spec, ['selector']);
      if (!isObject(selector) || !Object.hasOwn(selector, legacyGatewayName)) continue;
      const place = { resource, path: ['spec', 'selector', legacyGatewayName], part: 'key' } as const;
      const fix: Fix = { title: `write ${gatewayName}`, safe: true, edits: [{ place, newText: gatewayName }] };
      report({
        message: `istiod no longer sets label "${legacyGatewayName}" on gateway pods`,
        place,
        help: `select by ${gatewayName}, which older pods carry too`,
        ...(!Object.hasOwn(selector, gatewayName) && { fix }),
      });
    }
  },
};
