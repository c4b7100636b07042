import type { Issue } from '../../convert/issue.ts';
import { isObject } from '../../model/json.ts';
import { nearest } from '../../model/nearest.ts';
import { fromIssues } from '../from-issues.ts';
import { didYouMean } from '../nearest-objects.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const listenerNotFound: Rule = {
  code: 'GWX0304',
  name: 'listener-not-found',
  severity: 'error',
  description: 'a parentRef names a listener or port that its parent does not have',
  rationale: 'The route is bound to nothing there: istiod sets Accepted to False with reason NoMatchingParent.',
  remedy: 'name a listener of the parent in sectionName, and its port in port, or leave both out',
  examples: {
    bad: 'parentRefs: [{name: web, sectionName: htps}]',
    good: 'parentRefs: [{name: web, sectionName: https}]',
  },
  equivalents: { feature: ['HTTPRouteParentRefPort'] },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NoMatchingParent', message: /^(?:port|sectionName) / },
    { once: 'parentRef', help: listenersText },
  ),
};

/** The listeners that there are, and the one that may have been meant. */
function listenersText({ message, related = [] }: Issue): string {
  const listeners = related.flatMap(({ place }) => ('resource' in place ? fieldOf(place.resource, place.path) : []));
  const named = listeners.filter(isObject).map(({ name, port }) => ({ name: String(name), port: String(port) }));
  const [, wanted] = /^sectionName "(.*)"/.exec(message) ?? [];
  const meant =
    wanted === undefined
      ? []
      : nearest(
          wanted,
          named.map(({ name }) => name),
        );
  const there = `the listeners are ${named.map(({ name, port }) => `${name}:${port}`).join(', ')}`;
  return meant.length > 0 ? `${didYouMean(meant)} ${there}` : there;
}
