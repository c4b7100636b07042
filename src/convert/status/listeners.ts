import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { groups } from '../../model/names.ts';
import type { Binding } from '../bindings.ts';
import type { ConditionType } from '../issue.ts';
import type { ListenerOwner } from '../listener-draft.ts';
import type { Listener } from '../listeners.ts';
import type { ConditionState, Conditions } from '../policy-conditions.ts';
import { bad, good, writeConditions } from './conditions.ts';
import { type IssueIndex, lastOf } from './issue-index.ts';

/** Number of routes attached to a listener of some name. */
export type AttachedRoutes = (namespace: string, owner: string, listener: string) => number;

/** Counts distinct routes. Parents are told apart by namespace and name alone: a Gateway and a ListenerSet of one name add up (GW-137). */
export function countAttachedRoutes(bindings: readonly Binding[]): AttachedRoutes {
  const routes = new Map<string, Set<unknown>>();
  for (const { listener, parent, denied } of bindings) {
    if (listener === undefined || denied !== undefined) continue;
    const { namespace, name } = listener.owner.metadata;
    const key = `${namespace}/${name}/${listener.name}`;
    const attached = routes.get(key) ?? new Set<unknown>();
    routes.set(key, attached.add(parent.route));
  }
  return (namespace, owner, listener) => routes.get(`${namespace}/${owner}/${listener}`)?.size ?? 0;
}

/** The entries of `status.listeners`, each on top of the existing entry at its index (GW-132, GW-133). */
export function listenerStatuses(
  owner: ListenerOwner,
  listeners: readonly Listener[],
  issues: IssueIndex,
  attachedRoutes: AttachedRoutes,
): readonly JsonObject[] {
  const existing = objectsIn(owner.status, 'listeners');
  const seen = new Set<string>();
  return listeners.flatMap((listener) => {
    const { index, name, supportedKinds } = listener;
    if (seen.has(name)) return [];
    seen.add(name);
    const { metadata } = owner;
    const conditions = listenerConditions(listener, issues);
    return {
      name,
      attachedRoutes: attachedRoutes(metadata.namespace, metadata.name, name),
      supportedKinds: supportedKinds.map((kind) => ({ group: groups.gateway, kind })),
      conditions: writeConditions(objectsIn(existing[index], 'conditions'), conditions, metadata.generation),
    };
  });
}

const fine: Readonly<Record<'Accepted' | 'Conflicted' | 'Programmed' | 'ResolvedRefs', ConditionState>> = {
  Accepted: good('Accepted', 'No errors found'),
  Conflicted: { status: 'False', reason: 'NoConflicts', message: 'No errors found' },
  Programmed: good('Programmed', 'No errors found'),
  ResolvedRefs: good('ResolvedRefs', 'No errors found'),
};

function listenerConditions({ owner, index, conflict }: Listener, issues: IssueIndex): Conditions {
  const ofListener = issues.ofListener(owner, index);
  const state = (type: keyof typeof fine & ConditionType): ConditionState => {
    const issue = lastOf(ofListener, type);
    if (issue === undefined) return fine[type];
    // Of a conflict it is bad news that it is there.
    return type === 'Conflicted' ? { ...bad(issue), status: 'True' } : bad(issue);
  };
  const common = { Accepted: state('Accepted'), Conflicted: state('Conflicted'), Programmed: state('Programmed') };
  // GW-106: nothing is said about the references of a conflicting listener, but for its route kinds.
  if (conflict !== undefined && lastOf(ofListener, 'ResolvedRefs') === undefined) return common;
  return { ...common, ResolvedRefs: state('ResolvedRefs') };
}

/** Whether some value is a non-empty JSON object: what `listeners: []` comes to is left out. */
export function nonEmpty(list: readonly JsonObject[]): readonly JsonObject[] | undefined {
  return list.some(isObject) ? list : undefined;
}
