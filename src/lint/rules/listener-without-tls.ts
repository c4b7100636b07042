import type { Issue } from '../../convert/issue.ts';
import { valueAt } from '../../model/json.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const listenerWithoutTls: Rule = {
  code: 'GWX0703',
  name: 'listener-without-tls',
  severity: 'error',
  description: 'an HTTPS or TLS listener has no tls',
  rationale:
    'istiod takes such a listener of a Gateway for a placeholder that ListenerSets fill: nothing is programmed for it, no route can bind to it, and no status says so. Of a ListenerSet it is refused.',
  remedy: 'add tls with certificateRefs, or with mode: Passthrough for protocol TLS',
  examples: {
    bad: 'protocol: HTTPS\nport: 443',
    good: 'protocol: HTTPS\nport: 443\ntls: {certificateRefs: [{name: cert}]}',
  },
  check(context) {
    const help = 'add "tls" with "certificateRefs"';
    fromIssues(
      { reason: 'listener-placeholder', condition: 'silent' },
      { severity: (issue) => (isFilled(issue, context) ? 'warning' : 'error'), help },
    )(context);
    fromIssues(
      { reason: 'UnsupportedProtocol', condition: 'Accepted', message: /but no TLS section/ },
      { help },
    )(context);
  },
};

/** Whether a ListenerSet of the Gateway has a listener of the port: then the placeholder may be meant. */
function isFilled({ subject }: Issue, { conversion }: RuleContext): boolean {
  const port = valueAt(subject.resource.spec, ['listeners', subject.listener ?? 0, 'port']);
  return conversion.listeners.some(
    (listener) =>
      listener.ownerKind === 'ListenerSet' && listener.gateway.resource === subject.resource && listener.port === port,
  );
}
