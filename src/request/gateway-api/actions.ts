import { formatProtoDuration, parseGoDuration } from '../../model/duration.ts';
import type { HTTPRouteRetry } from '../../model/gateway-api.ts';
import type { Choice, CorsAnswer, HeaderChanges, Outcome, RequestAtBackend, Retries } from '../request.ts';
import { hasShares, isUsable, shareOut } from './backends.ts';
import { type Filtered, type FilterScope, runBackendFilters, runFilters } from './filters.ts';
import { atBackend } from './forwarding.ts';
import type { Rule } from './precedence.ts';
import type { Trail } from './trail.ts';

const unusable = 500;
const grpcUnavailable = 14;
const defaultAttempts = 2;

/** Carries out the rule that got a request: its filters, then its backendRefs (section 2.5). */
export function carryOut(scope: FilterScope): Outcome {
  const filtered = runFilters(scope);
  if ('answer' in filtered) return filtered.answer;
  const { contender } = scope;
  const { rule, ruleIndex } = contender;
  const choices = shareOut(scope, rule.backendRefs, ruleIndex, unusable);
  if (!hasShares(choices)) {
    scope.trail.step('GA-48', 'the rule has no backendRef with a weight', contender.place);
    return failure('no-backends', scope, filtered.cors);
  }
  if (!isUsable(choices)) return failure('invalid-backends', scope, filtered.cors);
  return forward(choices, filtered, scope);
}

/** The answer in place of a backend; a gRPC call gets UNAVAILABLE. */
function failure(
  cause: 'no-backends' | 'invalid-backends' | 'filter-error',
  { message, attached }: FilterScope,
  cors: CorsAnswer | undefined,
): Outcome {
  const isCall = message.request.grpc && attached.kind === 'GRPCRoute';
  const common = { kind: 'direct', status: unusable, cause, ...(cors && { cors }) } as const;
  return isCall ? { ...common, grpcStatus: grpcUnavailable } : common;
}

function forward(choices: readonly Choice[], filtered: Filtered, scope: FilterScope): Outcome {
  const { rule, ruleIndex } = scope.contender;
  const sent: Choice[] = [];
  const requests: RequestAtBackend[] = [];
  const responses: HeaderChanges[] = [];
  for (const [i, choice] of choices.entries()) {
    const filters = rule.backendRefs?.[i]?.filters ?? [];
    const path = ['spec', 'rules', ruleIndex, 'backendRefs', i, 'filters'];
    const verdict = runBackendFilters(filters, filtered.forwarding, scope, path);
    // What the API leaves open for one share leaves the whole answer open.
    if ('answer' in verdict && verdict.answer.kind === 'undefined' && choice.probability > 0) return verdict.answer;
    const { forwarding } = 'answer' in verdict ? filtered : verdict;
    sent.push('answer' in verdict ? { ...choice, status: 'invalid', response: unusable } : choice);
    requests.push(atBackend(forwarding));
    responses.push(forwarding.response);
  }
  if (!isUsable(sent)) return failure('filter-error', scope, filtered.cors);
  const { mirrors, cors } = filtered;
  return {
    kind: 'backends',
    choices: sent,
    requests: onceIfEqual(requests),
    responses: onceIfEqual(responses),
    mirrors,
    ...limits(rule, scope.trail),
    ...(cors && { cors }),
  };
}

/** One entry for all backends where they see the same. */
function onceIfEqual<T>(entries: readonly T[]): readonly T[] {
  return new Set(entries.map((entry) => JSON.stringify(entry))).size === 1 ? entries.slice(0, 1) : entries;
}

/** Timeouts and retries (GA-47); a zero timeout is none. */
function limits(
  { timeouts = {}, retry }: Rule,
  trail: Trail,
): Pick<Extract<Outcome, { kind: 'backends' }>, 'timeout' | 'perTryTimeout' | 'retries'> {
  const timeout = nonZero(timeouts.request);
  const perTryTimeout = nonZero(timeouts.backendRequest);
  const retries = retry && readRetry(retry, trail);
  return {
    ...(timeout !== undefined && { timeout }),
    ...(perTryTimeout !== undefined && { perTryTimeout }),
    ...(retries && { retries }),
  };
}

function nonZero(text: string | undefined): string | undefined {
  const duration = text === undefined ? undefined : parseGoDuration(text);
  return duration ? formatProtoDuration(duration) : undefined;
}

function readRetry({ attempts, codes = [], backoff }: HTTPRouteRetry, trail: Trail): Retries | undefined {
  if (attempts === 0) return undefined;
  if (attempts === undefined) trail.note(`retry names no attempts; Istio's default of ${defaultAttempts} is taken`);
  const pause = nonZero(backoff);
  const on = ['connect-failure', ...codes.map(String)];
  return { attempts: attempts ?? defaultAttempts, on, ...(pause !== undefined && { backoff: pause }) };
}
