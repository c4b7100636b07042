import type { JsonObject } from '../../model/json.ts';
import { selectorRules } from './label-selectors.ts';
import { has, type Outcome, objectRule, type Rule, sizeOf, textRule, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';
import { portNumber, workloadRules } from './workloads.ts';

const spec: readonly Rule[] = [
  objectRule(
    'only one of WorkloadSelector or Endpoints can be set',
    (entry) => !has(entry, 'workloadSelector') || !has(entry, 'endpoints'),
  ),
  objectRule('CIDR addresses are allowed only for NONE/STATIC resolution types', rangesOnlyUnresolved),
  objectRule('NONE mode cannot set endpoints', (entry) => resolution(entry) !== 'NONE' || !has(entry, 'endpoints'), {
    at: ['endpoints'],
  }),
  objectRule(
    'DNS_ROUND_ROBIN mode cannot have multiple endpoints',
    (entry) => resolution(entry) !== 'DNS_ROUND_ROBIN' || sizeOf(entry['endpoints']) <= 1,
    { at: ['endpoints'] },
  ),
];

export const serviceEntryRules: RuleTree = {
  fields: {
    spec: {
      rules: spec,
      fields: {
        endpoints: { each: workloadRules },
        hosts: { each: { rules: [textRule('hostname cannot be wildcard', (host) => host !== '*')] } },
        ports: {
          rules: [uniqueRule('port number cannot be duplicated', ({ number }) => number, { at: ['number'] })],
          each: { fields: { number: portNumber, targetPort: portNumber } },
        },
        workloadSelector: selectorRules,
      },
    },
  },
};

function resolution({ resolution: written = 'NONE' }: JsonObject): unknown {
  return written;
}

function rangesOnlyUnresolved(entry: JsonObject): Outcome {
  const { addresses } = entry;
  if (['NONE', 'STATIC'].includes(String(resolution(entry))) || !Array.isArray(addresses)) return true;
  const range = addresses.findIndex((address) => typeof address === 'string' && address.includes('/'));
  return range < 0 || { at: ['addresses', range] };
}
