import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const unknownField: Rule = {
  code: 'GWX0107',
  name: 'unknown-field',
  severity: 'error',
  description: 'no version of the kind has such a field',
  rationale:
    'The API server drops the field, or refuses the object under strict field validation, so that what it was to do does not happen.',
  remedy: 'correct the name, or move the field to where the schema has it',
  examples: { bad: 'rules:\n- match: []', good: 'rules:\n- matches: []' },
  equivalents: { istioctl: ['IST0106'] },
  check: fromDiagnostics('unknown-field'),
};
