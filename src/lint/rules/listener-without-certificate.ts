import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const listenerWithoutCertificate: Rule = {
  code: 'GWX0705',
  name: 'listener-without-certificate',
  severity: 'warning',
  description: 'a listener terminates TLS without a certificate',
  rationale: 'The listener is programmed and its status is fine, but the proxy has nothing to answer a handshake with.',
  remedy: 'name the Secret with the certificate in certificateRefs',
  examples: {
    bad: 'tls: {mode: Terminate, options: {gateway.istio.io/tls-terminate-mode: MUTUAL}}',
    good: 'tls: {mode: Terminate, certificateRefs: [{name: cert}]}',
  },
  check: fromIssues(
    { reason: 'listener-without-credential', condition: 'silent' },
    { help: 'name the Secret with the certificate in "certificateRefs"' },
  ),
};
