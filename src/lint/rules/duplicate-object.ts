import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const duplicateObject: Rule = {
  code: 'GWX0105',
  name: 'duplicate-object',
  severity: 'error',
  description: 'two objects share group, kind, namespace and name',
  rationale:
    'The later definition replaces the earlier one, in a cluster as here. Two definitions that are equal are a warning. Two directories that define the same objects are most often two environments.',
  remedy: 'remove or rename one of them; give gwx one environment at a time',
  examples: {
    bad: 'kind: Service\nmetadata: {name: cart}\n---\nkind: Service\nmetadata: {name: cart}',
    good: 'kind: Service\nmetadata: {name: cart}\n---\nkind: Service\nmetadata: {name: cart-v2}',
  },
  check: fromDiagnostics('duplicate-object'),
};
