import { groupBy } from '../../model/group-by.ts';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { groups } from '../../model/names.ts';
import { compareBytes } from '../../model/order.ts';
import { type Binding, closestDenials, type Parent, type Route } from '../bindings.ts';
import type { Issue } from '../issue.ts';
import type { ConditionState, Conditions } from '../policy-conditions.ts';
import type { ConversionResult } from '../result.ts';
import { bad, good, writeConditions } from './conditions.ts';
import type { IssueIndex } from './issue-index.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';

/** The status of one route (chapter 20, section 11). */
export function routeStatus(
  { settings }: ConversionResult,
  issues: IssueIndex,
  route: Route,
  bindings: readonly Binding[],
): ObjectStatus {
  const controllerName = settings.ManagedGatewayController;
  const isOwn = (entry: JsonObject) => entry['controllerName'] === controllerName;
  const byParent = groupByParent(bindings);
  const ofRoute = issues.of(route);
  const existing = objectsIn(route.status, 'parents');
  const compute = (ofParent: readonly [Binding, ...Binding[]], conditions: readonly JsonObject[]): JsonObject => {
    const [{ parent, flavour }] = ofParent;
    const computed: Conditions = {
      Accepted: accepted(ofParent),
      ResolvedRefs: resolvedRefs(ofRoute.filter((issue) => issue.flavour === flavour)),
      ...(settings.EnableAmbient && { ResolvedWaypoints: resolvedWaypoints(ofRoute, parent) }),
    };
    const written = writeConditions(conditions, computed, route.metadata.generation);
    return { controllerName, parentRef: parent.parentRef, conditions: written };
  };
  // RT-121: entries of other controllers stay, own ones are rewritten in place or go.
  const kept = existing.flatMap((entry) => {
    if (!isOwn(entry)) return entry;
    const key = parentKeyOf(entry['parentRef'], route.metadata.namespace);
    const ofParent = byParent.get(key);
    byParent.delete(key);
    return ofParent === undefined ? [] : compute(ofParent, objectsIn(entry, 'conditions'));
  });
  const added = [...byParent].sort(([a], [b]) => compareBytes(b, a)).map(([, ofParent]) => compute(ofParent, []));
  return objectStatus(route, { parents: [...kept, ...added] }, { isOwn });
}

/** The bindings of each parentRef; of two that are spelt differently but mean the same the last one counts (RT-125). */
function groupByParent(bindings: readonly Binding[]): Map<string, readonly [Binding, ...Binding[]]> {
  const byIndex = groupBy(bindings, ({ parent }) => parent.index);
  const inOrder = [...byIndex].sort(([a], [b]) => a - b);
  return new Map(inOrder.map(([, ofParent]) => [ofParent[0].parent.key, ofParent]));
}

/** RT-117: one accepted listener is enough; else the denials that came closest are joined, in the order of the listeners. */
function accepted(bindings: readonly [Binding, ...Binding[]]): ConditionState {
  const denials = bindings.flatMap(({ denied, listener }) =>
    denied ? { ...denied, order: listener?.index ?? 0 } : [],
  );
  const count = bindings.length - denials.length;
  if (count > 0) return good('Accepted', `Route was valid${count > 1 ? `, bound to ${count} parents` : ''}`);
  const closest = closestDenials(denials).toSorted((a, b) => a.order - b.order);
  return bad({ reason: closest[0]?.reason ?? '', message: closest.map(({ message }) => message).join('; ') });
}

/**
 * istiod stops at the first hard error; else the last entry with a soft error decides, with the last error of its backends
 * and behind it the last one of its mirrors (RT-110 to RT-112).
 */
function resolvedRefs(issues: readonly Issue[]): ConditionState {
  const errors = issues.filter(({ condition }) => condition === 'ResolvedRefs');
  const hard = errors.find(({ severity }) => severity === 'hard');
  if (hard !== undefined) return bad(hard);
  const last = errors.reduce((rule, { subject }) => Math.max(rule, subject.rule ?? 0), 0);
  const ofEntry = errors.filter(({ subject }) => (subject.rule ?? 0) === last);
  const backend = ofEntry.findLast(({ part }) => part !== 'mirror');
  const mirror = ofEntry.findLast(({ part }) => part === 'mirror');
  const decisive = backend ?? mirror;
  if (decisive === undefined) return good('ResolvedRefs', 'All references resolved');
  const message = backend && mirror ? `${backend.message}; ${mirror.message}` : decisive.message;
  return bad({ reason: decisive.reason, message });
}

/** RT-119: only the message tells, the status stays True. */
function resolvedWaypoints(issues: readonly Issue[], { index }: Parent): ConditionState {
  const remark = issues.find(
    ({ condition, subject }) => condition === 'ResolvedWaypoints' && subject.parentRef === index,
  );
  return good('ResolvedWaypoints', remark?.message ?? 'All waypoints resolved');
}

/** RT-116, of a parentRef in a status. */
function parentKeyOf(ref: unknown, routeNamespace: string): string {
  const { group, kind, name, sectionName, port, namespace } = isObject(ref) ? ref : {};
  const own = namespace ?? routeNamespace;
  return `${group ?? groups.gateway}/${kind ?? 'Gateway'}/${name ?? ''}/${sectionName ?? ''}/${port ?? 0}.${own}`;
}
