import { istioDuration } from './durations.ts';
import type { RuleTree } from './rule-tree.ts';

export const virtualServiceRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        http: {
          each: {
            fields: {
              corsPolicy: { fields: { maxAge: istioDuration } },
              fault: { fields: { delay: { fields: { exponentialDelay: istioDuration, fixedDelay: istioDuration } } } },
              retries: { fields: { backoff: istioDuration, perTryTimeout: istioDuration } },
              timeout: istioDuration,
            },
          },
        },
      },
    },
  },
};
