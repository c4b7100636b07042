/**
 * The regular expressions behind `format` and some of the `pattern`s in schemas. The CRDs' patterns are RE2, which means the same as
 * JavaScript with the `u` flag for all that occur (a test compiles and compares them).
 */

const byte = '0*(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = `${byte}(?:\\.${byte}){3}`;
const word = '[0-9a-fA-F]{1,4}';
// One alternative for each place of `::`, the last 32 bits also in dotted form; no zone, as in Go's ParseIP.
const low = `(?:${word}:${word}|${ipv4})`;
const ipv6 = [
  `(?:${word}:){6}${low}`,
  `::(?:${word}:){5}${low}`,
  `(?:${word})?::(?:${word}:){4}${low}`,
  `(?:(?:${word}:){0,1}${word})?::(?:${word}:){3}${low}`,
  `(?:(?:${word}:){0,2}${word})?::(?:${word}:){2}${low}`,
  `(?:(?:${word}:){0,3}${word})?::${word}:${low}`,
  `(?:(?:${word}:){0,4}${word})?::${low}`,
  `(?:(?:${word}:){0,5}${word})?::${word}`,
  `(?:(?:${word}:){0,6}${word})?::`,
].join('|');

/** What the API server checks of a `format`; formats of numbers are not checked. */
export const formats: Readonly<Record<string, RegExp>> = {
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/,
  ipv4: new RegExp(`^(?:${ipv4})$`),
  ipv6: new RegExp(`^(?:${ipv6})$`),
};

/**
 * Patterns that take RE2 linear and JavaScript exponential time, with an equal one that does not backtrack.
 * Patterns that take quadratic time stay: their strings have a `maxLength`, which is tested first.
 */
export const linearPatterns: Readonly<Record<string, string>> = {
  '^[!-~]+([\\t ]?[!-~]+)*$': '^[!-~]+(?:[\\t ][!-~]+)*$',
};

/** Length of a text as the API server counts it. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
