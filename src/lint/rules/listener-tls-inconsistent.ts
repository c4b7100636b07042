import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const listenerTlsInconsistent: Rule = {
  code: 'GWX0204',
  name: 'listener-tls-inconsistent',
  severity: 'error',
  description: 'protocol and tls of a listener do not go together',
  rationale: 'The API server refuses the Gateway or ListenerSet.',
  remedy:
    'use protocol HTTPS to terminate HTTP, TLS with mode: Passthrough to forward by SNI, TLS with mode: Terminate for TLSRoutes and TCPRoutes',
  examples: {
    bad: 'protocol: HTTP\ntls: {mode: Terminate}',
    good: 'protocol: HTTPS\ntls: {mode: Terminate, certificateRefs: [{name: cert}]}',
  },

  check: fromDiagnostics('listener-tls-inconsistent'),
};
