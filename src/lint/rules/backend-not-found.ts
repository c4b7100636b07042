import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import { routeLoss } from '../route-loss.ts';
import type { Rule } from '../rule.ts';

export const backendNotFound: Rule = {
  code: 'GWX0305',
  name: 'backend-not-found',
  severity: 'warning',
  openWorld: true,
  description: 'a backendRef names an object that does not exist',
  rationale:
    'The share of the requests that would go to the backend gets 500. A mirror is left out of an HTTPRoute, and takes all rules of a GRPCRoute with it.',
  remedy: 'correct the name and namespace, or add the Service',
  examples: { bad: 'backendRefs: [{name: crat, port: 80}]', good: 'backendRefs: [{name: cart, port: 80}]' },
  equivalents: { istioctl: ['IST0101'], kiali: ['KIA1402'] },
  check: fromIssues(
    {
      condition: 'ResolvedRefs',
      reason: 'BackendNotFound',
      message: / not found$/,
      kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'],
    },
    {
      // What is neither assumed nor named by the backendRef itself is certain to be absent.
      severity: ({ target }) => (target === undefined ? 'error' : undefined),
      help,
    },
  ),
};

function help({ place, target }: Issue): string {
  const isMirror = place.path.includes('requestMirror');
  const effect = isMirror ? routeLoss(place) : 'the share of the requests that goes to this backend gets 500';
  return `${remedy(target, place)}; ${effect}`;
}

function remedy(target: Issue['target'], { resource, path }: Issue['place']): string {
  if (target?.kind === 'ServiceEntry host') {
    return "name a host of a Service or ServiceEntry of the route's namespace, letter by letter";
  }
  if (target !== undefined) return `add the ${target.kind}, or correct name and namespace`;
  // The Service that istiod makes for an InferencePool is not there.
  return fieldOf(resource, [...path.slice(0, -1), 'kind']) === 'InferencePool'
    ? 'give the InferencePool an endpointPickerRef with a port, and attach an HTTPRoute with it to a Gateway'
    : 'give the XBackend a hostname outside of the cluster; for a Service name the Service itself';
}
