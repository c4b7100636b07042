import { l4RouteFields } from './l4-routes.ts';
import type { RuleTree } from './rule-tree.ts';

export const tcpRouteRules: RuleTree = { fields: { spec: { fields: l4RouteFields } } };
