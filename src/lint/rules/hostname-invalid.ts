import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const hostnameInvalid: Rule = {
  code: 'GWX0208',
  name: 'hostname-invalid',
  severity: 'error',
  description: 'a hostname is none',
  rationale:
    'The API server refuses the object. A hostname has no scheme, path or port, is in lower case, and may have "*" as its whole first label.',
  remedy: 'write the bare name; leave the field out to match every host',
  examples: { bad: 'hostnames: ["https://a.example.com/x"]', good: 'hostnames: [a.example.com]' },

  check: fromDiagnostics('hostname-invalid'),
};
