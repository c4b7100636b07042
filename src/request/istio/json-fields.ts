import { isObject, type JsonObject } from '../../model/json.ts';

/** The fields of an object whose structure nobody has checked. A field of another type counts as unset. */
export function objectField(object: JsonObject, field: string): JsonObject | undefined {
  const value = object[field];
  return isObject(value) ? value : undefined;
}

/** A text, or undefined. */
export function textField(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' ? value : undefined;
}

/** A number, or undefined. */
export function numberField(object: JsonObject, field: string): number | undefined {
  const value = object[field];
  return typeof value === 'number' ? value : undefined;
}

/** Whether a switch is on. */
export function flagField(object: JsonObject, field: string): boolean {
  return object[field] === true;
}

/** The texts of a list. */
export function textsField(object: JsonObject, field: string): readonly string[] {
  const value = object[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The texts of a map. */
export function textMapField(object: JsonObject, field: string): Readonly<Record<string, string>> {
  const pairs: [string, string][] = [];
  for (const [key, value] of Object.entries(objectField(object, field) ?? {})) {
    if (typeof value === 'string') pairs.push([key, value]);
  }
  return Object.fromEntries(pairs);
}

/** Reads a field that holds an object. */
export function readField<T>(object: JsonObject, field: string, read: (value: JsonObject) => T): T | undefined {
  const value = objectField(object, field);
  return value && read(value);
}
