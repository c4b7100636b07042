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

/** What stands at a path of property names and list indices; undefined if there is nothing. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return inner[Number(step)];
    return isObject(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}
