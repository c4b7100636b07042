import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const unsupportedFilter: Rule = {
  code: 'GWX0601',
  name: 'unsupported-filter',
  severity: 'error',
  description: 'a filter is of a type that Istio does not convert in this place',
  rationale:
    'The filter is a hard error: istiod drops all rules of the route, not only the one with the filter. HTTPRoutes may have header modifiers, mirrors, redirects, rewrites and CORS, GRPCRoutes header modifiers and mirrors, backendRefs header modifiers.',
  remedy: 'remove the filter, or say in another way what it was to do',
  examples: {
    bad: 'filters:\n- type: ExtensionRef\n  extensionRef: {group: example.com, kind: Auth, name: login}',
    good: 'filters:\n- type: RequestHeaderModifier\n  requestHeaderModifier: {set: [{name: x-team, value: shop}]}',
  },
  equivalents: { feature: ['HTTPRouteBackendRequestRedirect', 'HTTPRouteBackendURLRewrite'] },
  check: fromIssues(
    { condition: 'ResolvedRefs', reason: 'InvalidFilter', message: /^unsupported filter type / },
    { help: (issue) => `${remedyFor(issue)}; the whole route is dropped by istiod, not only this rule` },
  ),
};

/** What can take the place of the filter. */
function remedyFor({ subject: { resource }, place }: Issue): string {
  const path = place.path;
  const type = fieldOf(resource, path);
  if (type === 'ExternalAuth') {
    return 'use an AuthorizationPolicy with action CUSTOM on the gateway instead of the filter';
  }
  if (type === 'ExtensionRef') return 'remove the filter: Istio has no extension filters for routes';
  if (path.includes('backendRefs')) {
    return 'move the filter to the rule: backendRefs may have RequestHeaderModifier and ResponseHeaderModifier only';
  }
  return 'remove the filter: a GRPCRoute may have RequestHeaderModifier, ResponseHeaderModifier and RequestMirror only';
}
