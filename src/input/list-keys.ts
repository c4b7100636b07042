import { isObject, type JsonObject } from '../model/json.ts';

/**
 * Indices of the items that repeat an earlier one, for lists that are sets (no keys) or maps by `keys`.
 * Items of another shape, and without the keys, are left to the other checks.
 */
export function duplicates(items: readonly unknown[], keys?: readonly string[]): number[] {
  if (items.length < 2) return [];
  const seen = new Set<unknown>();
  const repeated: number[] = [];
  for (let index = 0; index < items.length; index++) {
    const identity = keys === undefined ? comparable(items[index]) : keyIdentity(items[index], keys);
    if (identity === undefined) continue;
    if (seen.has(identity)) repeated.push(index);
    seen.add(identity);
  }
  return repeated;
}

function keyIdentity(item: unknown, keys: readonly string[]): unknown {
  if (!isObject(item)) return undefined;
  // Most lists have one key, whose value needs no text to be compared.
  const [key, ...others] = keys;
  return key !== undefined && others.length === 0 ? comparable(item[key]) : comparable(keyValues(item, keys));
}

function comparable(value: unknown): unknown {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}

/** The keys of a map list's item, as the API server shows them. */
export function keyValues(item: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, item[key]]));
}
