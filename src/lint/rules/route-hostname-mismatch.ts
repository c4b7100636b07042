import type { Issue } from '../../convert/issue.ts';
import { createCandidateListeners } from '../candidate-listeners.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
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
  check(context) {
    const candidates = createCandidateListeners(context.conversion);
    const present = fromIssues(
      { condition: 'Accepted', reason: 'NoMatchingListenerHostname' },
      {
        once: 'parentRef',
        help: (issue) => {
          const listeners = candidates(issue, 'hostname').map(({ name, spec }) => `"${spec.hostname}" (${name})`);
          return `use a hostname that a listener covers: the route has ${hostnamesText(issue)}, the listeners have ${listeners.join(', ')}; "*.example.com" covers names of any depth below example.com, but not example.com itself`;
        },
      },
    );
    present(context);
  },
};

function hostnamesText({ subject }: Issue): string {
  const hostnames = fieldOf(subject.resource, ['spec', 'hostnames']);
  return Array.isArray(hostnames) ? hostnames.map((hostname) => `"${String(hostname)}"`).join(', ') : 'none';
}
