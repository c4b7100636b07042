import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const certificateRefLost: Rule = {
  code: 'GWX0704',
  name: 'certificate-ref-lost',
  severity: 'error',
  description: 'one of two certificateRefs cannot be used, and no status says so',
  rationale:
    'Of two certificateRefs istiod only complains when both are wrong. It uses what stands at the first one: if that is the wrong one, the listener has no certificate at all.',
  remedy: 'correct the reference, or remove it',
  examples: {
    bad: 'certificateRefs: [{name: no-such-secret}, {name: cert}]',
    good: 'certificateRefs: [{name: cert}]',
  },
  check: fromIssues(
    { reason: 'certificate-ref-lost', condition: 'silent' },
    { help: 'correct the reference, or remove it' },
  ),
};
