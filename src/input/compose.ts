import type { AliasEvent, Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import {
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  SCALAR_STYLE_FOLDED_BLOCK,
  SCALAR_STYLE_LITERAL_BLOCK,
  SCALAR_STYLE_PLAIN,
} from 'js-yaml';
import { isObject } from '../model/json.ts';
import { checkAliases } from './alias-limit.ts';
import { eventRange } from './event-range.ts';
import { keyText } from './keys.ts';
import { resolvePlain, resolveTagged } from './scalars.ts';
import { yamlTag } from './tags.ts';
import { maxDepth, setField } from './values.ts';
import { tooDeep, YamlProblem } from './yaml-problem.ts';

/** A document as values: mappings are plain objects. What an alias stands for is shared, not copied. */
export interface Composed {
  readonly value: unknown;
  /** Some mapping may have a key twice. */
  readonly mayHaveDuplicateKeys: boolean;
}

/** A node with an anchor. `size` counts its nodes with aliases expanded; it is absent while the node is still being read. */
interface Anchored {
  value: unknown;
  size: number | undefined;
  /** Levels of collections in it. */
  height: number;
}

/** Where composing stands. The recursion over it is bounded by the parser's limit on nesting. */
interface Composer {
  readonly text: string;
  readonly events: readonly Event[];
  /** The event that opens the document: it knows what its directives declare. */
  readonly document: Event;
  next: number;
  /** Nodes read so far, with aliases expanded, and how many of them came from aliases. */
  nodes: number;
  aliased: number;
  /** Levels of collections around the present node, and the most that were seen. */
  depth: number;
  deepest: number;
  anchors: Map<string, Anchored> | undefined;
  mayHaveDuplicateKeys: boolean;
}

/**
 * Turns events into the value of each of their documents, as kubectl would read it (go-yaml v2, then sigs.k8s.io/yaml's conversion to JSON).
 * Throws YamlProblem for what those refuse: unknown aliases, excessive aliasing, collections and null as keys, tags that do not fit, NaN.
 */
export function compose(text: string, events: readonly Event[]): Composed[] {
  const documents: Composed[] = [];
  let next = 0;
  for (let document = events[next]; document !== undefined; document = events[next]) {
    const composer: Composer = {
      text,
      events,
      document,
      next: next + 1,
      nodes: 0,
      aliased: 0,
      depth: 0,
      deepest: 0,
      anchors: undefined,
      mayHaveDuplicateKeys: false,
    };
    const value = composeNode(composer, nextEvent(composer));
    documents.push({ value, mayHaveDuplicateKeys: composer.mayHaveDuplicateKeys });
    // Behind the value comes the end of the document.
    next = composer.next + 1;
  }
  return documents;
}

function nextEvent(composer: Composer): Event {
  const event = composer.events[composer.next++];
  if (event === undefined) throw new Error('the events of a YAML document end early');
  return event;
}

function composeNode(composer: Composer, event: Event): unknown {
  composer.nodes++;
  switch (event.type) {
    case EVENT_SCALAR: {
      const value = composeScalar(composer, event);
      if (typeof value === 'number' && !Number.isFinite(value)) throw notANumber(composer, event);
      return value;
    }
    case EVENT_MAPPING:
      return composeCollection(composer, event, {}, fillMapping);
    case EVENT_SEQUENCE:
      return composeCollection(composer, event, [], fillSequence);
    case EVENT_ALIAS:
      return composeAlias(composer, event);
    default:
      throw new Error('a YAML node has no value');
  }
}

/** A list or mapping. `fill` reads what is in it. */
function composeCollection<T>(
  composer: Composer,
  event: MappingEvent | SequenceEvent,
  collection: T,
  fill: (composer: Composer, collection: T) => void,
): T {
  composer.depth++;
  if (composer.depth > maxDepth) throw tooDeep(eventRange(composer.text, event));
  if (composer.depth > composer.deepest) composer.deepest = composer.depth;
  if (event.anchorStart < 0) {
    fill(composer, collection);
  } else {
    const anchored = addAnchor(composer, event, collection);
    const { nodes, deepest } = composer;
    composer.deepest = composer.depth;
    fill(composer, collection);
    anchored.size = composer.nodes - nodes + 1;
    anchored.height = composer.deepest - composer.depth + 1;
    composer.deepest = Math.max(deepest, composer.deepest);
  }
  composer.depth--;
  return collection;
}

function fillSequence(composer: Composer, items: unknown[]): void {
  for (let next = nextEvent(composer); next.type !== EVENT_POP; next = nextEvent(composer)) {
    items.push(composeNode(composer, next));
  }
}

function fillMapping(composer: Composer, mapping: Record<string, unknown>): void {
  for (let next = nextEvent(composer); next.type !== EVENT_POP; next = nextEvent(composer)) {
    if (next.type === EVENT_SCALAR && isMergeKey(composer.text, composer.document, next)) {
      mergeInto(composer, mapping, nextEvent(composer));
      continue;
    }
    const key = composeKey(composer, next);
    const value = composeNode(composer, nextEvent(composer));
    // Reading is cheaper than asking for own properties; what Object.prototype has is sorted out later.
    if (mapping[key] !== undefined) composer.mayHaveDuplicateKeys = true;
    if (key === '__proto__') setField(mapping, key, value);
    else mapping[key] = value;
  }
}

function composeKey(composer: Composer, event: Event): string {
  composer.nodes++;
  const value = keyOf(composer, event);
  if (value === undefined) {
    const message = 'a key must be a string, not null, a list or a mapping';
    throw new YamlProblem(message, eventRange(composer.text, event), 'quote the key');
  }
  return value;
}

function keyOf(composer: Composer, event: Event): string | undefined {
  if (event.type === EVENT_SCALAR) {
    const value = composeScalar(composer, event);
    return typeof value === 'string' ? value : keyText(value, getScalarValue(composer.text, event));
  }
  if (event.type !== EVENT_ALIAS) return undefined;
  const value = composeAlias(composer, event);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? keyText(value, String(value)) : undefined;
}

function composeScalar(composer: Composer, event: ScalarEvent): string | number | boolean | null {
  const value = scalarValue(composer.text, composer.document, event);
  if (event.anchorStart >= 0) addAnchor(composer, event, value).size = 1;
  return value;
}

/** The value of a scalar event of the document whose first event is `document`. Throws YamlProblem if its tag does not fit. */
export function scalarValue(
  text: string,
  document: Event | undefined,
  event: ScalarEvent,
): string | number | boolean | null {
  const content =
    event.fast && event.valueStart >= 0 ? text.slice(event.valueStart, event.valueEnd) : unescaped(text, event);
  if (event.tagStart < 0) return event.style === SCALAR_STYLE_PLAIN ? resolvePlain(content) : content;
  const tag = yamlTag(text.slice(event.tagStart, event.tagEnd), document);
  if (tag === undefined) return content;
  const value = resolveTagged(tag, content);
  if (value === undefined)
    throw new YamlProblem(`cannot decode "${content}" as !!${tag}`, eventRange(text, event), 'remove the tag');
  return value;
}

const loneSurrogate = /\p{Surrogate}/u;

function unescaped(text: string, event: ScalarEvent): string {
  const content = getScalarValue(text, event);
  if (loneSurrogate.test(content)) {
    throw new YamlProblem('invalid Unicode character escape code', eventRange(text, event));
  }
  // At the end of a file without a final line break the parser adds one; go-yaml does not.
  const isOpen = isBlockScalar(event) && !/[\r\n]$/.test(text.slice(event.valueEnd - 1, event.valueEnd));
  return isOpen && content.endsWith('\n') ? content.slice(0, -1) : content;
}

/** Whether a scalar is written with `|` or `>`. */
export function isBlockScalar({ style }: ScalarEvent): boolean {
  return style === SCALAR_STYLE_LITERAL_BLOCK || style === SCALAR_STYLE_FOLDED_BLOCK;
}

/** Whether a key is `<<`, plain or tagged as a merge; a quoted one is an ordinary key. */
export function isMergeKey(text: string, document: Event | undefined, key: ScalarEvent): boolean {
  if (key.valueEnd - key.valueStart !== 2 || text.charCodeAt(key.valueStart) !== 60) return false;
  if (text.charCodeAt(key.valueStart + 1) !== 60) return false;
  if (key.tagStart < 0) return key.style === SCALAR_STYLE_PLAIN;
  return yamlTag(text.slice(key.tagStart, key.tagEnd), document) === 'merge';
}

/** As go-yaml v2 merges: keys that were written above `<<` are overridden, and in a list earlier mappings win. */
function mergeInto(composer: Composer, mapping: Record<string, unknown>, event: Event): void {
  composer.nodes++;
  const value = composeNode(composer, event);
  const sources = event.type === EVENT_SEQUENCE && Array.isArray(value) ? value.toReversed() : [value];
  for (const source of sources) {
    if (!isObject(source)) {
      const message = 'a merge ("<<") takes a mapping or a list of mappings';
      throw new YamlProblem(message, eventRange(composer.text, event));
    }
    for (const key of Object.keys(source)) setField(mapping, key, source[key]);
  }
}

function addAnchor(composer: Composer, event: MappingEvent | SequenceEvent | ScalarEvent, value: unknown): Anchored {
  const anchored: Anchored = { value, size: undefined, height: 0 };
  composer.anchors ??= new Map();
  composer.anchors.set(composer.text.slice(event.anchorStart, event.anchorEnd), anchored);
  return anchored;
}

function composeAlias(composer: Composer, event: AliasEvent): unknown {
  const name = composer.text.slice(event.anchorStart, event.anchorEnd);
  const anchored = composer.anchors?.get(name);
  const range = eventRange(composer.text, event);
  if (anchored === undefined) {
    const help = `"*" at the start of a value refers to an anchor; quote the value: "*${name}"`;
    throw new YamlProblem(`unknown anchor "${name}" is referred to`, range, help);
  }
  if (anchored.size === undefined) throw new YamlProblem(`the value of anchor "${name}" contains itself`, range);
  const depth = composer.depth + anchored.height;
  if (depth > maxDepth) throw tooDeep(range);
  if (depth > composer.deepest) composer.deepest = depth;
  composer.nodes += anchored.size;
  composer.aliased += anchored.size;
  checkAliases(composer.nodes, composer.aliased, range);
  return anchored.value;
}

function notANumber(composer: Composer, event: ScalarEvent): YamlProblem {
  const range = eventRange(composer.text, event);
  const written = composer.text.slice(range.start, range.end);
  return new YamlProblem(`"${written}" has no form in JSON`, range, 'quote it if a string is meant');
}
