const nanoseconds: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const component = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;
const longest = 2n ** 63n - 1n;
const second = 1_000_000_000n;

/** Nanoseconds of a duration in Go's notation (`1h30m`, `1.5s`, `250ms`, `0`), or undefined where Go's `time.ParseDuration` fails. */
export function parseGoDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  let total = 0n;
  component.lastIndex = 0;
  while (component.lastIndex < unsigned.length) {
    const match = component.exec(unsigned);
    if (match === null) return undefined;
    const [, number = '', unit = ''] = match;
    const [whole = '', fraction = ''] = number.split('.');
    const scale = nanoseconds[unit] ?? 0n;
    total += BigInt(whole || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
  }
  if (unsigned === '' || total > longest) return undefined;
  return negative ? -total : total;
}

/** A duration as protobuf's JSON form prints it: seconds with 0, 3, 6 or 9 decimals (RT-99). */
export function formatProtoDuration(duration: bigint): string {
  const sign = duration < 0n ? '-' : '';
  const absolute = duration < 0n ? -duration : duration;
  const decimals = String(absolute % second)
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return `${sign}${absolute / second}${decimals && `.${decimals}`}s`;
}
