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
import type { Resource } from '../model/resource.ts';
import type { At, BackendScope, RouteError } from './backend-scope.ts';
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
  /** Its redirect takes the matched prefix away, which `spec` cannot say. */
  readonly stripsPrefix?: true;
}

/** Everything but the match of an entry. */
type RuleActions = Pick<HTTPEntry, 'errors' | 'spec' | 'stripsPrefix'>;

/** Converts the rules of an HTTPRoute; empty after a hard error, which discards them all (RT-110). */
export function convertHTTPRoute(scope: BackendScope, { spec }: Resource<HTTPRouteSpec>): readonly HTTPEntry[] {
  return convertRules(spec.rules ?? [], (rule, index) => {
    const limits = () => {
      reportTimeouts(scope, index, rule);
      return { retries: convertRetry(rule), timeout: convertTimeout(rule) };
    };
    return convertEntries(scope, rule, index, rule.matches ?? [], convertHTTPMatch, limits);
  });
}

/** Converts the rules of a GRPCRoute; empty after a hard error. */
export function convertGRPCRoute(scope: BackendScope, { spec }: Resource<GRPCRouteSpec>): readonly HTTPEntry[] {
  return convertRules(spec.rules ?? [], (rule, index) =>
    convertEntries(scope, rule, index, rule.matches ?? [], convertGRPCMatch, () => ({})),
  );
}

function convertRules<Rule>(
  rules: readonly Rule[],
  convert: (rule: Rule, index: number) => readonly HTTPEntry[],
): readonly HTTPEntry[] {
  const entries = rules.flatMap(convert);
  return entries.some(({ errors }) => errors.some(({ severity }) => severity === 'hard')) ? [] : entries;
}

/** What a rule of an HTTPRoute says about time and repetition. */
type Limits = Pick<HTTPRoute, 'retries' | 'timeout'>;

/** One entry for each match of a rule (RT-57). Errors are recorded in the order in which istiod meets them. */
function convertEntries<Match>(
  scope: BackendScope,
  rule: HTTPRouteRule | GRPCRouteRule,
  index: number,
  matches: readonly Match[],
  convertMatch: (match: Match, at: At) => ConvertedMatch,
  limits: () => Limits,
): readonly HTTPEntry[] {
  const { route } = scope;
  const converted = matches.map((match, i) =>
    convertMatch(match, (...steps) => ['spec', 'rules', index, 'matches', i, ...steps]),
  );
  const [first] = converted;
  reportErrors(scope, index, first?.errors ?? []);
  const { spec, errors, ...more } = convertActions(scope, rule, index, limits);
  if (first === undefined) return [{ spec, route, rule: index, errors, ...more }];
  return converted.map((own, match) => {
    if (match > 0) reportErrors(scope, index, own.errors);
    const all = own.errors.length === 0 ? errors : [...own.errors, ...errors];
    return { spec: { ...spec, match: [own.match] }, route, rule: index, match, errors: all, ...more };
  });
}

function convertActions(
  scope: BackendScope,
  rule: HTTPRouteRule | GRPCRouteRule,
  index: number,
  limits: () => Limits,
): RuleActions {
  const { metadata } = scope.route;
  const at: At = (...steps) => ['spec', 'rules', index, ...steps];
  const name = rule.name ?? `${metadata.namespace}.${metadata.name}.${index}`;
  const filters = convertFilters(rule.filters ?? [], rulePosition(scope.routeKind), scope, (...steps) =>
    at('filters', ...steps),
  );
  const { retries, timeout } = limits();
  const answered = hasWeight(rule.backendRefs);
  const { route, errors: backendErrors } = convertBackends(scope, rule.backendRefs ?? [], at);
  const errors = [...filters.errors, ...backendErrors, ...filters.mirrorErrors];
  reportErrors(scope, index, errors);
  const failing = !answered && filters.redirect === undefined;
  if (failing) {
    const message = 'rule has no backend with a positive weight; every request gets 500';
    reportRuleSilently(scope, index, 'no-backends', message, rule.backendRefs === undefined ? [] : ['backendRefs']);
  }
  const spec = {
    name: name || undefined,
    // Filled in for each match: adding a key to a copy takes several times as long.
    match: undefined,
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
  return { spec, errors, ...(filters.stripsPrefix && { stripsPrefix: true }) };
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
