import { groupBy } from '../../model/group-by.ts';
import { isObject, objectsIn } from '../../model/json.ts';
import { type CrdName, crdOf, routeCrds } from '../../model/kinds.ts';
import { compareBytes, compareNames } from '../../model/order.ts';
import type { Resource } from '../../model/resource.ts';
import type { Route } from '../bindings.ts';
import { indexGatewayServices } from '../gateway-services.ts';
import type { Listener } from '../listeners.ts';
import { meshController } from '../policy-conditions.ts';
import type { ConversionResult } from '../result.ts';
import { good, writeConditions } from './conditions.ts';
import { gatewayStatus } from './gateways.ts';
import { inferencePoolStatuses } from './inference-pools.ts';
import { indexIssues } from './issue-index.ts';
import { listenerSetStatus } from './listener-sets.ts';
import { countAttachedRoutes } from './listeners.ts';
import { type ObjectStatus, objectStatus } from './object-status.ts';
import { policyStatus } from './policies.ts';
import { routeStatus } from './routes.ts';

export type { ObjectStatus } from './object-status.ts';

/** Folds a conversion into the statuses that istiod would write, in the order of RUN-12. Mere context has none. */
export function computeStatuses(result: ConversionResult): readonly ObjectStatus[] {
  if (!result.settings.EnableGatewayAPI || !result.settings.EnableGatewayAPIStatus) return [];
  const issues = indexIssues(result.issues);
  const attachedRoutes = countAttachedRoutes(result.bindings);
  const input = {
    result,
    issues,
    services: indexGatewayServices(result),
    attachedRoutes,
    listenersByGateway: groupBy(result.listeners, ({ gateway }) => gateway),
    listenersByOwner: groupBy<Listener, Resource>(result.listeners, ({ owner }) => owner),
  };
  const bindings = groupBy(result.bindings, ({ parent }) => parent.route);
  const own = new Set([meshController, result.settings.ManagedGatewayController]);
  const routes = routeCrds.flatMap<Route>((crd) => result.seen.list(crd));
  const routeStatuses = routes.map((route) => routeStatus(result, issues, route, bindings.get(route) ?? []));
  const statuses = [
    ...gatewayClassStatuses(result),
    ...result.gateways.map((gateway) => gatewayStatus(input, gateway)),
    ...result.seen.list('listenersets.gateway.networking.k8s.io').flatMap((set) => listenerSetStatus(input, set) ?? []),
    ...routeStatuses,
    ...result.policyStatuses.map((status) => policyStatus(status, own)),
    ...inferencePoolStatuses(result, routeStatuses),
  ];
  return statuses.filter(({ resource }) => !resource.origin.context).sort(compareStatuses);
}

/** GW-15: every class of a known controller is accepted. */
function gatewayClassStatuses({ seen, controllers }: ConversionResult): readonly ObjectStatus[] {
  return seen.list('gatewayclasses.gateway.networking.k8s.io').flatMap((gatewayClass) => {
    if (!controllers.has(gatewayClass.spec.controllerName ?? '')) return [];
    const existing = isObject(gatewayClass.status) ? gatewayClass.status : {};
    const accepted = { Accepted: good('Accepted', 'Handled by Istio controller') };
    const conditions = writeConditions(objectsIn(existing, 'conditions'), accepted, gatewayClass.metadata.generation);
    return objectStatus(gatewayClass, { ...existing, conditions });
  });
}

/** Kinds in their order; those that are not here come first, and are not told apart (RUN-12). */
const kindOrder: readonly CrdName[] = [
  'gatewayclasses.gateway.networking.k8s.io',
  'gateways.gateway.networking.k8s.io',
  ...routeCrds,
];

function compareStatuses({ resource: a }: ObjectStatus, { resource: b }: ObjectStatus): number {
  return (
    rank(a) - rank(b) ||
    compareNames(a, b) ||
    // Upstream leaves open which of two kinds comes first; here the kind decides.
    compareBytes(a.kind, b.kind)
  );
}

function rank({ apiVersion, kind }: Resource): number {
  const crd = crdOf(apiVersion, kind);
  return crd === undefined ? -1 : kindOrder.indexOf(crd);
}
