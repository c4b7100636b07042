import { isAlias, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { TextRange } from '../model/resource.ts';
import { type Configuration, configuration } from './configuration.ts';
import type { Reading } from './fields.ts';

/** A configuration, and what is wrong with it, each as `file:line:column: message`. With errors it is not to be used. */
export interface ReadConfiguration {
  readonly configuration: Configuration | undefined;
  readonly errors: readonly { readonly at: string; readonly message: string }[];
}

/** Reads the text of a configuration file. An empty one says nothing. */
export function readConfiguration(content: string, file: string): ReadConfiguration {
  const lineCounter = new LineCounter();
  const document = parseDocument(content, { lineCounter, prettyErrors: false });
  const errors: { at: string; message: string; offset: number }[] = [];
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const rangeOf = (node: unknown): TextRange => {
    const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0];
    return { start, end };
  };
  const offsetOf = (node: unknown) => rangeOf(node).start;
  const fail = (offset: number, message: string) => {
    errors.push({ at: placeOf(offset), message, offset });
  };
  for (const { pos, message } of document.errors) fail(pos[0], message.split('\n', 1)[0] ?? '');
  const reading: Reading = {
    at: (node) => placeOf(offsetOf(node)),
    rangeOf,
    fail: (node, message) => fail(offsetOf(node), message),
    resolve: (node): Node | undefined => (isAlias(node) ? node.resolve(document) : isNode(node) ? node : undefined),
  };
  const isEmpty = document.contents === null;
  const read = isEmpty || errors.length > 0 ? undefined : configuration.read(document.contents, reading);
  return { configuration: read, errors: errors.sort((a, b) => a.offset - b.offset) };
}
