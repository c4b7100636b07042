import { selectorRules } from './label-selectors.ts';
import type { RuleTree } from './rule-tree.ts';
import { serverTlsRules } from './server-tls.ts';
import { connectionPoolRules } from './traffic-policies.ts';

export const sidecarRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        inboundConnectionPool: connectionPoolRules,
        ingress: { each: { fields: { connectionPool: connectionPoolRules, tls: serverTlsRules } } },
        workloadSelector: selectorRules,
      },
    },
  },
};
