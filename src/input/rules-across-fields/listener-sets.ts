import { listenerRules, portProtocolHostname, sameCombination } from './listeners.ts';
import { has, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const unique = uniqueRule(
  sameCombination,
  (listener) => (has(listener, 'port') ? portProtocolHostname(listener) : undefined),
  { name: 'listener-not-unique' },
);

export const listenerSetRules: RuleTree = { fields: { spec: { fields: { listeners: listenerRules(unique) } } } };
