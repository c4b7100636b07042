import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import {
  COLLECTION_STYLE_BLOCK,
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
} from 'js-yaml';
import { isBlockScalar, isMergeKey, scalarValue } from './compose.ts';
import { eventRange } from './event-range.ts';
import { keyText } from './keys.ts';
import type { Range } from './range.ts';
import type { Parts, Written } from './written.ts';

/** Where reading stands. The recursion over it is bounded by the parser's limit on nesting. */
interface Reader {
  readonly text: string;
  readonly events: readonly Event[];
  readonly anchors: Map<string, Written>;
  /** Scalars with an anchor: an alias can be a key. */
  readonly scalars: Map<string, ScalarEvent>;
  next: number;
  /** Behind what was read last. */
  end: number;
}

/** For all values that have none: most are scalars, and an empty map is larger than the rest of what is kept of one. */
const noParts: Parts = new Map();

/** The places of everything in a document that composes. Undefined for a document without a value. */
export function writtenPlaces(text: string, events: readonly Event[]): Written | undefined {
  const reader: Reader = { text, events, anchors: new Map(), scalars: new Map(), next: 1, end: 0 };
  const event = events[1];
  return event === undefined ? undefined : readNode(reader, nextEvent(reader), undefined);
}

function nextEvent(reader: Reader): Event {
  const event = reader.events[reader.next++];
  if (event === undefined) throw new Error('the events of a YAML document end early');
  return event;
}

/** `otherwise` is where an empty node counts as written. */
function readNode(reader: Reader, event: Event, key: Range | undefined, otherwise?: Range): Written {
  const empty = otherwise ?? key ?? { start: reader.end, end: reader.end };
  const written: Written = { range: nodeRange(reader, event, empty), key, parts: noParts };
  if (event.type === EVENT_ALIAS) {
    const target = reader.anchors.get(reader.text.slice(event.anchorStart, event.anchorEnd));
    reader.end = event.anchorEnd;
    return { ...written, parts: target?.parts ?? written.parts };
  }
  if (event.type !== EVENT_SCALAR && event.type !== EVENT_MAPPING && event.type !== EVENT_SEQUENCE) {
    throw new Error('a YAML node has no place');
  }
  if (event.anchorStart >= 0) {
    const anchor = reader.text.slice(event.anchorStart, event.anchorEnd);
    reader.anchors.set(anchor, written);
    if (event.type === EVENT_SCALAR) reader.scalars.set(anchor, event);
  }
  reader.end = Math.max(reader.end, written.range.end);
  if (event.type === EVENT_SCALAR) return written;
  reader.end = event.start;
  written.parts = event.type === EVENT_MAPPING ? readMapping(reader) : readSequence(reader, event);
  reader.end = closingEnd(reader, event);
  written.range = { start: event.start, end: reader.end };
  return written;
}

function readSequence(reader: Reader, sequence: SequenceEvent): Parts {
  const parts = new Map<number, Written>();
  for (let next = nextEvent(reader); next.type !== EVENT_POP; next = nextEvent(reader)) {
    let dash: Range | undefined;
    if (sequence.style === COLLECTION_STYLE_BLOCK) {
      const start = skipBlanks(reader.text, reader.end);
      dash = { start, end: start + 1 };
      reader.end = dash.end;
    }
    parts.set(parts.size, readNode(reader, next, undefined, dash));
  }
  return parts.size === 0 ? noParts : parts;
}

function readMapping(reader: Reader): Parts {
  const parts = new Map<string | number, Written>();
  for (let next = nextEvent(reader); next.type !== EVENT_POP; next = nextEvent(reader)) {
    const isMerge = next.type === EVENT_SCALAR && isMergeKey(reader.text, reader.events[0], next);
    const key = readNode(reader, next, undefined).range;
    const name = keyName(reader, next);
    const colon = skipBlanks(reader.text, reader.end);
    if (reader.text[colon] === ':') reader.end = colon + 1;
    const valueEvent = nextEvent(reader);
    const value = readNode(reader, valueEvent, key);
    if (!isMerge) {
      parts.set(name, value);
      continue;
    }
    // The order in which composing merges: what comes later overrides.
    const sources = valueEvent.type === EVENT_SEQUENCE ? [...value.parts.values()].reverse() : [value];
    for (const source of sources) for (const [merged, part] of source.parts) parts.set(merged, part);
  }
  return parts.size === 0 ? noParts : parts;
}

function keyName(reader: Reader, event: Event): string {
  const anchor = event.type === EVENT_ALIAS ? reader.text.slice(event.anchorStart, event.anchorEnd) : undefined;
  const scalar = anchor === undefined ? event : reader.scalars.get(anchor);
  if (scalar?.type !== EVENT_SCALAR) return '';
  const value = scalarValue(reader.text, reader.events[0], scalar);
  return keyText(value, getScalarValue(reader.text, scalar)) ?? '';
}

function nodeRange(reader: Reader, event: Event, empty: Range): Range {
  const { text } = reader;
  if (event.type !== EVENT_SCALAR) return eventRange(text, event);
  if (event.valueStart < 0) {
    return event.anchorStart < 0 && event.tagStart < 0 ? empty : eventRange(text, event);
  }
  if (!isBlockScalar(event)) return eventRange(text, event);
  const header = blockHeader(reader, event);
  let end = event.valueEnd;
  while (end > header + 1 && isBlank(text.charCodeAt(end - 1))) end--;
  return { start: header, end };
}

/** The offset of the `|` or `>` of a block scalar: the first one behind its key and properties, on the line before its content. */
function blockHeader(reader: Reader, event: ScalarEvent): number {
  const { text } = reader;
  const lineBreak = text.charAt(event.valueStart - 2) === '\r' ? event.valueStart - 2 : event.valueStart - 1;
  const lineFeed = text.lastIndexOf('\n', lineBreak - 1) + 1;
  const line = lineFeed + text.slice(lineFeed, lineBreak).lastIndexOf('\r') + 1;
  let at = Math.max(line, reader.end, event.anchorEnd, event.tagEnd);
  while (at < event.valueStart && text[at] !== '|' && text[at] !== '>') at++;
  return at;
}

/** Behind a collection: its closing bracket, or in block style its last part. */
function closingEnd(reader: Reader, event: MappingEvent | SequenceEvent): number {
  const { text, end } = reader;
  const [opening, closing] = event.type === EVENT_MAPPING ? ['{', '}'] : ['[', ']'];
  if (event.style === COLLECTION_STYLE_BLOCK || text[event.start] !== opening) return end;
  let at = skipBlanks(text, Math.max(end, event.start + 1));
  while (text[at] === ',' || text[at] === '?') at = skipBlanks(text, at + 1);
  return text[at] === closing ? at + 1 : end;
}

/** The first offset from `offset` on that is neither blank nor in a comment. */
function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) at++;
    else if (text[at] === '#') while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    else break;
  }
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}
