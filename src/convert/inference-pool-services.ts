import type { HTTPRouteSpec } from '../model/gateway-api.ts';
import { groups } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';

/** The InferencePools that istiod makes a Service for. */
export interface InferencePools {
  hasService(namespace: string, name: string): boolean;
}

/** A route whose HTTP rules may name pools. */
export interface PoolUser {
  readonly route: Resource<HTTPRouteSpec>;
  readonly bindings: readonly unknown[];
}

/**
 * istiod makes the Service of a pool once the status of some HTTPRoute that names it has a parent (POL-66, POL-70).
 * Every binding, accepted or not, puts one there; in a single pass no status is known yet,
 * and an istiod that writes no statuses never makes one.
 */
export function createInferencePools(
  { singlePass, settings }: ConvertContext,
  httpRoutes: readonly PoolUser[],
): InferencePools {
  const bound = new Set<string>();
  const written = singlePass || !settings.EnableGatewayAPIStatus ? [] : httpRoutes;
  for (const { route, bindings } of written) {
    if (bindings.length > 0) for (const pool of poolsOf(route)) bound.add(pool);
  }
  return { hasService: (namespace, name) => bound.has(`${namespace}/${name}`) };
}

/** The pools that the rules of an HTTPRoute name, as `namespace/name`. Mirrors do not count. */
export function poolsOf({ metadata, spec }: Resource<HTTPRouteSpec>): readonly string[] {
  return (spec.rules ?? [])
    .flatMap(({ backendRefs }) => backendRefs ?? [])
    .filter(({ group, kind }) => group === groups.inference && kind === 'InferencePool')
    .map(({ name = '', namespace = metadata.namespace }) => `${namespace}/${name}`);
}
