import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const redirectOrRewriteInvalid: Rule = {
  code: 'GWX0207',
  name: 'redirect-or-rewrite-invalid',
  severity: 'error',
  description: 'a redirect or rewrite does not go together with the rest of its rule',
  rationale: 'The API server refuses the route.',
  remedy:
    'keep redirects apart from backendRefs and rewrites; replace prefixes only in a rule with one PathPrefix match',
  examples: {
    bad: 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]\nbackendRefs: [{name: cart, port: 80}]',
    good: 'filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]',
  },

  check: fromDiagnostics('redirect-or-rewrite-invalid'),
};
