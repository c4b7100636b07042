import type { BackendObjectReference, BackendRef } from '../model/gateway-api.ts';
import { routeCrds } from '../model/kinds.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** A backendRef of a route of the input, or the backendRef of a mirror. */
export interface WrittenBackendRef {
  readonly route: Resource;
  readonly ref: BackendObjectReference;
  /** Index in `spec.rules`. */
  readonly rule: number;
  /** Path from the route's root. */
  readonly path: Path;
}

/** The backendRefs of all routes that get traffic (weight above 0), and of the mirrors of their rules. */
export function* backendRefsOf(index: ResourceIndex): Generator<WrittenBackendRef> {
  for (const crd of routeCrds) {
    for (const route of index.list(crd)) {
      for (const [rule, written] of (route.spec.rules ?? []).entries()) yield* ofRule(route, rule, written);
    }
  }
}

interface WrittenRule {
  readonly backendRefs?: readonly BackendRef[];
  readonly filters?: readonly { readonly requestMirror?: { readonly backendRef?: BackendObjectReference } }[];
}

function* ofRule(
  route: Resource,
  rule: number,
  { backendRefs = [], filters = [] }: WrittenRule,
): Generator<WrittenBackendRef> {
  const path = ['spec', 'rules', rule];
  for (const [i, ref] of backendRefs.entries()) {
    if ((ref.weight ?? 1) > 0) yield { route, ref, rule, path: [...path, 'backendRefs', i] };
  }
  for (const [i, { requestMirror }] of filters.entries()) {
    if (requestMirror?.backendRef === undefined) continue;
    yield { route, ref: requestMirror.backendRef, rule, path: [...path, 'filters', i, 'requestMirror', 'backendRef'] };
  }
}
