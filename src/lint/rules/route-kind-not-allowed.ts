import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeKindNotAllowed: Rule = {
  code: 'GWX0403',
  name: 'route-kind-not-allowed',
  severity: 'error',
  description: 'the listener does not take routes of this kind',
  rationale:
    'Which kinds a listener takes follows from its protocol and from allowedRoutes.kinds. istiod sets Accepted to False with reason NotAllowedByListeners.',
  remedy: 'attach the route to a listener of a fitting protocol, or list its kind in allowedRoutes.kinds',
  examples: {
    bad: 'kind: TCPRoute # on a listener with protocol HTTP',
    good: 'kind: TCPRoute # on a listener with protocol TCP',
  },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NotAllowedByListeners', message: /^kind / },
    {
      once: 'parentRef',
      help: 'attach it to a listener that takes its kind: HTTP and HTTPS take HTTPRoute and GRPCRoute, TCP takes TCPRoute, TLS takes TLSRoute, and TCPRoute with an explicit mode: Terminate; allowedRoutes.kinds narrows that down',
    },
  ),
};
