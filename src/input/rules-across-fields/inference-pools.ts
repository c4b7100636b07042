import { has, objectRule, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

export const inferencePoolRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        endpointPickerRef: {
          rules: [
            objectRule(
              "port is required when kind is 'Service' or unspecified (defaults to 'Service')",
              (ref) => ref['kind'] !== 'Service' || has(ref, 'port'),
            ),
          ],
        },
        targetPorts: { rules: [uniqueRule('port number must be unique', ({ number }) => number, { at: ['number'] })] },
      },
    },
  },
};
