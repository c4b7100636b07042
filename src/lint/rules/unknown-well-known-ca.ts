import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const unknownWellKnownCa: Rule = {
  code: 'GWX0706',
  name: 'unknown-well-known-ca',
  severity: 'error',
  description: 'wellKnownCACertificates is not System',
  rationale:
    'System is the only set of certificates that istiod knows. The policy is not accepted, but its settings are emitted all the same and trust the roots of the system.',
  remedy: 'write System, or name a ConfigMap in caCertificateRefs',
  examples: {
    bad: 'validation: {hostname: a.example.com, wellKnownCACertificates: example.com/corporate}',
    good: 'validation: {hostname: a.example.com, wellKnownCACertificates: System}',
  },
  check: fromIssues(
    { reason: 'Invalid', condition: 'Accepted', message: /^Unknown wellKnownCACertificates/ },
    {
      help: 'write "System", or name a ConfigMap in "caCertificateRefs"; the rule is emitted all the same and trusts the system roots',
    },
  ),
};
