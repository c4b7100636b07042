import type { RuleTree } from './rule-tree.ts';
import { serverTlsRules } from './server-tls.ts';

export const istioGatewayRules: RuleTree = {
  fields: { spec: { fields: { servers: { each: { fields: { tls: serverTlsRules } } } } } },
};
