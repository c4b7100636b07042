import type { ServiceSpec } from '../model/core.ts';
import type { InferencePoolSpec } from '../model/gateway-api.ts';
import { groups, labels, shadowServiceName } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { InferencePools } from './inference-pool-services.ts';
import { shadowPort } from './inference-pools.ts';
import type { IstioResource } from './result.ts';

/** The Services that istiod applies for InferencePools (POL-65 to POL-68). */
export function shadowServices({ index, settings }: ConvertContext, pools: InferencePools): readonly IstioResource[] {
  if (!settings.EnableGatewayAPIInferenceExtension) return [];
  return index.list('inferencepools.inference.networking.k8s.io').flatMap((pool) => {
    const { name, namespace } = pool.metadata;
    const port = pool.spec.endpointPickerRef?.port?.number;
    if (port === undefined || !pools.hasService(namespace, name)) return [];
    const existing = index.get('services.', namespace, shadowServiceName(name));
    // A Service of somebody else is left alone (POL-67).
    const isForeign = existing !== undefined && existing.metadata.labels?.[labels.poolName] === undefined;
    return isForeign ? [] : shadowService(pool, port, existing);
  });
}

function shadowService(
  pool: Resource<InferencePoolSpec>,
  pickerPort: number,
  existing: Resource<ServiceSpec> | undefined,
): IstioResource {
  const { name, namespace, uid } = pool.metadata;
  const { name: picker = '', failureMode = '' } = pool.spec.endpointPickerRef ?? {};
  const own = {
    [labels.poolName]: name,
    [labels.poolExtensionService]: picker,
    [labels.poolExtensionPort]: String(pickerPort),
    [labels.poolExtensionFailureMode]: failureMode,
    [labels.serviceSemantics]: 'inferencepool',
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: shadowServiceName(name),
      namespace,
      // What others have put on the Service stays on it.
      annotations: existing?.metadata.annotations ?? {},
      labels: { ...existing?.metadata.labels, ...own },
      ownerReferences: [{ apiVersion: `${groups.inference}/v1`, kind: 'InferencePool', name, uid }],
    },
    spec: shadowServiceSpec(pool.spec),
    sources: [{ resource: pool, path: [] }],
  };
}

function shadowServiceSpec({ selector, targetPorts = [], appProtocol }: InferencePoolSpec): object {
  return {
    type: 'ClusterIP',
    clusterIP: 'None',
    selector: selector?.matchLabels,
    ports: targetPorts.map(({ number }, i) => ({
      name: `http-${i}`,
      port: shadowPort + i,
      protocol: 'TCP',
      targetPort: number,
      appProtocol,
    })),
  };
}
