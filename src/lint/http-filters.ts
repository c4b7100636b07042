import type { HTTPRouteRule, HTTPRouteSpec, RouteFilter } from '../model/gateway-api.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** A filter of a rule of an HTTPRoute. */
export interface WrittenFilter {
  readonly route: Resource<HTTPRouteSpec>;
  readonly rule: HTTPRouteRule;
  readonly filter: RouteFilter;
  /** Path from the route's root. */
  readonly path: Path;
}

/** The filters of the rules of all HTTPRoutes; those of backendRefs are not among them. */
export function* httpFiltersOf(index: ResourceIndex): Generator<WrittenFilter> {
  for (const route of index.list('httproutes.gateway.networking.k8s.io')) {
    for (const [i, rule] of (route.spec.rules ?? []).entries()) {
      for (const [j, filter] of (rule.filters ?? []).entries()) {
        yield { route, rule, filter, path: ['spec', 'rules', i, 'filters', j] };
      }
    }
  }
}
