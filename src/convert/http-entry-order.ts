import type { HTTPMatchRequest } from '../model/istio.ts';
import type { HTTPEntry } from './http-routes.ts';

/** Sorts entries by how specific their match is, the most specific first; equal ones keep their order (RT-60). */
export function sortEntries(entries: readonly HTTPEntry[]): readonly HTTPEntry[] {
  const ranked = entries.map((entry) => ({ entry, rank: rankOf(entry.spec.match?.[0]) }));
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  return ranked.map(({ entry }) => entry);
}

/** Properties in the order in which they count; larger ones come first. */
type Rank = readonly number[];

function rankOf(match: HTTPMatchRequest | undefined): Rank {
  if (match === undefined) return [0];
  const { uri, method, headers, queryParams } = match;
  const path = uri?.exact ?? uri?.prefix ?? uri?.regex ?? '';
  return [
    1,
    uri?.exact !== undefined ? 3 : uri?.prefix !== undefined ? 2 : uri?.regex !== undefined ? 1 : 0,
    Buffer.byteLength(path),
    method === undefined ? 0 : 1,
    Object.keys(headers ?? {}).length,
    Object.keys(queryParams ?? {}).length,
  ];
}

function compareRanks(a: Rank, b: Rank): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (b[i] ?? 0) - (a[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
