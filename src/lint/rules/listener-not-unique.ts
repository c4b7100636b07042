import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const listenerNotUnique: Rule = {
  code: 'GWX0203',
  name: 'listener-not-unique',
  severity: 'error',
  description: 'two listeners have one name, or one port, protocol and hostname',
  rationale: 'The API server refuses the Gateway or ListenerSet.',
  remedy: 'give each listener a name of its own, and a combination of port, protocol and hostname of its own',
  examples: {
    bad: 'listeners:\n- {name: a, port: 80, protocol: HTTP}\n- {name: b, port: 80, protocol: HTTP}',
    good: 'listeners:\n- {name: a, port: 80, protocol: HTTP, hostname: a.example.com}\n- {name: b, port: 80, protocol: HTTP, hostname: b.example.com}',
  },
  equivalents: { kiali: ['KIA1503'] },
  check: fromDiagnostics('listener-not-unique'),
};
