import type { RuleTree } from './rule-tree.ts';
import { workloadRules } from './workloads.ts';

export const workloadEntryRules: RuleTree = { fields: { spec: workloadRules } };
