import { formatProtoDuration, parseGoDuration } from '../../model/duration.ts';
import type { HTTPRouteRetry } from '../../model/gateway-api.ts';
import type { Choice, CorsAnswer, Outcome, Retries } from '../request.ts';
import type { Trail } from '../trail.ts';
import { hasShares, isUsable, shareOut } from './backends.ts';
import { type Filtered, type FilterScope, runBackendFilters, runFilters } from './filters.ts';
import { atBackend, type Forwarding } from './forwarding.ts';
import type { Rule } from './precedence.ts';

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
  cause: 'no-backends' | 'invalid-backends',
  { message, attached }: FilterScope,
  cors: CorsAnswer | undefined,
): Outcome {
  const isCall = message.request.grpc && attached.kind === 'GRPCRoute';
  const common = { kind: 'direct', status: unusable, cause, ...(cors && { cors }) } as const;
  return isCall ? { ...common, grpcStatus: grpcUnavailable } : common;
}

function forward(choices: readonly Choice[], filtered: Filtered, scope: FilterScope): Outcome {
  const shares = choices.map((choice, i) => runShare(choice, i, filtered, scope));
  const effective = shares.filter(({ choice }) => choice.probability > 0);
  const answers = effective.map(({ answer }) => answer);
  // What the API leaves open for one share leaves the whole answer open.
  const open = answers.find((answer) => answer?.kind === 'undefined');
  const [same, ...different] = onceIfEqual(answers);
  if (open !== undefined) return open;
  if (same !== undefined && different.length === 0) return same;
  const sent = shares.map(({ choice }) => choice);
  const { mirrors, cors } = filtered;
  if (!isUsable(sent)) return failure('invalid-backends', scope, cors);
  return {
    kind: 'backends',
    choices: sent,
    requests: onceIfEqual(shares.map(({ forwarding }) => atBackend(forwarding))),
    responses: onceIfEqual(shares.map(({ forwarding }) => forwarding.response)),
    mirrors,
    ...limits(scope.contender.rule, scope.trail),
    ...(cors && { cors }),
  };
}

/** A share after the filters of its backendRef. */
interface Share {
  readonly choice: Choice;
  readonly forwarding: Forwarding;
  /** What the filters answer in place of the backend. */
  readonly answer?: Outcome;
}

function runShare(choice: Choice, index: number, { forwarding }: Filtered, scope: FilterScope): Share {
  const { rule, ruleIndex } = scope.contender;
  const filters = rule.backendRefs?.[index]?.filters ?? [];
  const path = ['spec', 'rules', ruleIndex, 'backendRefs', index, 'filters'];
  const verdict = runBackendFilters(filters, forwarding, scope, path);
  if (!('answer' in verdict)) return { choice, forwarding: verdict.forwarding };
  const { answer } = verdict;
  if (answer.kind !== 'redirect') {
    return { choice: { ...choice, status: 'invalid', response: unusable }, forwarding, answer };
  }
  return { choice: { ...choice, response: answer.status }, forwarding, answer };
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
