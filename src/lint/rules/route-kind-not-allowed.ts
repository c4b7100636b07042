import type { Issue } from '../../convert/issue.ts';
import type { Listener } from '../../convert/listeners.ts';
import { createCandidateListeners } from '../candidate-listeners.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const routeKindNotAllowed: Rule = {
  code: 'GWX0403',
  name: 'route-kind-not-allowed',
  severity: 'error',
  description: 'the listener does not take routes of this kind',
  rationale:
    'Which kinds a listener takes follows from its protocol and from allowedRoutes.kinds. istiod sets Accepted to False with reason NotAllowedByListeners.',
  remedy: 'attach the route to a listener of a fitting protocol, or list its kind in allowedRoutes.kinds',
  examples: {
    bad: 'kind: TCPRoute # on a listener with protocol HTTP',
    good: 'kind: TCPRoute # on a listener with protocol TCP',
  },
  check(context) {
    const candidates = createCandidateListeners(context.conversion);
    const present = fromIssues(
      { condition: 'Accepted', reason: 'NotAllowedByListeners', message: /^kind / },
      { once: 'parentRef', help: (issue) => help(issue, candidates(issue)) },
    );
    present(context);
  },
};

/** What a listener must be like to take routes of a kind (RT-27). */
const carriers: Readonly<Record<string, { readonly protocols: readonly string[]; readonly text: string }>> = {
  GRPCRoute: { protocols: ['HTTP', 'HTTPS'], text: 'protocol HTTP or HTTPS' },
  HTTPRoute: { protocols: ['HTTP', 'HTTPS'], text: 'protocol HTTP or HTTPS' },
  TCPRoute: { protocols: ['TCP'], text: 'protocol TCP, or protocol TLS with an explicit mode: Terminate' },
  TLSRoute: { protocols: ['TLS'], text: 'protocol TLS' },
};

function help({ subject }: Issue, listeners: readonly Listener[]): string {
  const { kind } = subject.resource;
  const carrier = carriers[kind];
  const taking = listeners.find(({ supportedKinds }) => supportedKinds.includes(kind));
  if (taking !== undefined) {
    return `attach the ${kind} to listener "${taking.name}", which takes the kind: sectionName, port and hostnames have to lead there`;
  }
  const narrowed = listeners.find(
    ({ protocol, spec }) =>
      carrier?.protocols.includes(protocol) === true ||
      (kind === 'TCPRoute' && protocol === 'TLS' && spec.tls?.mode === 'Terminate'),
  );
  return narrowed === undefined
    ? `attach the ${kind} to a listener with ${carrier?.text}`
    : `add {kind: ${kind}} to allowedRoutes.kinds of listener "${narrowed.name}", whose protocol carries it`;
}
