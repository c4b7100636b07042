/** Istio's algebra of host names (RT-26): plain suffix tests, case-sensitive, aware of labels only through the dot in `*.`. */

/** Whether a name stands for several hosts: its first character is `*`. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether some host is covered by both names. */
export function overlap(a: string, b: string): boolean {
  if (!isWildcard(a) && !isWildcard(b)) return a === b;
  if (!isWildcard(a)) return a.endsWith(tail(b));
  if (!isWildcard(b)) return b.endsWith(tail(a));
  return a.length < b.length ? b.endsWith(tail(a)) : a.endsWith(tail(b));
}

/** Whether every host that `a` covers is covered by `b`. */
export function subset(a: string, b: string): boolean {
  if (!isWildcard(b)) return a === b;
  // Of two wildcards the longer one covers less.
  return isWildcard(a) ? a.length >= b.length && tail(a).endsWith(tail(b)) : a.endsWith(tail(b));
}

/** The narrower name of every pair in which one covers the other; without duplicates, in the order first seen. */
export function intersect(left: readonly string[], right: readonly string[]): string[] {
  const narrower = new Set<string>();
  for (const a of left) {
    for (const b of right) {
      if (subset(a, b)) narrower.add(a);
      else if (subset(b, a)) narrower.add(b);
    }
  }
  return [...narrower];
}

/** The other wildcards that cover a name, the narrowest first: `*.b.c`, `*.c` and `*` for `a.b.c`, and for `*.b.c` those behind it. */
export function wildcardsAbove(host: string): readonly string[] {
  if (host === '*') return [];
  const labels = (isWildcard(host) ? host.slice(2) : host).split('.');
  return [...labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`), '*'];
}

function tail(wildcard: string): string {
  return wildcard.slice(1);
}
