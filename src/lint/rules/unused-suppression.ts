import type { Rule } from '../rule.ts';

export const unusedSuppression: Rule = {
  code: 'GWX0109',
  name: 'unused-suppression',
  severity: 'warning',
  description: 'a gwx-ignore comment, an annotation or an entry of the configuration silences nothing',
  rationale:
    'What it was written for is gone, and the next finding of that rule, which may matter, would be silenced unseen.',
  remedy: 'remove the comment or entry, or the rule from its list',
  examples: { bad: '# gwx-ignore route-shadowed: was needed once', good: '' },
};
