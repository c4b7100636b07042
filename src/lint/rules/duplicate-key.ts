import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const duplicateKey: Rule = {
  code: 'GWX0103',
  name: 'duplicate-key',
  severity: 'error',
  description: 'a mapping has one key twice',
  rationale:
    'Clients that are not strict keep the last value and drop the others without a word; under strict field validation the API server refuses the object.',
  remedy: 'remove one of the two',
  examples: { bad: 'port: 80\nport: 8080', good: 'port: 8080' },
  check: fromDiagnostics('duplicate-key'),
};
