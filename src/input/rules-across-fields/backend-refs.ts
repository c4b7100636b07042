import { has, objectRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rule on whatever refers to a backend: routes, mirrors, authorization services. */
export const backendRefRules: RuleTree = {
  rules: [
    objectRule(
      'Must have port for Service reference',
      (ref) => ref['group'] !== '' || ref['kind'] !== 'Service' || has(ref, 'port'),
      { name: 'backend-port-missing' },
    ),
  ],
};
