import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const certificateNotFound: Rule = {
  code: 'GWX0311',
  name: 'certificate-not-found',
  severity: 'warning',
  openWorld: true,
  description: 'a certificate reference names a Secret that does not exist',
  rationale:
    'istiod programs nothing for a listener whose certificate is missing: its port is closed. The Secret may as well be written by an operator, such as cert-manager, whose objects count as the Secret.',
  remedy: 'correct the name, or add the Secret or what makes it',
  examples: {
    bad: 'certificateRefs: [{name: shop-crt}]',
    good: 'certificateRefs: [{name: shop-cert}]',
  },
  equivalents: { istioctl: ['IST0101'] },
  check: fromIssues(
    {
      condition: 'ResolvedRefs',
      reason: ['InvalidCertificateRef', 'InvalidClientCertificateRef'],
      message: / not found$/,
    },
    {
      // Where conversion goes without it, it is there and cannot be used.
      severity: ({ condition }) => (condition === undefined ? undefined : 'error'),
      help,
    },
  ),
};

function help({ reason, target }: Issue, { index }: RuleContext): string {
  const effect =
    reason === 'InvalidCertificateRef'
      ? 'the listener is not programmed at all'
      : 'only the condition of the Gateway suffers, as Istio does not use it';
  const secret = target && index.get('secrets.', target.namespace, target.name);
  return secret === undefined
    ? `add the Secret, or correct its name; ${effect}`
    : `use a Secret of another type: istiod does not see those of type ${secret.spec.type}; ${effect}`;
}
