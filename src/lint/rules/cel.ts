import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const cel: Rule = {
  code: 'GWX0202',
  name: 'cel',
  severity: 'error',
  description: 'a validation rule of the CRD fails',
  rationale: 'The API server refuses the object.',
  remedy: 'change the fields that the message speaks of',
  examples: { bad: 'parentRefs: [] # where the CRD asks for one', good: 'parentRefs: [{name: web}]' },

  check: fromDiagnostics('cel'),
};
