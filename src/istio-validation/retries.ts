import { goQuote } from '../model/go-quote.ts';
import type { HTTPRetry } from '../model/istio-fields/virtual-service.ts';
import { checkDuration } from './durations.ts';
import { type Field, get, hasText, isNull, numberOf, textOf } from './field.ts';
import { isRegisteredStatus } from './http-statuses.ts';
import type { Validation } from './validation.ts';

/** The named conditions of `retryOn`; beside them it can hold codes of statuses. */
const policies: ReadonlySet<string> = new Set([
  '5xx',
  'cancelled',
  'connect-failure',
  'deadline-exceeded',
  'envoy-ratelimited',
  'gateway-error',
  'http3-post-connect-failure',
  'internal',
  'refused-stream',
  'reset',
  'reset-before-request',
  'resource-exhausted',
  'retriable-4xx',
  'retriable-headers',
  'retriable-status-codes',
  'unavailable',
]);

/** `retries` of an entry of `http` (AP-86). Without attempts they switch retries off, and nothing else can be said. */
export function checkRetries(validation: Validation, retries: Field<HTTPRetry>): void {
  const { error } = validation;
  const attemptsField = get(retries, 'attempts');
  const attempts = numberOf(attemptsField);
  const retryOn = get(retries, 'retryOn');
  if (attempts !== undefined && attempts < 0) error('AP-86', attemptsField, 'attempts cannot be negative');
  const timed = !isNull(get(retries, 'perTryTimeout')) || !isNull(get(retries, 'retryRemoteLocalities'));
  if (attempts === 0 && (timed || hasText(retryOn))) {
    error('AP-86', retries, 'http retry policy configured when attempts are set to 0 (disabled)');
  }
  checkDuration(validation, get(retries, 'perTryTimeout'));
  checkDuration(validation, get(retries, 'backoff'));
  const conditions = textOf(retryOn) || undefined;
  for (const policy of conditions?.split(',') ?? []) {
    if (policies.has(policy) || isRegisteredStatus(/^\+?\d+$/.test(policy) ? Number(policy) : 0)) continue;
    error('AP-86', retryOn, `${goQuote(policy)} is not a valid retryOn policy`);
  }
}
