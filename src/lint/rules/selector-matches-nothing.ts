import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

const isInvalid = /^selector is invalid/;

export const selectorMatchesNothing: Rule = {
  code: 'GWX0408',
  name: 'selector-matches-nothing',
  severity: 'warning',
  description: 'a namespace selector of a listener or Gateway lets nothing attach',
  rationale:
    'The selector asks for labels that no Namespace has, or it is one that Kubernetes refuses. istiod generates a server without a namespace, and no status says so.',
  remedy: 'correct the selector, or the labels of the Namespace',
  examples: {
    bad: 'selector: {matchExpressions: [{key: team, operator: In, values: []}]}',
    good: 'selector: {matchExpressions: [{key: team, operator: In, values: [a]}]}',
  },
  check: fromIssues(
    { condition: 'silent', reason: 'selector-empty' },
    {
      severity: ({ message }) => (isInvalid.test(message) ? 'error' : undefined),
      help: ({ message }) =>
        isInvalid.test(message)
          ? 'correct it: In and NotIn take values, Exists and DoesNotExist take none, and keys and values follow the rules of labels'
          : 'correct the selector, or label a Namespace as it asks',
    },
  ),
};
