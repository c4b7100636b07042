import { isObject, type JsonObject, valueAt } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { setField } from './values.ts';
import type { Violation } from './violation.ts';

/** A value that a schema refuses. */
export type Fault = Pick<Violation, 'kind' | 'path'>;

/**
 * The object as it would be without the fields that a schema refuses (LN-60), sharing everything else with the original. Lists keep
 * their length, so that places stay what they are: of an item that is no object its list goes, if the type is at fault, else nothing.
 */
export function withoutFaults(object: JsonObject, faults: readonly Fault[]): JsonObject {
  const copies: Copies = { objects: new Map(), lists: new Map() };
  return faults.reduce((rest, fault) => withoutFault(rest, fault, copies), object);
}

/** What has been copied already, so that a list of many faults is not copied for each of them. */
interface Copies {
  readonly objects: Map<JsonObject, Record<string, unknown>>;
  readonly lists: Map<readonly unknown[], unknown[]>;
}

/** Whether a violation is a fault. What nobody reads does no harm, and what is missing cannot go. */
export function isRemovable({ kind }: Violation): boolean {
  return kind === 'type' || kind === 'value';
}

function withoutFault(object: JsonObject, { kind, path }: Fault, copies: Copies): JsonObject {
  const parent = valueAt(object, path.slice(0, -1));
  const last = path.at(-1);
  if (isObject(parent)) return edited(object, path, undefined, copies);
  if (!Array.isArray(parent) || kind !== 'type' || typeof last !== 'number') return object;
  // An object that is at fault itself stands in a list of something else.
  const holdsObjects = !isObject(parent[last]) && parent.some(isObject);
  return holdsObjects ? edited(object, path, {}, copies) : edited(object, path.slice(0, -1), undefined, copies);
}

/** The object with another value at a path: `undefined` takes the field away. What is no copy yet becomes one. */
function edited(object: JsonObject, path: Path, value: JsonObject | undefined, copies: Copies): JsonObject {
  const [step, ...rest] = path;
  if (typeof step !== 'string') return object;
  const copy = copies.objects.get(object) ?? { ...object };
  copies.objects.set(copy, copy);
  const inside = rest.length === 0 ? value : editedPart(object[step], rest, value, copies);
  if (inside === undefined) delete copy[step];
  else setField(copy, step, inside);
  return copy;
}

function editedPart(part: unknown, path: Path, value: JsonObject | undefined, copies: Copies): unknown {
  if (!Array.isArray(part)) return isObject(part) ? edited(part, path, value, copies) : part;
  const [index, ...rest] = path;
  if (typeof index !== 'number') return part;
  const copy = copies.lists.get(part) ?? [...part];
  copies.lists.set(copy, copy);
  copy[index] = rest.length === 0 ? value : editedPart(part[index], rest, value, copies);
  return copy;
}
