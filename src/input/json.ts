import { maxDepth } from './values.ts';

/** JSON texts that follow each other in one text, as kubectl reads them. `members` counts the keys that are written. */
interface JsonScan {
  /** Offset behind each text at the top. */
  readonly ends: readonly number[];
  readonly members: number;
  readonly depth: number;
}

/** Whether the text of a document begins like a JSON object or list at `content`. */
export function mayBeJson(text: string, content: number): boolean {
  const first = text.charCodeAt(content);
  return first === 123 || first === 91;
}

/** Whether the text of a document is JSON from `content` on: an object or a list, nothing else. */
export function isJson(text: string, content: number): boolean {
  return mayBeJson(text, content) && tryParse(text.slice(content)) !== undefined;
}

/**
 * The value of a JSON text, or undefined where the text has to be read as YAML: it is not JSON, it has a key twice (which `JSON.parse` hides),
 * a number beyond all bounds, or too many levels. YAML finds the same values and reports what is wrong.
 */
export function parseJson(text: string): { value: unknown } | undefined {
  const value = tryParse(text);
  if (value === undefined) return undefined;
  const { depth, members } = scanJson(text);
  return depth <= maxDepth && countMembers(value) === members ? { value } : undefined;
}

/** The offsets at which several JSON objects that follow each other end, if `text` holds such; otherwise none. */
export function concatenatedJson(text: string): readonly number[] {
  const { ends } = scanJson(text);
  const [first] = ends;
  if (first === undefined || ends.length < 2) return [];
  return tryParse(text.slice(0, first)) === undefined ? [] : ends;
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    // Not JSON, but it can still be YAML: its parser says what is wrong, if anything.
    return undefined;
  }
}

function scanJson(text: string): JsonScan {
  const ends: number[] = [];
  let [members, depth, open] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34:
        at = stringEnd(text, at);
        break;
      case 58:
        members++;
        break;
      case 91:
      case 123:
        if (++open > depth) depth = open;
        break;
      case 93:
      case 125:
        if (--open === 0) ends.push(at + 1);
        break;
      default:
    }
  }
  return { ends, members, depth };
}

/** The offset of the quote that closes the string opened at `start`. */
function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
  return backslashes % 2 === 1;
}

/** The number of keys in a value, or NaN if it holds a number that JSON cannot write back. */
function countMembers(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += countMembers(item);
    return members;
  }
  for (const item of Object.values(value)) members += 1 + countMembers(item);
  return members;
}
