import { formatProtoDuration, parseGoDuration } from '../model/duration.ts';
import type {
  GRPCRouteRule,
  GRPCRouteSpec,
  HTTPRouteRetry,
  HTTPRouteRule,
  HTTPRouteSpec,
  HTTPRouteTimeouts,
} from '../model/gateway-api.ts';
import type { HTTPRetry, HTTPRoute } from '../model/istio.ts';
import type { Path, Resource } from '../model/resource.ts';
import type { BackendScope, RouteError } from './backend-scope.ts';
import { convertFilters, rulePosition } from './http-filters.ts';
import { type ConvertedMatch, convertGRPCMatch, convertHTTPMatch } from './http-matches.ts';
import { convertBackends, hasWeight, reportErrors, reportRuleSilently } from './route-rules.ts';

/** An entry of `VirtualService.spec.http`, with the rule and match that it comes from. */
export interface HTTPEntry {
  readonly spec: HTTPRoute;
  readonly route: Resource;
  readonly rule: number;
  /** Index of the match in the rule; undefined for a rule without matches. */
  readonly match?: number;
  /** What is wrong with backends of the entry that are emitted all the same. */
  readonly errors: readonly RouteError[];
}

/** Everything but the match of an entry. */
interface RuleActions {
  readonly spec: HTTPRoute;
  readonly errors: readonly RouteError[];
}

/** Converts the rules of an HTTPRoute; empty after a hard error, which discards them all (RT-110). */
export function convertHTTPRoute(scope: BackendScope, { spec }: Resource<HTTPRouteSpec>): readonly HTTPEntry[] {
  return convertRules(spec.rules ?? [], (rule, index) =>
    convertEntries(
      scope,
      rule,
      index,
      (rule.matches ?? []).map((match) => (path) => convertHTTPMatch(match, path)),
      () => {
        reportTimeouts(scope, index, rule);
        return { retries: convertRetry(rule), timeout: convertTimeout(rule) };
      },
    ),
  );
}

/** Converts the rules of a GRPCRoute; empty after a hard error. */
export function convertGRPCRoute(scope: BackendScope, { spec }: Resource<GRPCRouteSpec>): readonly HTTPEntry[] {
  return convertRules(spec.rules ?? [], (rule, index) =>
    convertEntries(
      scope,
      rule,
      index,
      (rule.matches ?? []).map((match) => (path) => convertGRPCMatch(match, path)),
      () => ({}),
    ),
  );
}

function convertRules<Rule>(
  rules: readonly Rule[],
  convert: (rule: Rule, index: number) => readonly HTTPEntry[],
): readonly HTTPEntry[] {
  const entries = rules.flatMap(convert);
  return entries.some(({ errors }) => errors.some(({ severity }) => severity === 'hard')) ? [] : entries;
}

type MatchConverter = (path: Path) => ConvertedMatch;

/** One entry for each match of a rule (RT-57). Errors are recorded in the order in which istiod meets them. */
function convertEntries(
  scope: BackendScope,
  rule: HTTPRouteRule | GRPCRouteRule,
  index: number,
  matches: readonly MatchConverter[],
  extra: () => Partial<HTTPRoute>,
): readonly HTTPEntry[] {
  const { route } = scope;
  const path = ['spec', 'rules', index];
  const [first, ...others] = matches.map((convert, i) => convert([...path, 'matches', i]));
  reportErrors(scope, index, first?.errors ?? []);
  const { spec, errors } = convertActions(scope, rule, index, extra);
  for (const match of others) reportErrors(scope, index, match.errors);
  if (first === undefined) return [{ spec, route, rule: index, errors }];
  return [first, ...others].map((converted, match) => ({
    spec: { ...spec, match: [converted.match] },
    route,
    rule: index,
    match,
    errors: converted.errors.length === 0 ? errors : [...converted.errors, ...errors],
  }));
}

function convertActions(
  scope: BackendScope,
  rule: HTTPRouteRule | GRPCRouteRule,
  index: number,
  extra: () => Partial<HTTPRoute>,
): RuleActions {
  const { metadata } = scope.route;
  const path = ['spec', 'rules', index];
  const name = rule.name ?? `${metadata.namespace}.${metadata.name}.${index}`;
  const filters = convertFilters(rule.filters ?? [], rulePosition(scope.routeKind), scope, [...path, 'filters']);
  const { retries, timeout } = extra();
  const answered = hasWeight(rule.backendRefs);
  const { route, errors: backendErrors } = convertBackends(scope, rule.backendRefs ?? [], path);
  const errors = [...filters.errors, ...backendErrors, ...filters.mirrorErrors];
  reportErrors(scope, index, errors);
  const failing = !answered && filters.redirect === undefined;
  if (failing) {
    const message = 'rule has no backend with a positive weight; every request gets 500';
    reportRuleSilently(scope, index, 'no-backends', message, rule.backendRefs === undefined ? [] : ['backendRefs']);
  }
  const spec = {
    name: name || undefined,
    headers: filters.headers,
    redirect: filters.redirect,
    rewrite: filters.rewrite,
    mirrors: filters.mirrors,
    corsPolicy: filters.corsPolicy,
    retries,
    timeout,
    route: answered ? route : undefined,
    directResponse: failing ? { status: 500 } : undefined,
  };
  return { spec, errors };
}

const retryConditions = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];
const defaultAttempts = 2;

/** RT-97, and the part of RT-98 that concerns retries. */
function convertRetry({ retry, timeouts }: HTTPRouteRule): HTTPRetry | undefined {
  if (retry === undefined) return undefined;
  const attempts = retry.attempts ?? defaultAttempts;
  return {
    // Without attempts there is nothing to retry on.
    ...(attempts !== 0 && { attempts, retryOn: [...retryConditions, ...(retry.codes ?? [])].join(',') }),
    backoff: convertBackoff(retry),
    perTryTimeout: nonZeroDuration(timeouts?.backendRequest),
  };
}

function convertBackoff({ backoff }: HTTPRouteRetry): string | undefined {
  return backoff === undefined ? undefined : formatProtoDuration(parseGoDuration(backoff) ?? 0n);
}

/** RT-98: without `retry` the timeout of a backend request becomes the timeout of the whole request. */
function convertTimeout({ retry, timeouts }: HTTPRouteRule): string | undefined {
  const request = nonZeroDuration(timeouts?.request);
  return retry === undefined ? (nonZeroDuration(timeouts?.backendRequest) ?? request) : request;
}

function nonZeroDuration(text: string | undefined): string | undefined {
  const duration = text === undefined ? undefined : parseGoDuration(text);
  return duration ? formatProtoDuration(duration) : undefined;
}

function reportTimeouts(scope: BackendScope, index: number, { retry, timeouts = {} }: HTTPRouteRule): void {
  const { request, backendRequest }: HTTPRouteTimeouts = timeouts;
  if (retry !== undefined || request === undefined || backendRequest === undefined) return;
  const effective = parseGoDuration(backendRequest);
  if (!effective || effective === parseGoDuration(request)) return;
  const message = `without "retry", backendRequest "${backendRequest}" replaces request "${request}" as the timeout`;
  reportRuleSilently(scope, index, 'timeout-overwritten', message, ['timeouts', 'request']);
}
