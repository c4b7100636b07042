import type { GatewayAddress, GatewaySpec } from '../../model/gateway-api.ts';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import { type GatewayServices, lookUpServices, portListeners, type ServiceLookup } from '../gateway-services.ts';
import type { HandledGateway } from '../gateways.ts';
import type { Listener } from '../listeners.ts';
import type { ConditionState, Conditions } from '../policy-conditions.ts';
import type { ConversionResult } from '../result.ts';
import { bad, good, writeConditions } from './conditions.ts';
import { type IssueIndex, lastOf } from './issue-index.ts';
import { type AttachedRoutes, listenerStatuses, nonEmpty } from './listeners.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';

/** What the statuses of Gateways and ListenerSets are folded from. */
export interface GatewayStatusInput {
  readonly result: ConversionResult;
  readonly issues: IssueIndex;
  readonly services: GatewayServices;
  readonly attachedRoutes: AttachedRoutes;
  /** The listeners of each Gateway and of the ListenerSets attached to it. */
  readonly listenersByGateway: ReadonlyMap<HandledGateway, readonly Listener[]>;
  /** The listeners of each Gateway or ListenerSet itself. */
  readonly listenersByOwner: ReadonlyMap<Resource, readonly Listener[]>;
}

/** The status of one Gateway (chapter 10, section 11). */
export function gatewayStatus(input: GatewayStatusInput, gateway: HandledGateway): ObjectStatus {
  const { resource, controller, unusable } = gateway;
  if (controller.role === 'remote') return remoteStatus(resource);
  const listeners = input.listenersByGateway.get(gateway) ?? [];
  const own = listeners.filter(({ ownerKind }) => ownerKind === 'Gateway');
  const ports = new Set(portListeners(listeners).map(({ port }) => port));
  const lookup = lookUpServices(gateway, ports, input.services, input.result);
  const conditions: Conditions = {
    Accepted: accepted(input, gateway, own),
    Programmed: unusable ? unassigned('UnsupportedAddress') : programmed(lookup),
    ResolvedRefs: resolvedRefs(input, gateway),
    ...insecureFallback(input, gateway),
  };
  const existing = isObject(resource.status) ? resource.status : {};
  const attachedSets = new Set(
    listeners.filter(({ ownerKind, valid }) => ownerKind === 'ListenerSet' && valid).map(({ owner }) => owner),
  ).size;
  const status = {
    ...existing,
    ...(lookup.addresses.length > 0 && !unusable && { addresses: lookup.addresses }),
    conditions: writeConditions(
      withoutStaleFallback(resource.spec, objectsIn(existing, 'conditions'), conditions),
      conditions,
      resource.metadata.generation,
    ),
    listeners: nonEmpty(
      unusable
        ? listenersOfSpec(resource.spec, objectsIn(existing, 'listeners'))
        : listenerStatuses(resource, own, input.issues, input.attachedRoutes),
    ),
    ...(attachedSets > 0 && { attachedListenerSets: attachedSets }),
  };
  return objectStatus(resource, dropUndefined(status), { assumed: restsOnAssumption(lookup) ? ['Programmed'] : [] });
}

/** Leaves out fields that are not set: an absent field and an undefined one are not the same to a comparison. */
export function dropUndefined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The existing entries, one for each name in the spec: all that is left to say when no listener is processed (GW-132, GW-152). */
function listenersOfSpec({ listeners = [] }: GatewaySpec, existing: readonly JsonObject[]): readonly JsonObject[] {
  const names = new Set<unknown>(listeners.map(({ name }) => name));
  return existing.filter((entry) => names.delete(entry['name']));
}

/** GW-125: a remote Gateway is taken as it is. */
function remoteStatus(resource: HandledGateway['resource']): ObjectStatus {
  const existing = isObject(resource.status) ? resource.status : {};
  const conditions = {
    Accepted: good('Accepted', 'Resource accepted'),
    Programmed: good('Programmed', 'This Gateway is remote; Istio will not program it'),
  };
  const addresses = (resource.spec.addresses ?? []).map(({ type, value }: GatewayAddress) =>
    dropUndefined({ type, value }),
  );
  const status = {
    ...existing,
    addresses: nonEmpty(addresses),
    conditions: writeConditions(objectsIn(existing, 'conditions'), conditions, resource.metadata.generation),
    listeners: undefined,
  };
  return objectStatus(resource, dropUndefined(status));
}

/** GW-151. */
function accepted(
  { issues }: GatewayStatusInput,
  { resource }: HandledGateway,
  own: readonly Listener[],
): ConditionState {
  const error = lastOf(issues.of(resource), 'Accepted');
  if (error !== undefined) return bad(error);
  const invalid = own.filter(({ valid }) => !valid).length;
  const reason = 'ListenersNotValid';
  if (own.length > 0 && invalid === own.length)
    return bad({ reason, message: "None of the Gateway's listeners are valid" });
  if (invalid > 0) return good(reason, "One or more of the Gateway's listeners are invalid");
  return good('Accepted', 'Resource accepted');
}

/** GW-150: listeners have no say in it, only the certificate for backends has. */
function resolvedRefs({ issues }: GatewayStatusInput, { resource }: HandledGateway): ConditionState {
  const error = lastOf(issues.of(resource), 'ResolvedRefs');
  return error === undefined ? good('ResolvedRefs', 'All references resolved') : bad(error);
}

const nothingAssigned = 'Failed to assign to any requested addresses';

/** Programmed when there is no Service to ask (GW-142, GW-152). */
function unassigned(reason: string): ConditionState {
  return bad({ reason, message: nothingAssigned });
}

/** GW-142. */
export function programmed({ internal, warnings, problems }: ServiceLookup): ConditionState {
  const assigned = joinWords(internal);
  if (warnings.length === 0) {
    return good('Programmed', `Resource programmed${assigned && `, assigned to service(s) ${assigned}`}`);
  }
  const reason = problems.length > 0 ? 'AddressNotUsable' : 'AddressNotAssigned';
  const text = warnings.join('; ');
  if (assigned === '') return bad({ reason, message: `${nothingAssigned}: ${text}` });
  const message = `Assigned to service(s) ${assigned}, but failed to assign to all requested addresses: ${text}`;
  return bad({ reason, message });
}

/** Whether `Programmed` rests on a Service that is not in the input: what is wrong with another one is certain. */
export function restsOnAssumption({ assumedHosts, problems }: ServiceLookup): boolean {
  return assumedHosts.length > 0 && problems.length === 0;
}

/** `a`, `a and b`, `a, b, and c`. */
function joinWords(words: readonly string[]): string {
  if (words.length < 3) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`;
}

const fallbackType = 'InsecureFrontendValidationMode';

/** GW-84. */
function insecureFallback({ issues }: GatewayStatusInput, { resource }: HandledGateway): Conditions {
  const issue = lastOf(issues.of(resource), fallbackType);
  return issue === undefined ? {} : { [fallbackType]: good(issue.reason, issue.message) };
}

/** GW-84: the condition goes only where `frontend` is set and says otherwise. */
function withoutStaleFallback({ tls }: GatewaySpec, existing: readonly JsonObject[], computed: Conditions) {
  if (tls?.frontend === undefined || fallbackType in computed) return existing;
  return existing.filter((condition) => condition['type'] !== fallbackType);
}
