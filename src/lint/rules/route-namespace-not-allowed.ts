import type { Issue } from '../../convert/issue.ts';
import type { Related } from '../../model/diagnostic.ts';
import { type CandidateListeners, createCandidateListeners } from '../candidate-listeners.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

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
  check(context) {
    const candidates = createCandidateListeners(context.conversion);
    const present = fromIssues(
      { condition: 'Accepted', reason: 'NotAllowedByListeners', message: /is not allowed by the parent$/ },
      { once: 'parentRef', help: selectorText, related: (issue) => namespaceObject(issue, candidates, context) },
    );
    present(context);
  },
};

function selectorText({ subject }: Issue): string {
  const { namespace } = subject.resource.metadata;
  return `let the namespace in at the listener: allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}}`;
}

/** The labels that a selector looks at. */
function namespaceObject(issue: Issue, candidates: CandidateListeners, { index }: RuleContext): readonly Related[] {
  const resource = index.get('namespaces.', '', issue.subject.resource.metadata.namespace);
  const selects = candidates(issue, 'namespaces').some(
    ({ spec }) => spec.allowedRoutes?.namespaces?.from === 'Selector',
  );
  if (resource === undefined || !selects) return [];
  const message = 'the Namespace, whose labels the selector does not match';
  return [{ role: 'cause', message, place: { resource, path: ['metadata', 'labels'] } }];
}
