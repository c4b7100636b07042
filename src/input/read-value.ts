import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceDocument } from '../model/resource.ts';
import { compose } from './compose.ts';
import { type DuplicateKey, duplicateKeys } from './duplicate-keys.ts';
import { documentEvents } from './events.ts';
import type { DocumentValue } from './json-document.ts';
import type { Range } from './range.ts';
import { YamlProblem } from './yaml-problem.ts';

/** The value of a YAML document, and its duplicate keys. `content` is the offset of its content in the file. Throws YamlProblem. */
export function readValue(document: SourceDocument, content: number): DocumentValue {
  const text = document.text.slice(document.start, document.end);
  const events = documentEvents(text, content - document.start);
  const [composed, second] = compose(text, events);
  if (second !== undefined) throw new YamlProblem('expected a single document', { start: 0, end: 0 });
  return { value: composed?.value, duplicates: composed?.mayHaveDuplicateKeys ? duplicateKeys(text, events) : [] };
}

/** GWX0103, in the document that the key was found in. */
export function duplicateKey(document: SourceDocument, { key, range, first }: DuplicateKey): Diagnostic {
  return {
    code: 'GWX0103',
    rule: 'duplicate-key',
    severity: 'error',
    message: `key "${key}" is defined twice in this mapping`,
    place: placeIn(document, range),
    related: [{ role: 'first', message: 'first definition', place: placeIn(document, first) }],
    help: 'remove one of them: the last one counts, and the API server refuses the object under strict validation',
  };
}

/** A range of a document's own text as a place in its file. */
export function placeIn(document: SourceDocument, range: Range) {
  return { document, start: document.start + range.start, end: document.start + range.end };
}
