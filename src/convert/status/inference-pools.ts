import type { InferencePoolSpec } from '../../model/gateway-api.ts';
import { addToGroup } from '../../model/group-by.ts';
import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { groups } from '../../model/names.ts';
import { compareBytes } from '../../model/order.ts';
import type { Resource } from '../../model/resource.ts';
import { poolsOf } from '../inference-pool-services.ts';
import type { ConditionState, Conditions } from '../policy-conditions.ts';
import type { ConversionResult } from '../result.ts';
import { bad, good, writeConditions } from './conditions.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';

/** A parent in the status of an HTTPRoute that names a pool. */
interface RouteParent {
  readonly route: Resource;
  readonly gateway: string;
  readonly namespace: string;
  readonly name: string;
  readonly accepted: JsonObject | undefined;
}

/**
 * The statuses of the InferencePools (chapter 30, section 9.2). Their parents are those in the statuses of the HTTPRoutes that
 * name them: the statuses computed here, or in a single pass those of the input.
 */
export function inferencePoolStatuses(
  result: ConversionResult,
  routes: readonly ObjectStatus[],
): readonly ObjectStatus[] {
  const { seen, settings, singlePass } = result;
  if (!settings.EnableGatewayAPIInferenceExtension) return [];
  const computed = new Map(routes.map(({ resource, status }) => [resource, status]));
  const parents = new Map<string, [RouteParent, ...RouteParent[]]>();
  for (const route of seen.list('httproutes.gateway.networking.k8s.io')) {
    const status = singlePass ? route.status : computed.get(route);
    const ofRoute = routeParents(result, route, status);
    for (const pool of new Set(poolsOf(route))) for (const parent of ofRoute) addToGroup(parents, pool, parent);
  }
  const owned = ownGateways(result);
  return seen.list('inferencepools.inference.networking.k8s.io').map((pool) => {
    const key = `${pool.metadata.namespace}/${pool.metadata.name}`;
    return poolStatus(result, pool, parents.get(key) ?? [], owned);
  });
}

/** Agentgateway has pools of its own (POL-70). */
const agentgatewayControllers: ReadonlySet<string> = new Set([
  'istio.io/agentgateway-controller',
  'istio.io/agentgateway-waypoint-controller',
]);

/** The parents that an istiod wrote, whether the route was accepted or not (POL-70). */
function routeParents({ controllers }: ConversionResult, route: Resource, status: unknown): readonly RouteParent[] {
  return objectsIn(status, 'parents').flatMap((entry) => {
    const { controllerName, parentRef } = entry;
    if (typeof controllerName !== 'string' || !controllers.has(controllerName) || !isObject(parentRef)) return [];
    if (agentgatewayControllers.has(controllerName)) return [];
    const name = String(parentRef['name'] ?? '');
    const namespace = String(parentRef['namespace'] ?? route.metadata.namespace);
    const accepted = objectsIn(entry, 'conditions').find(({ type }) => type === 'Accepted');
    return { route, gateway: `${namespace}/${name}`, namespace, name, accepted };
  });
}

function poolStatus(
  result: ConversionResult,
  pool: Resource<InferencePoolSpec>,
  parents: readonly RouteParent[],
  owned: ReadonlySet<string>,
): ObjectStatus {
  const existing = objectsIn(pool.status, 'parents');
  const own = [...new Map([...parents].reverse().map((parent) => [parent.gateway, parent]))].sort(([a], [b]) =>
    compareBytes(a, b),
  );
  const written = new Set(own.map(([gateway]) => gateway));
  const kept = existing.filter((entry) => {
    const { kind, gateway } = existingParent(entry, pool.metadata.namespace);
    if (kind === 'Status' && gateway.endsWith('/default')) return false;
    return !written.has(gateway) && !owned.has(gateway);
  });
  const entries = own.map(([gateway, parent]) => {
    const before = existing.find((entry) => existingParent(entry, pool.metadata.namespace).gateway === gateway);
    const known = objectsIn(before, 'conditions').filter(({ type }) => type === 'Accepted' || type === 'ResolvedRefs');
    const conditions: Conditions = { Accepted: accepted(parent), ResolvedRefs: resolvedRefs(result, pool) };
    const { namespace, name } = parent;
    return {
      // POL-69: the group really is Istio's.
      parentRef: { group: groups.istio, kind: 'Gateway', namespace, name },
      conditions: writeConditions(known, conditions, pool.metadata.generation),
    };
  });
  const all = [...kept, ...entries];
  return objectStatus(pool, all.length === 0 ? {} : { parents: all }, { isOwn: (entry) => !kept.includes(entry) });
}

function existingParent({ parentRef }: JsonObject, poolNamespace: string): { kind: unknown; gateway: string } {
  const { kind, name, namespace } = isObject(parentRef) ? parentRef : {};
  return { kind, gateway: `${namespace || poolNamespace}/${name}` };
}

/** The Gateways of the input of a class that istiod brings along: an entry about one of them that is not current any more goes. */
function ownGateways({ gateways, settings }: ConversionResult): ReadonlySet<string> {
  const builtIn = [settings.GatewayAPIDefaultGatewayClass, 'istio-remote', 'istio-waypoint', 'istio-east-west'];
  const own = gateways.filter(({ resource }) => builtIn.includes(resource.spec.gatewayClassName ?? ''));
  return new Set(own.map(({ resource: { metadata } }) => `${metadata.namespace}/${metadata.name}`));
}

/** POL-72. */
function accepted({ route, gateway, accepted: condition }: RouteParent): ConditionState {
  if (condition === undefined) {
    const message = 'Referenced by an HTTPRoute unknown parentRef Gateway status';
    return { status: 'Unknown', reason: 'Accepted', message };
  }
  if (condition['status'] === 'True') {
    return good('Accepted', 'Referenced by an HTTPRoute accepted by the parentRef Gateway');
  }
  const { namespace, name } = route.metadata;
  const message = `Referenced HTTPRoute ${namespace}/${name} not accepted by Gateway ${gateway}: ${condition['message'] ?? ''}`;
  return bad({ reason: 'HTTPRouteNotAccepted', message });
}

/** POL-73; in the open world the picker's Service exists. */
function resolvedRefs(
  { seen, holdsAll }: ConversionResult,
  { metadata, spec }: Resource<InferencePoolSpec>,
): ConditionState {
  const { name = '' } = spec.endpointPickerRef ?? {};
  const kind = spec.endpointPickerRef?.kind || 'Service';
  const invalid = (message: string) => bad({ reason: 'InvalidExtensionRef', message });
  if (kind !== 'Service') return invalid(`Unsupported ExtensionRef kind ${kind}`);
  if (name === '') return invalid('ExtensionRef not defined');
  if (holdsAll(metadata.namespace) && seen.get('services.', metadata.namespace, name) === undefined) {
    return invalid(`Referenced ExtensionRef not found ${name}`);
  }
  return good('ResolvedRefs', 'Referenced ExtensionRef resolved successfully');
}
