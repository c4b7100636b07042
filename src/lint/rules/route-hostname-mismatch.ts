import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeHostnameMismatch: Rule = {
  code: 'GWX0402',
  name: 'route-hostname-mismatch',
  severity: 'error',
  description: 'no hostname of the route fits a listener of the parent',
  rationale: 'istiod sets Accepted to False with reason NoMatchingListenerHostname, and the route gets no traffic.',
  remedy: 'give the route a hostname within that of the listener, or the listener one that covers the route',
  examples: {
    bad: 'hostnames: [a.example.org] # the listener has *.example.com',
    good: 'hostnames: [a.example.com]',
  },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NoMatchingListenerHostname' },
    {
      once: 'parentRef',
      help: 'use a hostname that the listener covers: "*.example.com" covers names of any depth below example.com, but not example.com itself',
    },
  ),
};
