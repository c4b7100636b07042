import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const unsupportedBackend: Rule = {
  code: 'GWX0602',
  name: 'unsupported-backend',
  severity: 'error',
  description: 'a backendRef is of a kind that istiod does not resolve, or an XBackend is of a type that it does not',
  rationale:
    'istiod resolves Services, ServiceImports, hosts, InferencePools and XBackends with an external hostname. The share of the requests that would go to anything else gets 500.',
  remedy: 'name a Service, or a host of a ServiceEntry as kind Hostname',
  examples: {
    bad: 'backendRefs: [{group: networking.istio.io, kind: ServiceEntry, name: pay, port: 443}]',
    good: 'backendRefs: [{group: networking.istio.io, kind: Hostname, name: pay.example.com, port: 443}]',
  },
  check(context) {
    ofRoutes(context);
    presentUnusable(context);
    ofXBackends(context);
  },
};

const ofRoutes = fromIssues(
  {
    condition: 'ResolvedRefs',
    reason: 'InvalidKind',
    message: /^referencing unsupported backendRef: |^backend\(.*\) type: /,
    kinds: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'],
  },
  { help: (issue) => `${remedyFor(issue)}; the requests for this backend get 500` },
);

/** What would be resolved but for another field of it. */
const presentUnusable = fromIssues(
  {
    condition: 'ResolvedRefs',
    reason: 'InvalidDestination',
    message: /^namespace may not be set with Hostname type$|^InferencePool service invalid, /,
  },
  {
    help: ({ message, part }) => {
      const remedy = message.startsWith('namespace')
        ? 'remove "namespace": a Hostname is looked up in the namespace of the route'
        : 'remove the Service that has the name of the one that istiod makes for the InferencePool';
      const effect = part === 'mirror' ? 'istiod leaves the mirror out' : 'the whole route is dropped by istiod';
      return `${remedy}; ${effect}`;
    },
  },
);

const ofXBackends = fromIssues(
  { condition: 'Accepted', reason: 'Invalid', message: /^unsupported /, kinds: ['XBackend'] },
  {
    help: ({ message }) =>
      message.startsWith('unsupported backend type')
        ? 'use type ExternalHostname with externalHostname; Istio reads no other'
        : 'use tls.mode None or ServerOnly; Istio reads no other',
  },
);

function remedyFor({ message, place }: Issue): string {
  if (message.startsWith('backend(')) return 'give the XBackend type ExternalHostname and a hostname';
  const kind = fieldOf(place.resource, place.path);
  if (kind !== 'ServiceEntry') return 'name a Service: Istio does not resolve this kind';
  return 'use kind Hostname, group networking.istio.io, and the host as name, where the ServiceEntry is meant';
}
