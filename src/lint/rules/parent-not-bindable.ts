import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const parentNotBindable: Rule = {
  code: 'GWX0409',
  name: 'parent-not-bindable',
  severity: 'error',
  description: 'the parent of a route has no listener that a route can bind to',
  rationale:
    'Nothing is generated for the parentRef, and istiod writes no status for it: waypoints, remote and east-west gateways take no routes, nor does a parent whose listeners are all unusable.',
  remedy: 'repair the parent, or name another; a route for a waypoint has the Service as its parent',
  examples: {
    bad: 'parentRefs: [{name: waypoint}]',
    good: 'parentRefs: [{group: "", kind: Service, name: cart}]',
  },
  check: fromIssues(
    { condition: 'silent', reason: 'parent-not-bindable' },
    {
      once: 'parentRef',
      help: ({ message }) =>
        message.endsWith('a waypoint')
          ? 'attach the route to the Service that uses the waypoint (group: "", kind: Service)'
          : 'repair the parent, or attach the route to another one; istiod writes no status for this parentRef',
    },
  ),
};
