import { backendRefRules } from './backend-refs.ts';
import { parentRefRules } from './parent-refs.ts';
import { uniqueNames } from './route-rules.ts';
import type { RuleTree } from './rule-tree.ts';

/** What the rules on routes without filters and matches have in common. */
export const l4RouteFields: Readonly<Record<string, RuleTree>> = {
  parentRefs: parentRefRules,
  rules: {
    // Newer versions allow one rule alone.
    rules: [uniqueNames(['v1alpha2'])],
    each: { fields: { backendRefs: { each: backendRefRules } } },
  },
};
