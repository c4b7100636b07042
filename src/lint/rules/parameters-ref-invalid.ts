import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const parametersRefInvalid: Rule = {
  code: 'GWX0315',
  name: 'parameters-ref-invalid',
  severity: 'error',
  openWorld: true,
  description: 'the parametersRef of a Gateway leads to no ConfigMap',
  rationale:
    'istiod reads the settings of the deployment from a ConfigMap of the namespace of the Gateway. Without it the Gateway is not Accepted, and nothing is deployed for it, though its Istio Gateways are there.',
  remedy: 'refer to a ConfigMap (group "", kind ConfigMap) next to the Gateway',
  examples: {
    bad: 'parametersRef: {group: apps, kind: Deployment, name: web}',
    good: 'parametersRef: {group: "", kind: ConfigMap, name: web-settings}',
  },
  check: fromIssues(
    { condition: 'Accepted', reason: 'InvalidParameters' },
    {
      help: ({ message }) =>
        `${message.startsWith('Unsupported') ? 'refer to a ConfigMap (group "", kind ConfigMap)' : 'add the ConfigMap, or correct its name'}; the Gateway is not Accepted: its Istio Gateways are emitted, but nothing is deployed`,
    },
  ),
};
