import { policySelectorRules } from './label-selectors.ts';
import { atMostOneRule, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const targetRef: RuleTree = {
  fields: {
    namespace: {
      rules: [textRule('cross namespace referencing is not currently supported', (namespace) => namespace === '')],
    },
  },
};

/** The rules of a kind of Istio's policies: those on what a policy is for, and those below further fields of its spec. */
export function policyRules(fields: Readonly<Record<string, RuleTree>>): RuleTree {
  return {
    fields: {
      spec: {
        rules: [
          atMostOneRule('only one of targetRefs or selector can be set', ['selector', 'targetRef', 'targetRefs']),
        ],
        fields: { ...fields, selector: policySelectorRules, targetRef, targetRefs: { each: targetRef } },
      },
    },
  };
}
