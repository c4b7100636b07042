import type { Issue } from '../../convert/issue.ts';
import type { Listener } from '../../convert/listeners.ts';
import { groupBy } from '../../model/group-by.ts';
import { isObject } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const allowedKindsInvalid: Rule = {
  code: 'GWX0407',
  name: 'allowed-kinds-invalid',
  severity: 'error',
  description: 'a listener lists a kind of route that its protocol does not carry',
  rationale:
    'istiod sets ResolvedRefs of the listener to False with reason InvalidRouteKinds. The listener still serves routes of the other kinds that it lists.',
  remedy: 'list only kinds that the protocol carries, each once, or leave allowedRoutes.kinds out',
  examples: {
    bad: 'protocol: HTTP\nallowedRoutes: {kinds: [{kind: TCPRoute}]}',
    good: 'protocol: HTTP\nallowedRoutes: {kinds: [{kind: HTTPRoute}]}',
  },
  check(context) {
    const byOwner = groupBy(context.conversion.listeners, ({ owner }): Resource => owner);
    const listenerOf = ({ subject }: Issue) =>
      byOwner.get(subject.resource)?.find(({ index }) => index === subject.listener);
    const reason = 'InvalidRouteKinds';
    const all = context.conversion.issues.filter((issue) => issue.reason === reason);
    const byObject = groupBy(all, ({ subject }) => subject.resource);
    const present = fromIssues(
      { condition: 'ResolvedRefs', reason },
      {
        // The Istio kind is harmless beside kinds that are all in order.
        severity: ({ subject }) =>
          byObject
            .get(subject.resource)
            ?.filter((other) => other.subject.listener === subject.listener)
            .every((other) => kindAt(other) === 'VirtualService')
            ? 'warning'
            : undefined,
        help: (issue) => help(issue, listenerOf(issue)),
      },
    );
    present(context);
  },
};

const carried: Readonly<Record<string, string>> = {
  HTTP: 'HTTPRoute and GRPCRoute',
  HTTPS: 'HTTPRoute and GRPCRoute',
  TCP: 'TCPRoute',
  TLS: 'TLSRoute, and TCPRoute with an explicit mode: Terminate',
};

function help(issue: Issue, listener: Listener | undefined): string {
  if (kindAt(issue) === 'VirtualService') {
    return 'remove it: a VirtualService binds to the Istio Gateways that it names, never to a listener; the listener still serves the other kinds';
  }
  const protocol = listener?.protocol ?? '';
  const kinds = carried[protocol] ?? 'no routes';
  return `list each kind once, of those that protocol ${protocol} carries: ${kinds}; the listener still serves the valid ones`;
}

function kindAt({ place }: Issue): unknown {
  const entry = fieldOf(place.resource, place.path);
  return isObject(entry) ? entry['kind'] : undefined;
}
