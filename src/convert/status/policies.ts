import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import type { PolicyStatus, PolicyStatusEntry } from '../policy-conditions.ts';
import { writeConditions } from './conditions.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';

/** How many entries a status can hold, where they are, and what an entry calls the object it is about. */
interface StatusShape {
  readonly list: 'ancestors' | 'parents';
  readonly ref: 'ancestorRef' | 'parentRef';
  readonly limit: number;
}

const policyShape: StatusShape = { list: 'ancestors', ref: 'ancestorRef', limit: 16 };
const backendShape: StatusShape = { list: 'parents', ref: 'parentRef', limit: 32 };
const refFields = ['group', 'kind', 'name', 'namespace', 'sectionName', 'port'];

/** The status of a policy or XBackend: existing entries of others stay, own ones are replaced in place or go, new ones follow (POL-41). */
export function policyStatus({ resource, entries }: PolicyStatus, ownControllers: ReadonlySet<string>): ObjectStatus {
  const shape = resource.kind === 'XBackend' ? backendShape : policyShape;
  const existing = objectsIn(resource.status, shape.list);
  const isOwn = ({ controllerName }: JsonObject) =>
    typeof controllerName === 'string' && ownControllers.has(controllerName);
  const pending = [...entries];
  const kept = existing.flatMap((entry) => {
    if (!isOwn(entry)) return entry;
    const at = pending.findIndex(({ ref }) => sameRef(ref, entry[shape.ref]));
    const [replacement] = at < 0 ? [] : pending.splice(at, 1);
    return replacement === undefined ? [] : write(replacement, shape, existing, resource.metadata.generation);
  });
  const added = pending.map((entry) => write(entry, shape, existing, resource.metadata.generation));
  const all = [...kept, ...added].slice(0, shape.limit);
  const assumed = entries.some((entry) => entry.assumed) ? ['Accepted'] : [];
  return objectStatus(resource, { [shape.list]: all }, { assumed, isOwn });
}

/** POL-42: a new entry goes on from the conditions of the first existing one about the same object, whoever wrote it. */
function write(
  { controllerName, ref, conditions }: PolicyStatusEntry,
  shape: StatusShape,
  existing: readonly JsonObject[],
  generation: number | undefined,
): JsonObject {
  const before = existing.find((entry) => sameRef(ref, entry[shape.ref]));
  const written = writeConditions(objectsIn(before, 'conditions'), conditions, generation);
  return { [shape.ref]: ref, controllerName, conditions: written };
}

function sameRef(ref: Readonly<Record<string, unknown>>, other: unknown): boolean {
  return isObject(other) && refFields.every((field) => ref[field] === other[field]);
}
