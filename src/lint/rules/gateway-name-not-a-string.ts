import type { Rule } from '../rule.ts';

export const gatewayNameNotAString: Rule = {
  code: 'GWX1105',
  name: 'gateway-name-not-a-string',
  severity: 'error',
  description: 'YAML reads the name of the Gateway as a number, a boolean or null',
  rationale:
    "istiod's template writes the name of the Gateway without quotes into selectors. A name such as 123 or true is no string there, and the API server refuses the Deployment and the Service.",
  remedy: 'rename the Gateway',
  examples: {
    bad: 'kind: Gateway\nmetadata: {name: "123"}',
    good: 'kind: Gateway\nmetadata: {name: shop-123}',
  },
  check({ workloads, report }) {
    for (const { reason, message, place } of workloads.problems) {
      if (reason !== 'gateway-name-not-a-string') continue;
      report({ message, place, help: 'rename the Gateway; the API server refuses the Deployment and the Service' });
    }
  },
};
