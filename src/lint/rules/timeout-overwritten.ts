import type { Issue } from '../../convert/issue.ts';
import { parseGoDuration } from '../../model/duration.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const timeoutOverwritten: Rule = {
  code: 'GWX0611',
  name: 'timeout-overwritten',
  severity: 'warning',
  description: 'without retry, timeouts.backendRequest takes the place of timeouts.request',
  rationale:
    'Istio has one timeout for a request, and one for each try. Without retry there is one try, and istiod makes backendRequest the timeout of the whole request, so that what request says is lost.',
  remedy: 'set one of the two, or add retry',
  examples: {
    bad: 'timeouts: {request: 10s, backendRequest: 2s}',
    good: 'timeouts: {request: 10s, backendRequest: 2s}\nretry: {attempts: 2}',
  },
  equivalents: { feature: ['HTTPRouteBackendTimeout', 'HTTPRouteRequestTimeout'] },
  check: fromIssues(
    { condition: 'silent', reason: 'timeout-overwritten', where: (issue) => !isRefused(issue) },
    { help: 'remove one of the two timeouts, or add "retry"' },
  ),
};

/** The API server does not take a backendRequest that is longer than the request (GWX0202); one without limit may be. */
function isRefused({ place }: Issue): boolean {
  const durationOf = (name: string) => {
    const text = fieldOf(place.resource, [...place.path.slice(0, -1), name]);
    return (typeof text === 'string' && parseGoDuration(text)) || 0n;
  };
  const request = durationOf('request');
  return request !== 0n && durationOf('backendRequest') > request;
}
