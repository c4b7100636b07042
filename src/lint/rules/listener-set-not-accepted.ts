import type { Issue } from '../../convert/issue.ts';
import type { Related } from '../../model/diagnostic.ts';
import { isObject } from '../../model/json.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const listenerSetNotAccepted: Rule = {
  code: 'GWX0406',
  name: 'listener-set-not-accepted',
  severity: 'error',
  description: 'the Gateway does not let the ListenerSet attach',
  rationale:
    'A Gateway takes no ListenerSets, not even those of its own namespace, unless spec.allowedListeners says so, and only Gateways of some classes take any. istiod sets Accepted to False with reason NotAllowed, and generates nothing.',
  remedy: 'let the namespace in with allowedListeners of the Gateway',
  examples: {
    bad: 'kind: Gateway\nspec:\n  gatewayClassName: istio',
    good: 'kind: Gateway\nspec:\n  gatewayClassName: istio\n  allowedListeners: {namespaces: {from: Same}}',
  },
  equivalents: { feature: ['ListenerSet'] },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NotAllowed', kinds: ['ListenerSet'] },
    { help, related: parentOf },
  ),
};

function help(issue: Issue): string {
  if (issue.message.includes('GatewayClass')) return 'attach it to a Gateway of class istio';
  const { namespace } = issue.subject.resource.metadata;
  const from =
    gatewayName(issue).namespace === namespace
      ? '{from: Same}'
      : `{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}`;
  return `let it in at the Gateway, in spec.allowedListeners (the message names another field), which lets in nothing by default: allowedListeners: {namespaces: ${from}}`;
}

function gatewayName({ subject, place }: Issue): { readonly namespace: string; readonly name: string } {
  const ref = fieldOf(place.resource, place.path);
  const { name, namespace = subject.resource.metadata.namespace } = isObject(ref) ? ref : {};
  return { namespace: String(namespace), name: String(name) };
}

function parentOf(issue: Issue, { index }: RuleContext): readonly Related[] {
  const { namespace, name } = gatewayName(issue);
  const resource = index.get('gateways.gateway.networking.k8s.io', namespace, name);
  if (resource === undefined) return [];
  const path = resource.spec.allowedListeners === undefined ? ['spec'] : ['spec', 'allowedListeners'];
  return [{ role: 'target', message: `Gateway "${namespace}/${name}"`, place: { resource, path } }];
}
