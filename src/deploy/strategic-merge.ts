import { isObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { StrategicMergeError } from './merge-error.ts';
import { mergeKeyedList, mergeSet, ordered } from './merge-lists.ts';
import type { FieldMerge, MergeSchema } from './merge-schema.ts';

const patchDirective = '$patch';
const retainKeysDirective = '$retainKeys';
const orderPrefix = '$setElementOrder/';
const deletionPrefix = '$deleteFromPrimitiveList/';

/**
 * Applies a strategic merge patch to an object as the Kubernetes library does (DEP-60, DEP-61).
 * Neither is changed. Throws StrategicMergeError with the path in the patch.
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: MergeSchema,
  path: Path = [],
): JsonObject {
  if (Object.hasOwn(patch, patchDirective)) return replacement(patch, path);
  const merged = new Map(Object.entries(original));
  retainKeys(merged, patch, path);
  const inOrder = mergeInOrder(merged, patch, schema, path);
  for (const [name, value] of Object.entries(patch)) {
    if (name === retainKeysDirective || name.startsWith(orderPrefix) || inOrder.has(name)) continue;
    if (name.startsWith(deletionPrefix)) deleteScalars(merged, name.slice(deletionPrefix.length), value);
    else mergeField(merged, name, value, schema, [...path, name]);
  }
  return Object.fromEntries(merged);
}

function mergeField(merged: Map<string, unknown>, name: string, value: unknown, schema: MergeSchema, path: Path): void {
  if (value === null) {
    merged.delete(name);
    return;
  }
  const present = merged.get(name);
  const field = fieldOf(schema, name);
  if (isObject(present) && isObject(value)) merged.set(name, mergeMappings(present, value, field, path));
  else if (Array.isArray(present) && Array.isArray(value)) merged.set(name, mergeLists(present, value, field, path));
  else setOrDelete(merged, name, withoutDirectives(isCollection(value) ? withoutNulls(value) : value));
}

function mergeMappings(present: JsonObject, value: JsonObject, field: FieldMerge | undefined, path: Path): unknown {
  if (field?.type === 'replaced') return value;
  return strategicMerge(present, value, field?.type === 'mapping' ? field.fields : {}, path);
}

function mergeLists(
  present: readonly unknown[],
  value: readonly unknown[],
  field: FieldMerge | undefined,
  path: Path,
): readonly unknown[] {
  if (field?.type === 'set') return mergeSet(present, value, path);
  if (field?.type !== 'keyed-list') return value;
  const { key, items } = field;
  return mergeKeyedList(present, value, key, path, (entry, patch, at) => strategicMerge(entry, patch, items, at));
}

/** `$patch: replace` takes the patch for the whole mapping, `$patch: delete` empties it. */
function replacement(patch: JsonObject, path: Path): JsonObject {
  const { [patchDirective]: directive, ...rest } = patch;
  if (directive === 'replace') return rest;
  if (directive === 'delete') return {};
  throw new StrategicMergeError(`unknown patch type: ${directive}`, [...path, patchDirective]);
}

/** `$retainKeys` clears what it does not list; the patch may hold nothing else. */
function retainKeys(merged: Map<string, unknown>, patch: JsonObject, path: Path): void {
  if (!Object.hasOwn(patch, retainKeysDirective)) return;
  const listed = patch[retainKeysDirective];
  const kept = new Set<unknown>(Array.isArray(listed) ? listed : []);
  const isForeign = ([name, value]: [string, unknown]) =>
    value !== null &&
    name !== retainKeysDirective &&
    !name.startsWith(orderPrefix) &&
    !name.startsWith(deletionPrefix) &&
    !kept.has(name);
  if (!Array.isArray(listed) || Object.entries(patch).some(isForeign)) {
    throw new StrategicMergeError('invalid patch format of retainKeys', [...path, retainKeysDirective]);
  }
  for (const name of merged.keys()) if (!kept.has(name)) merged.delete(name);
}

/** Merges the lists that have a `$setElementOrder` and gives their names. */
function mergeInOrder(
  merged: Map<string, unknown>,
  patch: JsonObject,
  schema: MergeSchema,
  path: Path,
): ReadonlySet<string> {
  const done = new Set<string>();
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(orderPrefix)) continue;
    const name = directive.slice(orderPrefix.length);
    const [present, value] = [merged.get(name), patch[name]];
    if (present === undefined && value === undefined) continue;
    const at = [...path, directive];
    if (!Array.isArray(order) || !isListOrAbsent(present) || !isListOrAbsent(value)) {
      throw new StrategicMergeError('invalid patch format of setElementOrder list', at);
    }
    const field = fieldOf(schema, name);
    const key = field?.type === 'keyed-list' ? field.key : undefined;
    const both =
      value === undefined
        ? (present ?? [])
        : present === undefined
          ? value.map(withoutDirectives).filter((item) => item !== undefined)
          : mergeLists(present, value, field, [...path, name]);
    merged.set(name, ordered(both, order, present ?? [], key, at, value));
    done.add(name);
  }
  return done;
}

function isListOrAbsent(value: unknown): value is readonly unknown[] | undefined {
  return value === undefined || Array.isArray(value);
}

function deleteScalars(merged: Map<string, unknown>, name: string, value: unknown): void {
  const present = merged.get(name);
  if (Array.isArray(present) && Array.isArray(value)) {
    const removed = new Set<unknown>(value);
    merged.set(
      name,
      present.filter((item) => !removed.has(item)),
    );
  }
}

function fieldOf(schema: MergeSchema, name: string): FieldMerge | undefined {
  return Object.hasOwn(schema, name) ? schema[name] : undefined;
}

function isCollection(value: unknown): boolean {
  return isObject(value) || Array.isArray(value);
}

function setOrDelete(merged: Map<string, unknown>, name: string, value: unknown): void {
  if (value === undefined) merged.delete(name);
  else merged.set(name, value);
}

/** The Kubernetes library drops the nulls in what the original lacks. Those in lists stay. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => (item === null ? [] : [[name, withoutNulls(item)]])),
  );
}

/** Undefined for a mapping that is itself a directive: what the original lacks can be neither deleted nor replaced. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  if (Object.hasOwn(value, patchDirective)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const kept = withoutDirectives(item);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}
