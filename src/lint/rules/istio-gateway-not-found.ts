import { fromAbsences } from '../from-absences.ts';
import type { Rule } from '../rule.ts';

export const istioGatewayNotFound: Rule = {
  code: 'GWX1003',
  name: 'istio-gateway-not-found',
  severity: 'error',
  openWorld: true,
  description: 'a VirtualService names a Gateway that does not exist',
  rationale:
    'istiod binds by exact name and says nothing of names that lead nowhere: the VirtualService serves nothing there.',
  remedy: 'correct the name, or add the Gateway; a short name means the namespace of the VirtualService',
  examples: { bad: 'gateways: [infra/publik]', good: 'gateways: [infra/public]' },
  equivalents: { istioctl: ['IST0101'], kiali: ['KIA1102'] },
  check: fromAbsences('GWX1003', {
    help: 'name an Istio Gateway as <namespace>/<name>; a short name means the namespace of the VirtualService',
  }),
};
