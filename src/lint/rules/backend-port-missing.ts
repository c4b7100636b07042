import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const backendPortMissing: Rule = {
  code: 'GWX0205',
  name: 'backend-port-missing',
  severity: 'error',
  description: 'a backendRef lacks the port',
  rationale:
    'The API server refuses a Service reference without port. Of kinds where it does not, istiod drops all rules of the route.',
  remedy: 'add the port of the Service',
  examples: { bad: 'backendRefs: [{name: cart}]', good: 'backendRefs: [{name: cart, port: 80}]' },
  equivalents: { istioctl: ['IST0112'] },
  check: fromDiagnostics('backend-port-missing'),
};
