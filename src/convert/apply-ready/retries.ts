import { isRegisteredStatus } from '../../istio-validation/http-statuses.ts';
import type { HTTPRetry } from '../../model/istio.ts';
import { messages } from './messages.ts';
import type { RuleScope } from './rule-scope.ts';

/** Retries that the webhook takes. An empty object is one too: it switches retries off. */
export function applyReadyRetries(rule: RuleScope, retries: HTTPRetry | undefined): HTTPRetry | undefined {
  if (retries === undefined) return undefined;
  const { attempts, perTryTimeout, retryOn, backoff } = retries;
  const kept = backoff !== undefined && backoff !== '0s' && rule.allows('retryBackoff', 'retries.backoff');
  const wait = kept ? { backoff } : {};
  if (!attempts) return wait;
  return { attempts, perTryTimeout, retryOn: retryOn && acceptedConditions(rule, retryOn), ...wait };
}

function acceptedConditions(rule: RuleScope, retryOn: string): string {
  const isAccepted = (condition: string) => {
    if (!/^\d+$/.test(condition)) return true;
    if (isRegisteredStatus(Number(condition))) return true;
    rule.say(messages.retryCode({ vs: rule.vs, rule: rule.rule, code: condition }), ['retry', 'codes']);
    return false;
  };
  return retryOn.split(',').filter(isAccepted).join(',');
}
