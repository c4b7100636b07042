import { isObject, type JsonObject, valueAt } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import type { Violation } from './violation.ts';

/** A value that a schema refuses. */
export type Fault = Pick<Violation, 'kind' | 'path'>;

/**
 * The object as it would be without the fields that a schema refuses (LN-60), sharing everything else with the original. Lists keep
 * their length, so that places stay what they are: of an item that is no object its list goes, if the type is at fault, else nothing.
 */
export function withoutFaults(object: JsonObject, faults: readonly Fault[]): JsonObject {
  return faults.reduce((rest, fault) => withoutFault(rest, fault), object);
}

/** Whether a violation is a fault. What nobody reads does no harm, and what is missing cannot go. */
export function isRemovable({ kind }: Violation): boolean {
  return kind === 'type' || kind === 'value';
}

function withoutFault(object: JsonObject, { kind, path }: Fault): JsonObject {
  const parent = valueAt(object, path.slice(0, -1));
  const last = path.at(-1);
  if (isObject(parent)) return edited(object, path, undefined);
  if (!Array.isArray(parent) || kind !== 'type' || typeof last !== 'number') return object;
  // An object that is at fault itself stands in a list of something else.
  const holdsObjects = !isObject(parent[last]) && parent.some(isObject);
  return holdsObjects ? edited(object, path, {}) : edited(object, path.slice(0, -1), undefined);
}

/** A copy with another value at a path: `undefined` takes the field away. */
function edited(object: JsonObject, path: Path, value: JsonObject | undefined): JsonObject {
  const [step, ...rest] = path;
  if (typeof step !== 'string') return object;
  const { [step]: old, ...others } = object;
  const inside = rest.length === 0 ? value : editedPart(old, rest, value);
  return inside === undefined ? others : { ...others, [step]: inside };
}

function editedPart(part: unknown, path: Path, value: JsonObject | undefined): unknown {
  if (!Array.isArray(part)) return isObject(part) ? edited(part, path, value) : part;
  const [index, ...rest] = path;
  return part.map((item, i) => (i !== index ? item : rest.length === 0 ? value : editedPart(item, rest, value)));
}
