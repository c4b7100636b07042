import type { Issue } from '../../convert/issue.ts';
import type { Related } from '../../model/diagnostic.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

const policies: readonly string[] = ['BackendTLSPolicy', 'XBackend'];

export const caReferenceInvalid: Rule = {
  code: 'GWX0313',
  name: 'ca-reference-invalid',
  severity: 'error',
  openWorld: true,
  description: 'a caCertificateRef leads to no usable CA certificate',
  rationale:
    'A listener that is to check client certificates and has no usable CA is not programmed. A backend policy is worse off: istiod emits its DestinationRule with an invalid certificate, so that all traffic to the backend fails.',
  remedy: 'refer to a ConfigMap with the CA certificate in ca.crt; only listeners take a Secret, too',
  examples: {
    bad: 'caCertificateRefs: [{group: "", kind: Secret, name: backend-ca}] # of a BackendTLSPolicy',
    good: 'caCertificateRefs: [{group: "", kind: ConfigMap, name: backend-ca}]',
  },
  check: fromIssues(
    {
      condition: 'ResolvedRefs',
      reason: ['InvalidCACertificateRef', 'InvalidCACertificateKind', 'InvalidKind'],
      kinds: ['Gateway', 'ListenerSet', ...policies],
    },
    { help, related: (issue, context) => dataOf(issue, context) },
  ),
};

function help({ subject, message }: Issue): string {
  if (policies.includes(subject.resource.kind)) {
    return 'refer to a ConfigMap with the CA certificate in "ca.crt" (a Secret is refused); istiod emits the DestinationRule all the same, with credentialName: invalid://, so all traffic to this backend fails';
  }
  if (message.startsWith('only one')) return 'leave one caCertificateRef: put several certificates into one bundle';
  return 'refer to a ConfigMap or Secret with the CA certificate in "ca.crt"; the listeners that use it are not programmed';
}

function dataOf({ target }: Issue, { index }: RuleContext): readonly Related[] {
  if (target?.kind !== 'Secret' && target?.kind !== 'ConfigMap') return [];
  const crd = target.kind === 'Secret' ? 'secrets.' : 'configmaps.';
  const resource = index.get(crd, target.namespace, target.name);
  if (resource === undefined) return [];
  return [{ role: 'target', message: `the data of the ${target.kind}`, place: { resource, path: ['data'] } }];
}
