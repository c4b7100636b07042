import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Fix } from '../finding.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const unknownField: Rule = {
  code: 'GWX0107',
  name: 'unknown-field',
  severity: 'error',
  description: 'no version of the kind has such a field',
  rationale:
    'The API server drops the field, or refuses the object under strict field validation, so that what it was to do does not happen.',
  remedy: 'correct the name, or move the field to where the schema has it',
  examples: { bad: 'rules:\n- match: []', good: 'rules:\n- matches: []' },
  equivalents: { istioctl: ['IST0106'] },
  check: fromDiagnostics('unknown-field', { fix: writeMeant }),
};

/** A name that differs in the case of letters alone is meant; one that is there already is not meant twice. */
function writeMeant({ help, place }: Diagnostic): Fix | undefined {
  const [, meant] = /^did you mean "(\w+)"\?$/.exec(help ?? '') ?? [];
  if (meant === undefined || place === undefined || !('path' in place)) return undefined;
  const { resource, path } = place;
  if (String(path.at(-1)).toLowerCase() !== meant.toLowerCase()) return undefined;
  if (fieldOf(resource, [...path.slice(0, -1), meant]) !== undefined) return undefined;
  return { title: `write ${meant}`, safe: true, edits: [{ place: { ...place, part: 'key' }, newText: meant }] };
}
