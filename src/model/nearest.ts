import { groupBy } from './group-by.ts';

/** Finds the candidates that a mistyped name may have meant. */
export type FindNearest = (name: string) => readonly string[];

/**
 * The candidates that a mistyped name may have meant (LN-52): the best, or three at most that are equally near; none if all are too far.
 * A candidate that equals the name exactly is never offered.
 */
export function nearest(name: string, candidates: Iterable<string>): readonly string[] {
  return createNearest(candidates)(name);
}

/** A text that is longer was not meant for a name. */
const longestName = 1000;

/** `nearest` for any number of names among the same candidates. */
export function createNearest(candidates: Iterable<string>): FindNearest {
  const spellings = groupBy(new Set(candidates), (candidate) => candidate.toLowerCase());
  const words = [...spellings.keys()].sort();
  return (name) => {
    if (name.length > longestName) return [];
    const wanted = name.toLowerCase();
    const limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
    // Few words are near a name, so looking for the nearest first is faster than comparing with each.
    for (let distance = 0; distance <= limit; distance++) {
      const near = [...wordsWithin(words, wanted, distance), ...(distance === 1 ? withOtherEnding(wanted) : [])];
      const meant = near.flatMap((word) => spellings.get(word) ?? []).filter((candidate) => candidate !== name);
      if (meant.length > 0) return [...new Set(meant)].sort().slice(0, 3);
    }
    return [];
  };
}

const endings = ['-svc', '-service', '-gateway', '-gw'];

/** Names often differ by a common ending alone, which counts as one edit. */
function withOtherEnding(name: string): readonly string[] {
  return endings.flatMap((ending) => [
    name + ending,
    ...(name.endsWith(ending) ? [name.slice(0, -ending.length)] : []),
  ]);
}

/** For the beginning of a word, the distances from each beginning of the name, by length; those that are missing are too large. */
type Row = readonly number[];

/**
 * The words, which are sorted, in a Damerau-Levenshtein distance (with adjacent transpositions) of a name. Words with one beginning
 * are looked at together, and no further than that beginning is near.
 */
function wordsWithin(words: readonly string[], name: string, limit: number): readonly string[] {
  const found: string[] = [];
  const far = limit + 1;
  // Between `from` and `to` the words begin with the same `length` characters.
  const visit = (from: number, to: number, length: number, last: Row, beforeLast: Row): void => {
    const first = words[from] ?? '';
    const isWhole = first.length === length;
    if (isWhole && (last[name.length] ?? far) <= limit) found.push(first);
    let start = isWhole ? from + 1 : from;
    while (start < to) {
      const word = words[start] ?? '';
      const end = endOfRun(words, start, to, length);
      const row = nextRow(name, word, length + 1, limit, last, beforeLast);
      if (row.some((distance) => distance <= limit)) visit(start, end, length + 1, row, last);
      start = end;
    }
  };
  if (words.length > 0)
    visit(
      0,
      words.length,
      0,
      Array.from({ length: Math.min(limit, name.length) + 1 }, (_, length) => length),
      [],
    );
  return found;
}

/** Where the words end that have the character at `index` in common with the one at `start`. */
function endOfRun(words: readonly string[], start: number, to: number, index: number): number {
  const character = words[start]?.[index];
  let [before, after] = [start, to];
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (words[middle]?.[index] === character) before = middle;
    else after = middle;
  }
  return after;
}

/** The row for the first `length` characters of a word. Whatever is further from the diagonal takes more than `limit` edits. */
function nextRow(name: string, word: string, length: number, limit: number, last: Row, beforeLast: Row): Row {
  const far = limit + 1;
  const [character, previous] = [word[length - 1], word[length - 2]];
  const row: number[] = [];
  if (length <= limit) row[0] = length;
  for (let j = Math.max(1, length - limit); j <= Math.min(name.length, length + limit); j++) {
    const change = character === name[j - 1] ? 0 : 1;
    let cost = Math.min((last[j] ?? far) + 1, (row[j - 1] ?? far) + 1, (last[j - 1] ?? far) + change);
    const swapped = length > 1 && j > 1 && character === name[j - 2] && previous === name[j - 1];
    if (swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? far) + 1);
    row[j] = cost;
  }
  return row;
}
