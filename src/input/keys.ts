import { integerText } from './numbers.ts';

/**
 * The JSON key that a YAML key becomes, as sigs.k8s.io/yaml converts it; undefined for what it refuses: null, and integers beyond 64 bits.
 * `value` is what `text` resolves to: `1.10: x` has the key `1.1`, because keys are resolved before they become strings.
 */
export function keyText(value: string | number | boolean | null, text: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const integer = integerText(text);
  if (integer === undefined) return floatKey(value);
  return BigInt(integer) < 2n ** 63n ? integer : undefined;
}

/** Go's `FormatFloat(value, 'g', -1, 32)`: the fewest digits that give the same 32-bit float, and an exponent from six digits on. */
function floatKey(value: number): string {
  const float = Math.fround(value);
  if (Number.isNaN(float)) return '.nan';
  if (!Number.isFinite(float)) return float < 0 ? '-.inf' : '.inf';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(float.toExponential(digits - 1))) !== float) digits++;
  const [mantissa, exponentText] = float.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return String(Number(`${mantissa}e${exponent}`));
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
