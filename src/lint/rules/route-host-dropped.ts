import type { Resource } from '../../model/resource.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeHostDropped: Rule = {
  code: 'GWX0404',
  name: 'route-host-dropped',
  severity: 'warning',
  description: 'a hostname of the route belongs to a listener that the route is not bound to',
  rationale:
    'Listeners of one port are isolated from each other: the one with the most specific hostname serves a request. istiod drops the host without a word, and the status of the route is fine.',
  remedy: 'remove sectionName and port from the parentRef, or bind the route to the listener of the host',
  examples: {
    bad: 'parentRefs: [{name: web, sectionName: all}] # another listener has hostname a.example.com\nhostnames: [a.example.com]',
    good: 'parentRefs: [{name: web}]\nhostnames: [a.example.com]',
  },
  equivalents: { feature: ['GatewayHTTPListenerIsolation'] },
  check(context) {
    const routes = context.conversion.virtualServices.flatMap((virtualService) => virtualService.routes);
    const served = new Set<Resource>(routes.map(({ route }) => route));
    const present = fromIssues(
      { reason: 'host-dropped', condition: 'silent' },
      {
        severity: ({ subject }) => (served.has(subject.resource) ? undefined : 'error'),
        help: ({ related = [] }) =>
          related.length > 0
            ? 'remove "sectionName" and "port" from the parentRef, or bind the route to that listener'
            : 'remove the host, or bind the route to a listener whose hostname covers it',
      },
    );
    present(context);
  },
};
