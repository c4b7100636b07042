import { isObject, type JsonObject } from '../model/json.ts';

/** What stands at a path of dotted names; undefined if it is missing or null. */
export function valueAt(values: JsonObject, path: string): unknown {
  let value: unknown = values;
  for (const name of path.split('.')) {
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value ?? undefined;
}

/** Whether a template takes a value for true: not missing, empty, zero or false. */
export function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

/** The value if it is set, so that the field it stands in is left out otherwise. */
export function ifSet(value: unknown): unknown {
  return isSet(value) ? value : undefined;
}

/** A value as Go templates print it; a missing one is `<no value>` (DEP-69). */
export function templateText(value: unknown): string {
  return goText(value, '<no value>');
}

/** An annotation, or the value it stands in for. A missing value is `<nil>` (DEP-69). */
export function annotationOr(
  annotations: Readonly<Record<string, string>> | undefined,
  name: string,
  value: unknown,
): string {
  return annotations?.[name] ?? goText(value, '<nil>');
}

/** The first value that is set, as text; `''` if there is none. */
export function firstSet(...values: readonly unknown[]): string {
  const found = values.find(isSet);
  return found === undefined ? '' : templateText(found);
}

function goText(value: unknown, missing: string): string {
  if (value === undefined || value === null) return missing;
  if (typeof value === 'number') return goNumber(value);
  if (Array.isArray(value)) return `[${value.map((item) => goText(item, missing)).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${goText(item, missing)}`).join(' ')}]`;
}

/** Numbers in values are floats to Go, which it prints with an exponent early: `1e+06`. */
function goNumber(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  if (Number(exponent) >= -4 && Number(exponent) < 6) return String(value);
  return `${digits}e${exponent.replace(/^([-+])(\d)$/, '$10$2')}`;
}

/** Values over values, as Helm merges them: mappings key by key, everything else is replaced. */
export function mergeValues(below: JsonObject, above: JsonObject): JsonObject {
  const merged = new Map(Object.entries(below));
  for (const [name, value] of Object.entries(above)) {
    const present = merged.get(name);
    merged.set(name, isObject(present) && isObject(value) ? mergeValues(present, value) : value);
  }
  return Object.fromEntries(merged);
}
