import type { Rule } from '../rule.ts';

export const invalidSuppression: Rule = {
  code: 'GWX0110',
  name: 'invalid-suppression',
  severity: 'warning',
  description: 'a gwx-ignore comment or annotation names an unknown rule or has no reason',
  rationale:
    'A suppression without a reason cannot be judged by the next reader, and one of an unknown rule does nothing.',
  remedy: 'write `# gwx-ignore RULE: reason`, with the code or the name of the rule',
  examples: { bad: '# gwx-ignore GWX0502', good: '# gwx-ignore GWX0502: the canary owns /api' },
};
