import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeNamespaceNotAllowed: Rule = {
  code: 'GWX0401',
  name: 'route-namespace-not-allowed',
  severity: 'error',
  description: 'the listener does not let routes of this namespace attach',
  rationale:
    'By default a listener takes routes of its own namespace alone. istiod sets Accepted to False with reason NotAllowedByListeners, and the route gets no traffic. A ReferenceGrant does not help here.',
  remedy: 'let the namespace in with allowedRoutes of the listener',
  examples: {
    bad: 'listeners:\n- {name: http, port: 80, protocol: HTTP}',
    good: 'listeners:\n- name: http\n  port: 80\n  protocol: HTTP\n  allowedRoutes: {namespaces: {from: All}}',
  },
  equivalents: { kiali: ['KIA1401'] },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NotAllowedByListeners', message: /is not allowed by the parent$/ },
    { once: 'parentRef', help: selectorText },
  ),
};

function selectorText({ subject }: Issue): string {
  const { namespace } = subject.resource.metadata;
  return `let the namespace in at the listener: allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}}`;
}
