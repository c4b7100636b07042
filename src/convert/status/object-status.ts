import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { crdOf, kinds } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import { withoutTimes } from './conditions.ts';

/** The status that istiod would write to an object. */
export interface ObjectStatus {
  readonly resource: Resource;
  /** The version in which istiod watches the kind. */
  readonly apiVersion: string;
  readonly status: JsonObject;
  /** Whether it differs from the status in the input; istiod writes no other. */
  readonly changed: boolean;
  /** Types of conditions of the object itself that rest on something that is only assumed. */
  readonly assumed: readonly string[];
  /** The entries of `parents` or `ancestors` that istiod writes. It keeps those of other controllers as they are. */
  readonly own: readonly JsonObject[];
}

/** What is known about a status besides its content. */
interface Basis {
  readonly assumed?: readonly string[];
  /** Whether istiod writes an entry of `parents` or `ancestors`. Default: it writes all. */
  readonly isOwn?: (entry: JsonObject) => boolean;
}

/** Completes a computed status; times are left out. */
export function objectStatus(
  resource: Resource,
  status: JsonObject,
  { assumed = [], isOwn = () => true }: Basis = {},
): ObjectStatus {
  const written = objectWithoutTimes(status);
  const changed = !isDeepStrictEqual(written, withoutTimes(resource.status));
  const entries = [...objectsIn(status, 'parents'), ...objectsIn(status, 'ancestors')];
  const own = entries.filter(isOwn).map(objectWithoutTimes);
  return { resource, apiVersion: watchedVersion(resource), status: written, changed, assumed, own };
}

function objectWithoutTimes(object: JsonObject): JsonObject {
  const timeless = withoutTimes(object);
  return isObject(timeless) ? timeless : {};
}

function watchedVersion({ apiVersion, kind }: Resource): string {
  const crd = crdOf(apiVersion, kind);
  if (crd === undefined) return apiVersion;
  const { group, versions } = kinds[crd];
  return `${group}/${versions[0]}`;
}
