import { isObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { StrategicMergeError } from './merge-error.ts';

type MergeEntries = (entry: JsonObject, patch: JsonObject, path: Path) => JsonObject;

/** A list of scalars that holds each once: those of the patch keep its order. */
export function mergeSet(original: readonly unknown[], patch: readonly unknown[], path: Path): readonly unknown[] {
  if ([...original, ...patch].some((item) => typeof item === 'object')) throw mixedTypes(path);
  return ordered([...new Set([...original, ...patch])], patch, original, undefined, path);
}

/** A list of mappings that are matched by a key. */
export function mergeKeyedList(
  original: readonly unknown[],
  patch: readonly unknown[],
  key: string,
  path: Path,
  merge: MergeEntries,
): readonly unknown[] {
  const kept = [...original.filter(isObject)];
  const entries: [JsonObject, Path][] = patch.map((entry, index) => {
    if (!isObject(entry)) throw mixedTypes([...path, index]);
    return [entry, [...path, index]];
  });
  if (kept.length !== original.length) throw mixedTypes(path);
  const { remaining, additions, replaces } = takeDirectives(kept, entries, key);
  if (replaces) return additions.map(([entry]) => entry);
  const merged = [...remaining];
  for (const [entry, at] of additions) {
    const value = keyOf(entry, key, at);
    const index = merged.findIndex((one) => one[key] === value);
    const found = merged[index];
    if (found === undefined) merged.push(entry);
    else merged[index] = merge(found, entry, at);
  }
  const order = additions.map(([entry]) => entry);
  return ordered(merged, order, remaining, key, path);
}

/** Takes the entries out that are directives, having done what they say. */
function takeDirectives(original: readonly JsonObject[], patch: readonly [JsonObject, Path][], key: string) {
  let remaining = original;
  let replaces = false;
  const additions: [JsonObject, Path][] = [];
  for (const [entry, path] of patch) {
    if (!Object.hasOwn(entry, '$patch')) {
      additions.push([entry, path]);
      continue;
    }
    const directive = entry['$patch'];
    if (directive === 'delete') {
      const value = keyOf(entry, key, path);
      remaining = remaining.filter((one) => one[key] !== value);
    } else if (directive === 'replace') replaces = true;
    else throw new StrategicMergeError(`unknown patch type: ${directive}`, [...path, '$patch']);
  }
  return { remaining, additions, replaces };
}

function keyOf(entry: JsonObject, key: string, path: Path): unknown {
  if (Object.hasOwn(entry, key)) return entry[key];
  throw new StrategicMergeError(`the entry has no "${key}", by which the entries of this list are told apart`, path);
}

function mixedTypes(path: Path): StrategicMergeError {
  return new StrategicMergeError('list element types are not identical', path);
}

/**
 * A merged list in its order (DEP-61): what `order` names keeps that order, the rest keeps that of the original. Both are joined by putting the
 * next of the rest first only where the original has it before the next named one.
 * With `patch` it is checked that this is in the order as well.
 */
export function ordered(
  merged: readonly unknown[],
  order: readonly unknown[],
  original: readonly unknown[],
  key: string | undefined,
  path: Path,
  patch: readonly unknown[] = [],
): readonly unknown[] {
  const identity = (item: unknown) => (key === undefined || !isObject(item) ? item : item[key]);
  const rankIn = (list: readonly unknown[]) => {
    const identities = list.map(identity);
    return (item: unknown) => identities.indexOf(identity(item));
  };
  const [orderRank, originalRank] = [rankIn(order), rankIn(original)];
  if (order.length > 0) checkOrder(patch, orderRank, path);
  const named = merged.filter((item) => orderRank(item) >= 0).sort((a, b) => orderRank(a) - orderRank(b));
  const rest = merged.filter((item) => orderRank(item) < 0).sort((a, b) => originalRank(a) - originalRank(b));
  const result: unknown[] = [];
  let [nextNamed, nextRest] = [0, 0];
  while (nextNamed < named.length || nextRest < rest.length) {
    const [left, right] = [originalRank(rest[nextRest]), originalRank(named[nextNamed])];
    const restFirst =
      nextRest < rest.length && (nextNamed >= named.length || (left >= 0 && right >= 0 && left < right));
    result.push(restFirst ? rest[nextRest++] : named[nextNamed++]);
  }
  return result;
}

/** `$setElementOrder` has to name what the patch holds, in the same order. */
function checkOrder(patch: readonly unknown[], rank: (item: unknown) => number, path: Path): void {
  const ranks = patch.filter((item) => !(isObject(item) && Object.hasOwn(item, '$patch'))).map(rank);
  if (ranks.some((value, index) => value < 0 || value < (ranks[index - 1] ?? 0))) {
    throw new StrategicMergeError('the order in the patch list does not match the $setElementOrder list', path);
  }
}
