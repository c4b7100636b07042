import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeHostOutsideListener: Rule = {
  code: 'GWX0405',
  name: 'route-host-outside-listener',
  severity: 'warning',
  description: 'a hostname of the route fits no listener that the route is bound to',
  rationale:
    'One hostname that fits is enough for the route to be accepted. istiod generates the others all the same, but no request for them comes in through these listeners.',
  remedy: 'remove the hostname, or add a listener that covers it',
  examples: {
    bad: 'hostnames: [a.example.com, b.example.com] # the listener has a.example.com',
    good: 'hostnames: [a.example.com]',
  },
  check: fromIssues(
    { condition: 'silent', reason: 'host-unreachable' },
    { help: 'remove the host, or give a listener of the parents a hostname that covers it' },
  ),
};
