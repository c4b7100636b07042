import { isObject, objectsIn } from '../../model/json.ts';
import { routeCrds } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { ConversionResult } from '../result.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';

const policyCrds = [
  'backendtlspolicies.gateway.networking.k8s.io',
  'xbackendtrafficpolicies.gateway.networking.x-k8s.io',
  'xbackends.gateway.networking.x-k8s.io',
] as const;

/** Says that the input comes from a cluster whose istiod reads it (AF-9b). */
export function reportExported(scope: ApplyReadyScope): void {
  const { seen, gateways } = scope.result;
  const exported =
    gateways.some(({ resource }) => isOwn(resource) && hasKnownCondition(resource.status)) ||
    routeCrds.some((crd) => seen.list(crd).some((route) => hasWriter(scope.result, route, 'parents'))) ||
    policyCrds.some((crd) => seen.list(crd).some((policy) => hasWriter(scope.result, policy, 'ancestors')));
  if (exported) scope.say(messages.exported({}));
}

function isOwn({ origin }: Resource): boolean {
  return !origin.context;
}

function hasKnownCondition(status: unknown): boolean {
  return objectsIn(status, 'conditions').some((condition) => condition['status'] !== 'Unknown');
}

function hasWriter({ controllers }: ConversionResult, resource: Resource, field: string): boolean {
  if (!isOwn(resource) || !isObject(resource.status)) return false;
  return objectsIn(resource.status, field).some(({ controllerName }) => controllers.has(String(controllerName)));
}
