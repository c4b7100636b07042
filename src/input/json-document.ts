import { cutDocument, type DocumentRange } from './documents.ts';
import type { DuplicateKey } from './duplicate-keys.ts';
import { concatenatedJson, mayBeJson, parseJson } from './json.ts';

/** What a document was read as, and the keys that are repeated in it. */
export interface DocumentValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

/** The value of a JSON document, the parts of one that holds several JSON objects, or undefined where it has to be read as YAML. */
export function readJson(text: string, range: DocumentRange): DocumentValue | DocumentRange[] | undefined {
  // Below a directive is YAML, and only behind `---`.
  if (!mayBeJson(text, range.content) || /^%/m.test(text.slice(range.start, range.content))) return undefined;
  const content = text.slice(range.content, range.end);
  const json = parseJson(content);
  if (json !== undefined) return { value: json.value, duplicates: [] };
  const ends = concatenatedJson(content);
  return ends.length > 1 ? cutDocument(text, range, ends) : undefined;
}
