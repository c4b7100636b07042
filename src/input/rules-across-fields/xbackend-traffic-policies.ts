import { budgetInterval, retryRateInterval } from './durations.ts';
import type { RuleTree } from './rule-tree.ts';
import { sessionPersistenceRules } from './session-persistence.ts';

export const xBackendTrafficPolicyRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        retryConstraint: {
          fields: {
            budget: { fields: { interval: { rules: [budgetInterval] } } },
            minRetryRate: { fields: { interval: { rules: [retryRateInterval] } } },
          },
        },
        sessionPersistence: sessionPersistenceRules,
      },
    },
  },
};
