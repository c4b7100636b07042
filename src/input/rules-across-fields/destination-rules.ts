import { policySelectorRules } from './label-selectors.ts';
import type { RuleTree } from './rule-tree.ts';
import { trafficPolicyRules } from './traffic-policies.ts';

export const destinationRuleRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        subsets: { each: { fields: { trafficPolicy: trafficPolicyRules } } },
        trafficPolicy: trafficPolicyRules,
        workloadSelector: policySelectorRules,
      },
    },
  },
};
