import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../model/json.ts';
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
}

/** Completes a computed status; times are left out. */
export function objectStatus(resource: Resource, status: JsonObject, assumed: readonly string[] = []): ObjectStatus {
  const timeless = withoutTimes(status);
  const written = typeof timeless === 'object' && timeless !== null ? { ...timeless } : {};
  const changed = !isDeepStrictEqual(written, withoutTimes(resource.status));
  return { resource, apiVersion: watchedVersion(resource), status: written, changed, assumed };
}

function watchedVersion({ apiVersion, kind }: Resource): string {
  const crd = crdOf(apiVersion, kind);
  if (crd === undefined) return apiVersion;
  const { group, versions } = kinds[crd];
  return `${group}/${versions[0]}`;
}
