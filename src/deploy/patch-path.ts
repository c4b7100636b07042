import { isObject, type JsonObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import type { FieldMerge, MergeSchema } from './merge-schema.ts';

/**
 * The part of a path of a merged object that a patch speaks of, as a path of the patch: there the entries of a list that merges by
 * key stand at other indices.
 */
export function pathInPatch(patch: JsonObject, merged: JsonObject, path: Path, schema: MergeSchema): Path {
  const found: (string | number)[] = [];
  let [inPatch, inMerged]: unknown[] = [patch, merged];
  let field: FieldMerge | undefined = { type: 'mapping', fields: schema };
  for (const step of path) {
    const at: string | number = typeof step === 'number' ? indexIn(inPatch, inMerged, step, field) : step;
    const next = child(inPatch, at);
    if (next === undefined) break;
    found.push(at);
    [inPatch, inMerged] = [next, child(inMerged, step)];
    field = fieldBelow(field, step);
  }
  return found;
}

function indexIn(inPatch: unknown, inMerged: unknown, index: number, field: FieldMerge | undefined): number {
  const entry = child(inMerged, index);
  if (field?.type !== 'keyed-list' || !Array.isArray(inPatch) || !isObject(entry)) return index;
  const { key } = field;
  return inPatch.findIndex((one) => isObject(one) && one[key] === entry[key]);
}

function child(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function fieldBelow(field: FieldMerge | undefined, step: string | number): FieldMerge | undefined {
  if (typeof step === 'number')
    return field?.type === 'keyed-list' ? { type: 'mapping', fields: field.items } : undefined;
  return field?.type === 'mapping' && Object.hasOwn(field.fields, step) ? field.fields[step] : undefined;
}
