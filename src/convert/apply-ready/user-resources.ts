import { isObject, type JsonObject } from '../../model/json.ts';
import type { CrdName } from '../../model/kinds.ts';
import { labels, managedByGwx, serviceHost } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import type { ConversionResult } from '../result.ts';

/** An Istio object that a user wrote, with the fields of its spec unread. */
export interface UserResource {
  readonly resource: Resource;
  readonly spec: JsonObject;
}

/** The Istio objects of a kind in the input that gwx did not write itself. */
export function userResources({ seen }: ConversionResult, crd: CrdName): readonly UserResource[] {
  return seen.list(crd).flatMap((resource) => {
    const { spec, metadata } = resource;
    const isOwn = metadata.labels?.[labels.managedBy] === managedByGwx;
    return isOwn || !isObject(spec) ? [] : { resource, spec };
  });
}

/** The texts of a list in an object. */
export function textsIn(object: JsonObject, field: string): readonly string[] {
  const list = object[field];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** A host as istiod reads it in an object of a user: a short name is a Service of the object's own namespace. */
export function fullHost(host: string, namespace: string, { settings }: ConversionResult): string {
  return host.includes('.') || host === '*' ? host : serviceHost(host, namespace, settings.domainSuffix);
}
