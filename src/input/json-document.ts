import type { Diagnostic } from '../model/diagnostic.ts';
import { cutDocument, type DocumentRange } from './documents.ts';
import { concatenatedJson, mayBeJson, parseJson } from './json.ts';

/** What a document was read as, and what is to be said of it. */
export interface DocumentValue {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** The value of a JSON document, the parts of one that holds several JSON objects, or undefined where it has to be read as YAML. */
export function readJson(text: string, range: DocumentRange): DocumentValue | DocumentRange[] | undefined {
  // Below a directive is YAML, and only behind `---`.
  if (!mayBeJson(text, range.content) || /^%/m.test(text.slice(range.start, range.content))) return undefined;
  const content = text.slice(range.content, range.end);
  const json = parseJson(content);
  if (json !== undefined) return { value: json.value, diagnostics: [] };
  const ends = concatenatedJson(content);
  return ends.length > 1 ? cutDocument(text, range, ends) : undefined;
}
