import { certificateValidationRules } from './certificate-validation.ts';
import { targetRefRules } from './parent-refs.ts';
import type { RuleTree } from './rule-tree.ts';

export const backendTlsPolicyRules: RuleTree = {
  fields: { spec: { fields: { targetRefs: targetRefRules, validation: certificateValidationRules } } },
};
