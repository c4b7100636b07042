/** Compares two strings as their UTF-8 bytes compare, which is how Go orders strings. Negative, 0 or positive. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they come after every other code unit. */
function codePointRank(codeUnit: number): number {
  return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit;
}

interface Named {
  readonly metadata: { readonly namespace: string; readonly name: string };
}

/** Compares by namespace, then by name, both as bytes. */
export function compareNames(a: Named, b: Named): number {
  return compareBytes(a.metadata.namespace, b.metadata.namespace) || compareBytes(a.metadata.name, b.metadata.name);
}

interface Aged {
  readonly metadata: { readonly creationTimestamp?: string | undefined };
}

/** Compares by `metadata.creationTimestamp`, oldest first. An absent one counts as the earliest. */
export function compareCreation(a: Aged, b: Aged): number {
  return age(a) - age(b) || 0;
}

function age({ metadata }: Aged): number {
  const time = metadata.creationTimestamp === undefined ? Number.NaN : Date.parse(metadata.creationTimestamp);
  return Number.isNaN(time) ? Number.MIN_SAFE_INTEGER : time;
}
