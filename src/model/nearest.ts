/**
 * The candidates that a mistyped name may have meant (LN-52): the best, or three at most that are equally near; none if all are too far.
 * A candidate that equals the name exactly is never offered.
 */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  let limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: string[] = [];
  for (const candidate of new Set(candidates)) {
    if (candidate === name) continue;
    const distance = affixedDistance(name.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    if (distance < limit || best.length === 0) best = [];
    limit = distance;
    best.push(candidate);
  }
  return best.sort().slice(0, 3);
}

const affixes = ['-svc', '-service', '-gateway', '-gw'];

/** Names often differ by a common ending alone, which counts as one edit. */
function affixedDistance(a: string, b: string, limit: number): number {
  const edits = editDistance(a, b, limit);
  const endings = affixes.some((affix) => a === b + affix || b === a + affix);
  return endings ? Math.min(edits, 1) : edits;
}

/** Damerau-Levenshtein distance with adjacent transpositions; more than `limit` is only known to be more. */
function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const far = limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    // Whatever is further from the diagonal takes more than `limit` edits, which is what is missing from a row.
    const [first, end] = [Math.max(1, i - limit), Math.min(b.length, i + limit)];
    const row: number[] = [];
    if (first === 1) row[0] = i;
    let least = first === 1 ? i : far;
    for (let j = first; j <= end; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? far) + 1, (row[j - 1] ?? far) + 1, (last[j - 1] ?? far) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? far) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return far;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? far;
}
