import type { HTTPRetry } from '../../model/istio.ts';
import type { Retries } from '../request.ts';

/** The mesh's own policy, for entries that say nothing (E-38). */
const defaultAttempts = 2;
const defaultConditions = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

/** What an entry says about repetition. */
export interface RetryDecision {
  readonly retries?: Retries;
  readonly perTryTimeout?: string;
}

/** E-38: no policy is the mesh's, and one without attempts is none. */
export function decideRetries(policy: HTTPRetry | undefined): RetryDecision {
  if (policy === undefined) return { retries: { attempts: defaultAttempts, on: defaultConditions } };
  const { attempts = 0, retryOn, perTryTimeout, backoff } = policy;
  if (attempts <= 0) return {};
  const on = retryOn === undefined ? defaultConditions : retryOn.split(',');
  return {
    retries: { attempts, on, ...(backoff !== undefined && { backoff }) },
    ...(perTryTimeout !== undefined && { perTryTimeout }),
  };
}
