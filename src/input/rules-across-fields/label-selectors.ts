import { keysRule, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const wildcard = '*';

/** The rule on the labels of an Istio workload selector. */
export const selectorRules: RuleTree = {
  fields: {
    labels: {
      each: { rules: [textRule('wildcard is not supported in selector', (value) => !value.includes(wildcard))] },
    },
  },
};

/** The rules on the labels of the selector that Istio's policies have. */
export const policySelectorRules: RuleTree = {
  fields: {
    matchLabels: {
      rules: [
        keysRule('wildcard not allowed in label key match', (key) => !key.includes(wildcard)),
        keysRule('key must not be empty', (key) => key !== ''),
      ],
      each: { rules: [textRule('wildcard not allowed in label value match', (value) => !value.includes(wildcard))] },
    },
  },
};
