import { splitDocuments } from './documents.ts';
import { parseJson } from './json.ts';
import { readValue } from './read-value.ts';
import { YamlProblem } from './yaml-problem.ts';

/** What a text holds, or why it is no YAML. Offsets are those of the text. */
export type YamlText =
  | { readonly value: unknown }
  | { readonly problem: string; readonly start: number; readonly end: number };

/**
 * The value of a YAML or JSON text that is no Kubernetes object, as kubectl and istiod would read it: of several documents the
 * first, null if there is none. Nothing in the text makes it throw.
 */
export function readYamlText(text: string): YamlText {
  const [range] = splitDocuments(text);
  if (range === undefined) return { value: null };
  const json = parseJson(text.slice(range.content, range.end));
  if (json !== undefined) return json;
  try {
    return { value: readValue({ file: '', text, ...range }, range.content).value };
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    return { problem: error.message, start: range.start + error.start, end: range.start + error.end };
  }
}
