import type { HTTPRetry } from '../../model/istio.ts';
import { messages } from './messages.ts';
import type { RuleScope } from './rule-scope.ts';

/** Status codes that have a text in Go, as first and last of each range: the webhook takes no others (AF-59a). */
const registered = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
] as const;

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
    const code = Number(condition);
    if (registered.some(([first, last]) => first <= code && code <= last)) return true;
    rule.say(messages.retryCode({ vs: rule.vs, rule: rule.rule, code: condition }), ['retry', 'codes']);
    return false;
  };
  return retryOn.split(',').filter(isAccepted).join(',');
}
