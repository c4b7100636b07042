const safeDigits = 15;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const floatFromPoint = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
/** Binary digits of 64 bits and a prefix: BigInt takes quadratic time for long texts. */
const longestInteger = 1000;
const largest = 2n ** 64n - 1n;
const smallest = -(2n ** 63n);

/**
 * The number that a plain scalar is in go-yaml v2 (Go's ParseInt with base 0, underscores dropped, then its floats), or undefined.
 * Integers beyond 2^53 lose digits: every value that is read here is far below.
 */
export function parseNumber(text: string): number | undefined {
  const short = parseDecimal(text);
  if (short >= 0) return short;
  if (text.startsWith('.')) return floatFromPoint.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  return parseInteger(plain) ?? (float.test(plain) ? finite(plain) : undefined);
}

/** The usual case without a regular expression: a few decimal digits. -1 for everything else. */
function parseDecimal(text: string): number {
  const length = text.length;
  if (length > safeDigits || (length > 1 && text.charCodeAt(0) === 48)) return -1;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function parseInteger(text: string): number | undefined {
  const value = parseBigInteger(text);
  return value === undefined ? undefined : Number(value);
}

/** The exact decimal digits of a text that go-yaml v2 takes for an integer, else undefined. */
export function integerText(text: string): string | undefined {
  return parseBigInteger(text.replaceAll('_', ''))?.toString();
}

/** A leading zero means octal, unless that does not fit (`08`): then the text is still a float. */
function parseBigInteger(text: string): bigint | undefined {
  const match = integer.exec(text);
  const digits = match?.[2];
  if (match === null || digits === undefined || digits.length > longestInteger) return undefined;
  const sign = match[1];
  const magnitude = BigInt(digits.replace(/^0[oO]?(?=[0-7])/, '0o').toLowerCase());
  const value = sign === '-' ? -magnitude : magnitude;
  // Go's ParseUint, which reads what is above 2^63, takes no sign.
  const fits = value >= smallest && value <= (sign === '+' ? largest / 2n : largest);
  return fits ? value : undefined;
}

/** A number that overflows is a string to go-yaml. JSON readers know no negative zero. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value || 0 : undefined;
}
