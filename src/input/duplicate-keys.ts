import type { Event } from 'js-yaml';
import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
} from 'js-yaml';
import { isMergeKey, scalarValue } from './compose.ts';
import { eventRange } from './event-range.ts';
import { keyText } from './keys.ts';
import type { Range } from './range.ts';

/** A key that a mapping has already: where it is written, and where it was first. Offsets as those of the events. */
export interface DuplicateKey {
  readonly key: string;
  readonly range: Range;
  readonly first: Range;
}

/** The keys met so far in a mapping; none for lists. */
interface OpenCollection {
  readonly keys: Map<string, Range> | undefined;
  expectsKey: boolean;
}

/** Every key that is written again in its mapping, in the order of the text. Keys that a merge brings do not count. */
export function duplicateKeys(text: string, events: readonly Event[]): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  const open: OpenCollection[] = [];
  for (const event of events) {
    const within = open.at(-1);
    if (event.type === EVENT_POP) {
      open.pop();
      continue;
    }
    const isKey = within?.keys !== undefined && within.expectsKey;
    if (within !== undefined) within.expectsKey = !within.expectsKey;
    if (isKey) noteKey(text, events, event, within.keys, found);
    if (event.type === EVENT_MAPPING) open.push({ keys: new Map(), expectsKey: true });
    else if (event.type === EVENT_SEQUENCE || event.type === EVENT_DOCUMENT) {
      open.push({ keys: undefined, expectsKey: false });
    } else if (event.type !== EVENT_SCALAR && event.type !== EVENT_ALIAS) throw new Error('unknown YAML event');
  }
  return found;
}

function noteKey(
  text: string,
  events: readonly Event[],
  event: Event,
  keys: Map<string, Range> | undefined,
  found: DuplicateKey[],
): void {
  if (keys === undefined || event.type !== EVENT_SCALAR || isMergeKey(text, events[0], event)) return;
  const key = keyText(scalarValue(text, events[0], event), getScalarValue(text, event));
  if (key === undefined) return;
  const range = eventRange(text, event);
  const first = keys.get(key);
  if (first === undefined) keys.set(key, range);
  else found.push({ key, range, first });
}
