/** The sum of counts by name, names in the order in which they are first met. */
export function addCounts(parts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts) for (const [key, count] of part) sums.set(key, (sums.get(key) ?? 0) + count);
  return sums;
}
