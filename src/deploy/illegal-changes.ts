import { isObject, type JsonObject } from '../model/json.ts';

/** Fields of `metadata` that are not for overlays (DEP-59). */
const fixed = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'uid',
];

/** The field of `metadata` that an overlay changed although it must not; undefined if there is none. */
export function illegalChange(before: JsonObject, after: JsonObject): string | undefined {
  const [old, current] = [before, after].map(({ metadata }) => (isObject(metadata) ? metadata : {}));
  if (!isObject(after['metadata'])) return 'metadata';
  if (!isNothing(current?.['managedFields'])) return 'metadata.managedFields';
  const changed = fixed.find((name) => !isSame(old?.[name], current?.[name]));
  return changed && `metadata.${changed}`;
}

/** Go's types know no difference between a field that is absent, null, empty or zero. */
function isNothing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
  );
}

function isSame(a: unknown, b: unknown): boolean {
  if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name], b[name]));
}
