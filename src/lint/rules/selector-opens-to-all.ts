import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const selectorOpensToAll: Rule = {
  code: 'GWX0702',
  name: 'selector-opens-to-all',
  severity: 'error',
  description: 'from: Selector without a selector lets routes of every namespace attach',
  rationale:
    'The field looks like a restriction and is none: istiod takes an absent selector for one that matches every namespace.',
  remedy: 'give a selector, or write from: All if that is meant',
  examples: {
    bad: 'allowedRoutes: {namespaces: {from: Selector}}',
    good: 'allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}',
  },
  check: fromIssues(
    { reason: 'selector-open', condition: 'silent' },
    { help: 'give a selector, or write "from: All" if that is meant' },
  ),
};
