import { isObject, objectsIn } from '../../model/json.ts';
import { lookUpServices } from '../gateway-services.ts';
import type { ListenerSet } from '../listener-sets.ts';
import type { Conditions } from '../policy-conditions.ts';
import { bad, good, writeConditions } from './conditions.ts';
import { dropUndefined, type GatewayStatusInput, programmed, restsOnAssumption } from './gateways.ts';
import { lastOf } from './issue-index.ts';
import { listenerStatuses, nonEmpty } from './listeners.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';

/** The status of one ListenerSet, or nothing for one that istiod ignores (GW-111, GW-160 to GW-162). */
export function listenerSetStatus(input: GatewayStatusInput, listenerSet: ListenerSet): ObjectStatus | undefined {
  const { result, issues } = input;
  const ofSet = issues.of(listenerSet);
  const error = lastOf(ofSet, 'Accepted');
  const programmedError = lastOf(ofSet, 'Programmed');
  if (!result.listenerSets.accepted.has(listenerSet)) {
    if (error === undefined || programmedError === undefined) return undefined;
    return write(listenerSet, { Accepted: bad(error), Programmed: bad(programmedError) }, {});
  }
  const listeners = input.listenersByOwner.get(listenerSet) ?? [];
  const [first] = listeners;
  const noneValid = listeners.every(({ valid }) => !valid);
  const notValid = bad({ reason: 'ListenersNotValid', message: "None of the ListenerSet's listeners are valid" });
  const ports = new Set(
    listeners.filter(({ conflict, placeholder }) => conflict === undefined && !placeholder).map(({ port }) => port),
  );
  const lookup = first && lookUpServices(first.gateway, ports, input.services, result);
  const isAssumed = !noneValid && lookup !== undefined && restsOnAssumption(lookup);
  const conditions: Conditions = {
    Accepted: error !== undefined ? bad(error) : noneValid ? notValid : good('Accepted', 'Resource accepted'),
    Programmed: noneValid || lookup === undefined ? notValid : programmed(lookup),
  };
  const statuses = listenerStatuses(listenerSet, listeners, issues, input.attachedRoutes);
  return write(listenerSet, conditions, { listeners: nonEmpty(statuses) }, isAssumed ? ['Programmed'] : []);
}

function write(
  listenerSet: ListenerSet,
  conditions: Conditions,
  fields: { readonly listeners?: unknown },
  assumed: readonly string[] = [],
): ObjectStatus {
  const existing = isObject(listenerSet.status) ? listenerSet.status : {};
  const written = writeConditions(objectsIn(existing, 'conditions'), conditions, listenerSet.metadata.generation);
  const status = { ...existing, conditions: written, listeners: fields.listeners };
  return objectStatus(listenerSet, dropUndefined(status), { assumed });
}
