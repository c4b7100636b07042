import { isDeepStrictEqual } from 'node:util';
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, Scalar } from 'yaml';
import { splitDocuments } from '../../src/input/documents.ts';
import { keyText } from '../../src/input/keys.ts';
import { readValue } from '../../src/input/read-value.ts';
import { resolvePlain, resolveTagged } from '../../src/input/scalars.ts';
import { setField } from '../../src/input/values.ts';
import { YamlProblem } from '../../src/input/yaml-problem.ts';
import type { Reply } from './job.ts';

/** The library's reading says nothing about ours: it refuses the text, or stands for something else than go-yaml v2. */
class NotComparable extends Error {}

/**
 * Reads every document of a text with our reader and with the `yaml` package. Only the structure and the texts of scalars are compared: what
 * a plain scalar stands for differs by intent, so both take it from ours.
 */
export function compareReaders(text: string): Reply {
  let compared = 0;
  for (const range of splitDocuments(text)) {
    const { start, end, content } = range;
    try {
      const ours = readValue({ file: 'a.yaml', text, start, end }, content).value;
      const theirs = readByLibrary(text.slice(start, end));
      compared++;
      if (!isDeepStrictEqual(ours, theirs)) {
        return { code: 1, stdout: JSON.stringify(ours) ?? '', stderr: JSON.stringify(theirs) ?? '' };
      }
    } catch (error) {
      if (!(error instanceof YamlProblem || error instanceof NotComparable)) throw error;
    }
  }
  return { code: 0, stdout: String(compared), stderr: '' };
}

function readByLibrary(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  });
  // It knows no other line breaks than LF and CRLF.
  if (/\r(?!\n)|[\u0085\u2028\u2029]/.test(text)) throw new NotComparable();
  if (document.errors.length > 0 || document.warnings.length > 0) throw new NotComparable();
  // Ours indents `|2` from a parent that a document has not, as the letter of YAML has it. No object is such a document.
  if (isScalar(document.contents) && document.contents.type?.startsWith('BLOCK')) throw new NotComparable();
  return readNode(document.contents, document);
}

function readNode(node: unknown, document: Document.Parsed): unknown {
  if (node === null) return null;
  if (isAlias(node)) {
    const target = node.resolve(document);
    if (target === undefined) throw new NotComparable();
    return readNode(target, document);
  }
  if (isScalar(node)) return scalarValue(node);
  if (isSeq(node)) return node.items.map((item) => readNode(item, document));
  if (!isMap(node)) throw new NotComparable();
  const value: Record<string, unknown> = {};
  for (const { key, value: item } of node.items) setField(value, keyOf(key, document), readNode(item, document));
  return value;
}

function keyOf(node: unknown, document: Document.Parsed): string {
  const scalar = isAlias(node) ? node.resolve(document) : node;
  if (!isScalar(scalar)) throw new NotComparable();
  const read = scalarValue(scalar);
  const key = read === undefined ? undefined : keyText(read, String(scalar.value));
  // Merges are go-yaml's own, and a table tests them.
  if (key === undefined || key === '<<') throw new NotComparable();
  return key;
}

const prefix = 'tag:yaml.org,2002:';

function scalarValue({ value, tag, type }: Scalar): string | number | boolean | null | undefined {
  const text = String(value);
  if (tag?.startsWith(prefix)) return resolveTagged(tag.slice(prefix.length), text);
  return type === Scalar.PLAIN && tag === undefined ? resolvePlain(text) : text;
}
