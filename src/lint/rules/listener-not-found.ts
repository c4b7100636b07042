import type { Issue } from '../../convert/issue.ts';
import type { Listener } from '../../convert/listeners.ts';
import { groupBy } from '../../model/group-by.ts';
import { isObject } from '../../model/json.ts';
import { nearest } from '../../model/nearest.ts';
import { namespacedName } from '../../model/resource.ts';
import { createCandidateListeners } from '../candidate-listeners.ts';
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
  check(context) {
    const candidates = createCandidateListeners(context.conversion);
    const ofSets = groupBy(
      context.conversion.listeners.filter(({ ownerKind }) => ownerKind === 'ListenerSet'),
      ({ gateway }) => gateway,
    );
    const present = fromIssues(
      { condition: 'Accepted', reason: 'NoMatchingParent', message: /^(?:port|sectionName) / },
      {
        once: 'parentRef',
        help: (issue) => {
          const listeners = candidates(issue);
          const [first] = listeners;
          const attached = first?.ownerKind === 'Gateway' ? (ofSets.get(first.gateway) ?? []) : [];
          const wanted = attached.find((listener) => isWanted(issue, listener));
          return wanted === undefined ? listenersText(issue, listeners) : listenerSetText(wanted);
        },
      },
    );
    present(context);
  },
};

function parentRefOf({ subject }: Issue): Readonly<Record<string, unknown>> {
  const ref = fieldOf(subject.resource, ['spec', 'parentRefs', subject.parentRef ?? 0]);
  return isObject(ref) ? ref : {};
}

function isWanted(issue: Issue, { name, port }: Listener): boolean {
  const ref = parentRefOf(issue);
  return (ref['sectionName'] ?? name) === name && (ref['port'] ?? port) === port;
}

/** RT-12: a Gateway parent never reaches the listeners of its ListenerSets. */
function listenerSetText({ name, owner }: Listener): string {
  return `refer to ListenerSet "${namespacedName(owner.metadata)}", which has listener "${name}": a parentRef to the Gateway does not reach it`;
}

/** The listeners that there are, and the one that may have been meant. */
function listenersText(issue: Issue, listeners: readonly Listener[]): string {
  const { sectionName } = parentRefOf(issue);
  const names = listeners.map(({ name }) => name);
  const meant = typeof sectionName === 'string' && !names.includes(sectionName) ? nearest(sectionName, names) : [];
  const there = `the listeners are ${listeners.map(({ name, port }) => `${name}:${port}`).join(', ')}`;
  return meant.length > 0 ? `${didYouMean(meant)} ${there}` : there;
}
