import { fromIssues } from '../from-issues.ts';
import { isMeshParentField } from '../mesh-parent-fields.ts';
import type { Rule } from '../rule.ts';

export const fieldIgnored: Rule = {
  code: 'GWX0606',
  name: 'field-ignored',
  severity: 'warning',
  description: 'a field is set that istiod reads past',
  rationale: 'The API server takes the field, the status is fine, and what the field says is not done.',
  remedy: 'remove the field, or say in another way what it was to do',
  examples: {
    bad: 'rules:\n- sessionPersistence: {cookie: {name: cart}}',
    good: 'rules:\n- backendRefs: [{name: cart, port: 80}]',
  },
  equivalents: { feature: ['GatewayBackendClientCertificate'] },
  check: fromIssues(
    { condition: 'silent', reason: 'field-ignored', where: (issue) => !isMeshParentField(issue) },
    {
      // Istio finds out by itself what these two say.
      severity: ({ subject: { resource }, place }) => {
        const last = place.path.at(-1);
        const isRoutePort = last === 'port' && resource.kind.endsWith('Route');
        return isRoutePort || (last === 'name' && resource.kind === 'XBackend') ? 'info' : undefined;
      },
      help: ({ subject: { resource } }) =>
        resource.kind === 'GatewayClass'
          ? 'write the defaults of the class into a ConfigMap labelled gateway.istio.io/defaults-for-class, in the namespace of istiod'
          : 'remove the field: the status is fine, and what it says is not done',
    },
  ),
};
