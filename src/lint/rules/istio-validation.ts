import type { Rule } from '../rule.ts';

export const istioValidation: Rule = {
  code: 'GWX1001',
  name: 'istio-validation',
  severity: 'error',
  description: 'the validation of Istio refuses the object',
  rationale:
    "The API server or Istio's webhook refuses a Gateway, VirtualService, DestinationRule or ServiceEntry that breaks these rules. Where no webhook runs, istiod drops what is wrong, or the whole object.",
  remedy: 'change the field as the message says',
  examples: { bad: 'kind: VirtualService\nspec: {hosts: []}', good: 'kind: VirtualService\nspec: {hosts: [cart]}' },
  equivalents: { istioctl: ['IST0106'] },
  check({ istio, report }) {
    for (const { resource, findings } of istio.validated()) {
      for (const { severity, message, path } of findings) {
        if (severity !== 'error') continue;
        report({ message: `Schema validation error: ${message}`, place: { resource, path }, subject: message });
      }
    }
  },
};
