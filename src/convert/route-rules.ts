import type { BackendRef, HTTPBackendRef } from '../model/gateway-api.ts';
import type { Headers, RouteDestination } from '../model/istio.ts';
import type { Path } from '../model/resource.ts';
import type { At, BackendScope, RouteError } from './backend-scope.ts';
import { resolveBackend } from './backends.ts';
import { convertFilters } from './http-filters.ts';

/** Destinations of a rule, and what was wrong with its backendRefs. */
export interface Destinations {
  readonly route: readonly RouteDestination[];
  readonly errors: readonly RouteError[];
}

/** Converts backendRefs to destinations (RT-70, RT-80, RT-81). Those of weight 0 are not even looked at. `at` makes paths in the rule. */
export function convertBackends(scope: BackendScope, backendRefs: readonly HTTPBackendRef[], at: At): Destinations {
  const errors: RouteError[] = [];
  const route: RouteDestination[] = [];
  const isAlone = backendRefs.filter((ref) => weightOf(ref) > 0).length === 1;
  backendRefs.forEach((ref, index) => {
    if (weightOf(ref) <= 0) return;
    const ofRef: At = (...steps) => at('backendRefs', index, ...steps);
    const { destination, error } = resolveBackend(scope, ref, ofRef);
    if (error !== undefined) errors.push(error);
    const headers = convertBackendFilters(scope, ref, ofRef, errors);
    route.push({ destination, weight: isAlone ? undefined : weightOf(ref), headers });
  });
  return { route, errors };
}

/** The backendRefs of a TCPRoute or TLSRoute have no filters, so what a file that is not validated has there is nothing. */
function convertBackendFilters(
  scope: BackendScope,
  { filters = [] }: HTTPBackendRef,
  at: At,
  errors: RouteError[],
): Headers | undefined {
  const { routeKind } = scope;
  if (filters.length === 0 || routeKind === 'TCPRoute' || routeKind === 'TLSRoute') return undefined;
  const converted = convertFilters(filters, 'backendRef', scope, (...steps) => at('filters', ...steps));
  for (const error of converted.errors) errors.push(error);
  return converted.headers;
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
  for (const { severity, reason, message, path, part, target } of errors) {
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
      ...(target && { target }),
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
