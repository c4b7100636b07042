import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const schema: Rule = {
  code: 'GWX0201',
  name: 'schema',
  severity: 'error',
  description: 'a value violates the schema of its kind',
  rationale: 'The API server refuses the object. The rest of the object is judged as if the field were not there.',
  remedy: 'give a value of the type and form that the message asks for',
  examples: { bad: 'port: "80"', good: 'port: 80' },
  check: fromDiagnostics('schema', { fix: addQuotes }),
};

function addQuotes({ place, wantsQuotes }: Diagnostic): Fix | undefined {
  if (place === undefined || !wantsQuotes) return undefined;
  return { title: 'put the value in quotes', safe: true, edits: [{ place, quoted: true }] };
}
