import { parseNumber } from './numbers.ts';

/**
 * The words that go-yaml v2 (resolve.go), and so kubectl and istiod, take for something else than a string.
 * Single letters are booleans too.
 */
const words = new Map<string, boolean | null | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);
const longestWord = 5;

const isString = 0;
const mayBeWord = 1;
const mayBeNumber = 2;

/** What a plain scalar may be, by its first character. Most are strings, and need no further look. */
const hints = new Uint8Array(128);
for (const character of 'yYnNtTfFoO~') hints[character.charCodeAt(0)] = mayBeWord;
for (const character of '0123456789+-.') hints[character.charCodeAt(0)] = mayBeNumber;

/** The value of an unquoted scalar without a tag, as go-yaml v2 resolves it. Dates stay strings. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (text === '') return null;
  const first = text.charCodeAt(0);
  const hint = first < 128 ? hints[first] : isString;
  if (hint === isString) return text;
  if (text.length <= longestWord) {
    const word = words.get(text);
    if (word !== undefined) return word;
  }
  return hint === mayBeNumber ? (parseNumber(text) ?? text) : text;
}

const dateForm =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]\d+:\d+:\d+(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)|[ ]\d+:\d+:\d+(?:\.\d+)?))?$/;

/** Names of the tags that go-yaml v2 resolves; a scalar with any other tag is the string that it is. */
const resolvedTags: Readonly<Record<string, (value: unknown, text: string) => boolean>> = {
  bool: (value) => typeof value === 'boolean',
  float: (value) => typeof value === 'number',
  int: (value, text) => Number.isInteger(value) && !isFloatForm(text),
  null: (value) => value === null,
  timestamp: (_, text) => dateForm.test(text),
};

function isFloatForm(text: string): boolean {
  return !/^[-+]?0[xX]/.test(text) && /[.eE]/.test(text);
}

/**
 * The value of a scalar with a tag of `tag:yaml.org,2002:`, quoted or not. `tag` is the name after that prefix.
 * Undefined: the text does not have the form that the tag asks for.
 */
export function resolveTagged(tag: string, text: string): string | number | boolean | null | undefined {
  if (tag === 'binary') return decodeBinary(text);
  const accepts = Object.hasOwn(resolvedTags, tag) ? resolvedTags[tag] : undefined;
  if (accepts === undefined) return text;
  const value = resolvePlain(text);
  return accepts(value, text) ? value : undefined;
}

/** Go decodes into a string, and its JSON replaces what is not UTF-8. */
function decodeBinary(text: string): string | undefined {
  const base64 = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  return Buffer.from(base64, 'base64').toString('utf8');
}
