import type { Issue } from '../convert/issue.ts';
import type { Listener } from '../convert/listeners.ts';
import type { ConversionResult } from '../convert/result.ts';
import { groupBy } from '../model/group-by.ts';
import type { Resource } from '../model/resource.ts';

/** The listeners that a parentRef could be bound to, as far as it goes by the parent alone; or those of them that refuse it by a field. */
export type CandidateListeners = (issue: Issue, refusedBy?: 'hostname' | 'namespaces') => readonly Listener[];

/** Finds the listeners of the parent of an issue about a parentRef, in the order in which conversion looks at them. */
export function createCandidateListeners({ bindings }: ConversionResult): CandidateListeners {
  const byRoute = groupBy(bindings, ({ parent }): Resource => parent.route);
  return ({ subject }, refusedBy) =>
    (byRoute.get(subject.resource) ?? []).flatMap(({ parent, listener, denied }) => {
      const isMeant = refusedBy === undefined || denied?.decidedBy?.at(-1) === refusedBy;
      return isMeant && parent.index === subject.parentRef && listener !== undefined ? listener : [];
    });
}
