import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const backendNotFound: Rule = {
  code: 'GWX0305',
  name: 'backend-not-found',
  severity: 'warning',
  openWorld: true,
  description: 'a backendRef names an object that does not exist',
  rationale:
    'The share of the requests that would go to the backend gets 500. A mirror is left out of an HTTPRoute, and takes all rules of a GRPCRoute with it.',
  remedy: 'correct the name and namespace, or add the Service',
  examples: { bad: 'backendRefs: [{name: crat, port: 80}]', good: 'backendRefs: [{name: cart, port: 80}]' },
  equivalents: { istioctl: ['IST0101'], kiali: ['KIA1402'] },
  check: fromIssues(
    {
      condition: 'ResolvedRefs',
      reason: 'BackendNotFound',
      message: / not found$/,
      kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'],
    },
    {
      help: ({ target }) =>
        target?.kind === 'ServiceEntry host'
          ? "name a host of a Service or ServiceEntry of the route's namespace, letter by letter; the requests for this backend get 500"
          : 'add it, or correct name and namespace; the requests for this backend get 500',
    },
  ),
};
