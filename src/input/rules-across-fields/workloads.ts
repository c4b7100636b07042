import { codePoints } from '../expressions.ts';
import { has, integerRule, keysRule, objectRule, type Rule, textOf, textRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const socket = 'unix://';
const largestPort = 65535;
const longestPortName = 62;
const portName = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;

/** The rule on a port of Istio's kinds. */
export const portNumber: RuleTree = {
  rules: [integerRule('port must be between 1-65535', (port) => port > 0 && port <= largestPort)],
};

const address: readonly Rule[] = [
  textRule('UDS must be an absolute path or abstract socket', (text) => {
    if (!text.startsWith(socket)) return true;
    // The API server looks at one character and fails if there is none.
    const start = text.charAt(socket.length);
    return start === '' ? { at: [], error: `index out of range: ${socket.length + 1}` } : ['/', '@'].includes(start);
  }),
  textRule('UDS may not be a dir', (text) => !text.startsWith(socket) || !text.endsWith('/')),
];

/** The rules on a WorkloadEntry's spec, or an endpoint of a ServiceEntry. */
export const workloadRules: RuleTree = {
  rules: [
    objectRule('Address is required', (workload) => has(workload, 'address') || has(workload, 'network')),
    objectRule(
      'UDS may not include ports',
      (workload) => !has(workload, 'ports') || textOf(workload, 'address')?.startsWith(socket) !== true,
      { at: ['ports'] },
    ),
  ],
  fields: {
    address: { rules: address },
    ports: {
      rules: [
        keysRule('port name must be valid', (name) => codePoints(name) <= longestPortName && portName.test(name)),
      ],
      each: portNumber,
    },
  },
};
