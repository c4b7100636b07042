import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const apiVersionNotServed: Rule = {
  code: 'GWX0801',
  name: 'api-version-not-served',
  severity: 'warning',
  description: 'the installed CRDs do not serve the version of an object',
  rationale:
    'kubectl apply fails with "no matches for kind". The object is judged all the same, by the schema of the newest version. With a channel that was chosen it is an error, else the cluster may serve more than is assumed.',
  remedy: 'use the version that the CRDs serve',
  examples: {
    bad: 'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: TCPRoute',
    good: 'apiVersion: gateway.networking.k8s.io/v1\nkind: TCPRoute',
  },
  equivalents: { istioctl: ['IST0156', 'IST0172'] },
  check: fromDiagnostics('api-version-not-served', {
    severity: (_, { channelChosen }) => (channelChosen ? 'error' : 'warning'),
  }),
};
