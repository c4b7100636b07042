/** A JSON object, as parts of the input are until they are looked at. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: neither a list nor null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list in an object; whatever else stands there does not count. */
export function objectsIn(object: unknown, field: string): readonly JsonObject[] {
  const list = isObject(object) ? object[field] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
