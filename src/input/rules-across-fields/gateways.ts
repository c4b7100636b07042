import { codePoints } from '../expressions.ts';
import { listenerRules, portProtocolHostname, sameCombination } from './listeners.ts';
import { keysRule, objectRule, type Rule, textOf, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';
import { isHostnameOrWildcard } from './texts.ts';

function uniqueAddresses(type: string): Rule {
  return uniqueRule(
    `${type} values must be unique`,
    (address) => (address['type'] === type ? address['value'] : undefined),
    { at: ['value'] },
  );
}

const addresses: RuleTree = {
  rules: ['IPAddress', 'Hostname'].map(uniqueAddresses),
  each: {
    rules: [
      objectRule(
        'Hostname value must be empty or contain only valid characters (matching ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$)',
        (address) => {
          const value = textOf(address, 'value');
          return address['type'] !== 'Hostname' || value === undefined || isHostnameOrWildcard(value);
        },
        { at: ['value'] },
      ),
    ],
  },
};

const qualifiedKey =
  /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?(?:[A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$/;
const longestPrefix = 252;

function keyRules(sort: string): RuleTree {
  const name = sort.toLowerCase();
  return {
    rules: [
      keysRule(
        `${sort} keys must be in the form of an optional DNS subdomain prefix followed by a required name segment of up to 63 characters.`,
        (key) => qualifiedKey.test(key),
      ),
      // A key without prefix is measured as a whole.
      keysRule(
        `If specified, the ${name} key's prefix must be a DNS subdomain not longer than 253 characters in total.`,
        (key) => codePoints(key.split('/', 1)[0] ?? '') <= longestPrefix,
      ),
    ],
  };
}

const perPort: RuleTree = {
  rules: [
    uniqueRule('Port for TLS configuration must be unique within the Gateway', ({ port }) => port, { at: ['port'] }),
  ],
};

export const gatewayRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        addresses,
        infrastructure: { fields: { annotations: keyRules('Annotation'), labels: keyRules('Label') } },
        listeners: listenerRules(uniqueRule(sameCombination, portProtocolHostname, { name: 'listener-not-unique' })),
        tls: { fields: { frontend: { fields: { perPort } } } },
      },
    },
  },
};
