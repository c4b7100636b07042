import type { BackendRef, HTTPBackendRef } from '../model/gateway-api.ts';
import type { RouteDestination } from '../model/istio.ts';
import type { Path } from '../model/resource.ts';
import type { BackendScope, RouteError } from './backend-scope.ts';
import { resolveBackend } from './backends.ts';
import { convertFilters, type FilterResult } from './http-filters.ts';

/** Destinations of a rule, and what was wrong with its backendRefs. */
export interface Destinations {
  readonly route: readonly RouteDestination[];
  readonly errors: readonly RouteError[];
}

/** Converts backendRefs to destinations (RT-70, RT-80, RT-81). Those of weight 0 are not even looked at. `path` leads to the rule. */
export function convertBackends(scope: BackendScope, backendRefs: readonly HTTPBackendRef[], path: Path): Destinations {
  const errors: RouteError[] = [];
  const positive = backendRefs.map((ref, index) => ({ ref, index })).filter(({ ref }) => weightOf(ref) > 0);
  const route = positive.map(({ ref, index }): RouteDestination => {
    const refPath = [...path, 'backendRefs', index];
    const { destination, error } = resolveBackend(scope, ref, refPath);
    if (error !== undefined) errors.push(error);
    const filters = convertBackendFilters(scope, ref, [...refPath, 'filters']);
    errors.push(...filters.errors);
    return { destination, weight: positive.length === 1 ? undefined : weightOf(ref), headers: filters.headers };
  });
  return { route, errors };
}

/** The backendRefs of a TCPRoute or TLSRoute have no filters, so what a file that is not validated has there is nothing. */
function convertBackendFilters(scope: BackendScope, { filters = [] }: HTTPBackendRef, path: Path): FilterResult {
  const { routeKind } = scope;
  const read = routeKind === 'HTTPRoute' || routeKind === 'GRPCRoute';
  return convertFilters(read ? filters : [], 'backendRef', scope, path);
}

function weightOf({ weight = 1 }: BackendRef): number {
  return weight;
}

/** Whether any backend of a rule gets traffic. */
export function hasWeight(backendRefs: readonly BackendRef[] | undefined): boolean {
  return (backendRefs ?? []).some((ref) => weightOf(ref) > 0);
}

/** Records everything that is wrong with a rule; which of it reaches the status is the status's affair (LN-2). */
export function reportErrors(
  { context, route, flavour }: BackendScope,
  rule: number,
  errors: readonly RouteError[],
): void {
  const subject = { resource: route, rule };
  for (const { severity, reason, message, path, part } of errors) {
    const place = { resource: route, path };
    context.report({
      subject,
      condition: 'ResolvedRefs',
      reason,
      message,
      place,
      severity,
      flavour,
      ...(part && { part }),
    });
  }
}

/** Records something about a rule that istiod writes nowhere. `path` leads on from the rule. */
export function reportRuleSilently(
  { context, route, flavour }: BackendScope,
  rule: number,
  reason: string,
  message: string,
  path: Path,
): void {
  const place = { resource: route, path: ['spec', 'rules', rule, ...path] };
  context.report({ subject: { resource: route, rule }, reason, message, place, severity: 'silent', flavour });
}
