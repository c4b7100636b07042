import { policySelectorRules } from './label-selectors.ts';
import type { RuleTree } from './rule-tree.ts';

export const proxyConfigRules: RuleTree = { fields: { spec: { fields: { selector: policySelectorRules } } } };
