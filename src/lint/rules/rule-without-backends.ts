import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule, RuleContext } from '../rule.ts';

const tlsHelp = 'name a backend with a weight above 0; a wildcard route may take the hosts of the rule in its place';
const tcpHelp = 'name a backend with a weight above 0';
const httpHelp =
  'name a backend with a weight above 0; of all filters only RequestRedirect answers without one, and mirrors of the rule are lost';

export const ruleWithoutBackends: Rule = {
  code: 'GWX0701',
  name: 'rule-without-backends',
  severity: 'warning',
  description: 'a rule has no backend that gets traffic',
  rationale:
    'Without a backend of positive weight and without a redirect every request of the rule gets 500, and connections of a TCPRoute or TLSRoute fail. The status of the route is fine.',
  remedy: 'name a backend with a weight above 0, or let a RequestRedirect answer',
  examples: {
    bad: 'backendRefs: [{name: cart, port: 80, weight: 0}]',
    good: 'backendRefs: [{name: cart, port: 80}]',
  },
  equivalents: { kiali: ['KIA1104'] },
  check: fromIssues(
    { reason: 'no-backends', condition: 'silent' },
    { message: messageFor, help: ({ subject }) => helpFor[subject.resource.kind] ?? httpHelp },
  ),
};

const helpFor: Readonly<Record<string, string>> = { TCPRoute: tcpHelp, TLSRoute: tlsHelp };

/** Istio 1.30 has an answer of its own for a rule without any backendRef. */
function messageFor({ message, place }: Issue, { profile }: RuleContext): string {
  if (!profile.has('emptyRulesNotFound') || profile.has('emptyRulesRefused')) return message;
  const { resource, path } = place;
  const refs = path.at(-1) === 'backendRefs' ? fieldOf(resource, path) : [];
  return Array.isArray(refs) && refs.length === 0 ? message.replace(/ 500$/, ' 404') : message;
}
