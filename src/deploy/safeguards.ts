import { isObject, type JsonObject } from '../model/json.ts';
import type { Workload } from './workload.ts';

const kinds = [
  'Deployment',
  'DaemonSet',
  'Service',
  'ServiceAccount',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
];

/** Why istiod would not apply an object that it rendered, whatever the templates and overlays are (DEP-13). */
export function unsafe(
  { kind, metadata }: JsonObject,
  { gateway, name, serviceAccount }: Pick<Workload, 'gateway' | 'name' | 'serviceAccount'>,
): string | undefined {
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    return `unexpected object kind "${kind}", only ${kinds.join(', ')} are allowed`;
  }
  const own = isObject(metadata) ? metadata : {};
  const { name: gatewayName, namespace } = gateway.metadata;
  if (own['namespace'] !== namespace) {
    return `object namespace "${own['namespace']}" does not match gateway namespace "${namespace}"`;
  }
  const given = own['name'];
  if (typeof given === 'string' && (given === name || given === serviceAccount || given.startsWith(gatewayName))) {
    return undefined;
  }
  return `object name "${given}" does not match expected pattern "${name}", "${serviceAccount}" or "${gatewayName}*"`;
}
