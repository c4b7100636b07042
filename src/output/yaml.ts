import { compareBytes } from '../model/order.ts';
import { escapeUnsafe, holdsUnsafe } from './escape.ts';

/**
 * A JSON value as block YAML, ended by a line feed: keys in byte order, sequences not indented under their key, nothing
 * folded. Properties that are undefined are left out. Every reader (YAML 1.1, 1.2, kubectl's) gives back the same value.
 */
export function yamlDocument(value: unknown): string {
  return `${printValue(value, '', 'root')}\n`;
}

/** Where a value stands: decides what separates it from what is before it. */
type Position = 'root' | 'property' | 'item';

function printValue(value: unknown, indent: string, position: Position): string {
  if (Array.isArray(value)) return printSequence(value, indent, position);
  if (typeof value === 'object' && value !== null) return printMapping(value, indent, position);
  const scalar = printScalar(value);
  return position === 'property' ? ` ${scalar}` : scalar;
}

function printSequence(items: readonly unknown[], indent: string, position: Position): string {
  if (items.length === 0) return position === 'property' ? ' []' : '[]';
  const lines = items.map((item) => `- ${printValue(item, `${indent}  `, 'item')}`).join(`\n${indent}`);
  return position === 'property' ? `\n${indent}${lines}` : lines;
}

function printMapping(mapping: object, indent: string, position: Position): string {
  const entries = Object.entries(mapping).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return position === 'property' ? ' {}' : '{}';
  const inner = position === 'property' ? `${indent}  ` : indent;
  const lines = entries
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([key, value]) => `${printKey(key, inner)}:${printValue(value, inner, 'property')}`)
    .join(`\n${inner}`);
  return position === 'property' ? `\n${inner}${lines}` : lines;
}

/** YAML readers give up on a key of more than 1024 characters unless `?` announces it. */
const longestImplicitKey = 1000;

function printKey(key: string, indent: string): string {
  const text = printString(key);
  return text.length > longestImplicitKey ? `? ${text}\n${indent}` : text;
}

function printScalar(value: unknown): string {
  if (typeof value === 'string') return printString(value);
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  throw new TypeError(`${typeof value} is not a JSON value`);
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON value`);
  // YAML 1.1 takes an exponent for a number only behind a decimal point.
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

function printString(text: string): string {
  if (isPlain(text)) return text;
  // Single quotes know no escapes, which keeps regular expressions readable.
  if (/["\\]/.test(text) && !holdsUnsafe(text)) return `'${text.replaceAll("'", "''")}'`;
  return escapeUnsafe(JSON.stringify(text));
}

/** The usual names, hosts, paths and durations: letters and digits, a letter first. */
const simple = /^[A-Za-z/_][A-Za-z0-9/_.~*-]*$/;
/**
 * Words that are booleans, null, a merge key or a default key in YAML 1.1, infinity, and exponents alone, which one reader takes for
 * numbers. All spellings, to be on the safe side.
 */
const reserved = /^(?:y|yes|n|no|true|false|on|off|null|~|=|<<|[-+]?\.(?:inf|nan)|[-+]?e[-+]?[0-9]+)$/i;
/** A character that begins something other than a plain scalar. */
const indicatorFirst = /^[-?:,[\]{}#&*!|>'"%@`\s]/;
/** What ends a plain scalar before its end. A colon or comma alone would do so only in flow style, but some readers differ. */
const endsPlain = /: |:$| #|\s$/;
/** Digits first, and no letter that never occurs in a number (hexadecimal, octal, binary, exponent, base 60); or no digits at all. */
const numberLike = /^[-+.]*(?:[0-9][^g-np-wyzG-NP-WYZ/]*)?$/;
/** Dates and times, which YAML 1.1 turns into timestamps. */
const dateLike = /^[0-9]{4}-[0-9]/;

function isPlain(text: string): boolean {
  if (simple.test(text)) return !reserved.test(text);
  return !(
    text === '' ||
    indicatorFirst.test(text) ||
    reserved.test(text) ||
    endsPlain.test(text) ||
    numberLike.test(text) ||
    dateLike.test(text) ||
    text.startsWith('...') ||
    holdsUnsafe(text)
  );
}
