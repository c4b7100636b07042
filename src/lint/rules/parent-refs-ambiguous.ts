import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const parentRefsAmbiguous: Rule = {
  code: 'GWX0206',
  name: 'parent-refs-ambiguous',
  severity: 'error',
  description: 'parentRefs name one parent more than once without telling the listeners apart',
  rationale: 'The API server refuses the route.',
  remedy: 'give each of them a sectionName or port of its own',
  examples: {
    bad: 'parentRefs: [{name: web}, {name: web, sectionName: https}]',
    good: 'parentRefs: [{name: web, sectionName: http}, {name: web, sectionName: https}]',
  },

  check: fromDiagnostics('parent-refs-ambiguous'),
};
