import { isObject, type JsonObject } from '../model/json.ts';
import { isSet } from './values.ts';

/** Resources of a container without their nulls; null if nothing remains, undefined if there are none (DEP-51). */
export function resourcesOf(given: unknown): unknown {
  if (!isSet(given)) return undefined;
  return withoutNulls(given) ?? null;
}

/** Collections that become empty go too; those that were empty or held no null stay as they are. */
function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return keepUnlessEmptied(value, value.map(withoutNulls).filter(isKept));
  return isObject(value) ? keepUnlessEmptied(value, cleanMapping(value)) : value;
}

function cleanMapping(mapping: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(mapping).flatMap(([name, value]) => {
      const kept = withoutNulls(value);
      return isKept(kept) ? [[name, kept]] : [];
    }),
  );
}

function isKept(value: unknown): boolean {
  return value !== undefined;
}

function keepUnlessEmptied(before: object, after: object): unknown {
  return Object.keys(after).length === 0 && Object.keys(before).length > 0 ? undefined : after;
}
