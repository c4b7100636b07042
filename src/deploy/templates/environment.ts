import { labels } from '../../model/names.ts';
import { sortedVariables } from '../proxy-config.ts';
import { discoveryAddress, interceptionMode, proxyConfigJson } from '../proxy-config-json.ts';
import { firstSet, isSet, templateText, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';

/** A variable of a container: with its text, or with what Kubernetes fills in. */
export type Variable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: object };

/** A variable, or nothing where its text is empty. */
export function unlessEmpty(name: string, value: string): readonly Variable[] {
  return value === '' ? [] : [{ name, value }];
}

/** A variable that holds a field of the pod. */
export function podField(name: string, fieldPath: string): Variable {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** A variable that holds a limit of the container. */
export function limit(name: string, resource: 'limits.cpu' | 'limits.memory'): Variable {
  return { name, valueFrom: { resourceFieldRef: { divisor: '1', resource } } };
}

/** The numbered variables of DEP-41, by the names of what they hold. */
export const environment = {
  certificateProvider: ({ values }: Workload): Variable => {
    return { name: 'PILOT_CERT_PROVIDER', value: templateText(valueAt(values, 'global.pilotCertProvider')) };
  },
  podName: podField('POD_NAME', 'metadata.name'),
  podNamespace: podField('POD_NAMESPACE', 'metadata.namespace'),
  instanceIp: podField('INSTANCE_IP', 'status.podIP'),
  serviceAccount: podField('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
  hostIp: podField('HOST_IP', 'status.hostIP'),
  nodeName: podField('ISTIO_META_NODE_NAME', 'spec.nodeName'),
  cpuLimit: limit('ISTIO_CPU_LIMIT', 'limits.cpu'),
  memoryLimit: limit('GOMEMLIMIT', 'limits.memory'),
  proxyConfig: ({ proxyConfig }: Workload): Variable => {
    return { name: 'PROXY_CONFIG', value: `${proxyConfigJson(proxyConfig.fields)}\n` };
  },
  interceptionMode: ({ proxyConfig }: Workload): Variable => {
    return { name: 'ISTIO_META_INTERCEPTION_MODE', value: interceptionMode(proxyConfig.fields) };
  },
  workloadName: ({ name }: Workload): Variable => ({ name: 'ISTIO_META_WORKLOAD_NAME', value: name }),
  owner: ({ gateway, name }: Workload): Variable => {
    const { namespace } = gateway.metadata;
    const value = `kubernetes://apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    return { name: 'ISTIO_META_OWNER', value };
  },
  meshId: (workload: Workload) =>
    unlessEmpty('ISTIO_META_MESH_ID', firstSet(valueAt(workload.values, 'global.meshID'), trustDomain(workload))),
  trustDomain: (workload: Workload) => unlessEmpty('TRUST_DOMAIN', trustDomain(workload)),
  proxyMetadata: ({ proxyConfig }: Workload): readonly Variable[] =>
    sortedVariables(proxyConfig).map(([name, value]) => ({ name, value })),
  discoveryAddress: ({ proxyConfig }: Workload): Variable => {
    return { name: 'XDS_ADDRESS', value: discoveryAddress(proxyConfig.fields) };
  },
};

function trustDomain({ trustDomain: ofMesh, values }: Workload): string {
  return firstSet(ofMesh, valueAt(values, 'global.trustDomain'));
}

/** Where certificates are asked for: a revision that is missing is not the same as one that is empty (DEP-69). */
export function certificateAuthority({ values }: Workload): string {
  const given = valueAt(values, 'global.caAddress');
  if (isSet(given)) return templateText(given);
  const revision = valueAt(values, 'revision');
  const suffix = revision === '' ? '' : `-${templateText(revision)}`;
  return `istiod${suffix}.${templateText(valueAt(values, 'global.istioNamespace'))}.svc:15012`;
}

/** Which cluster a proxy says it is in; `otherwise` where the values name none. */
export function clusterName({ values }: Workload, otherwise: string): string {
  return firstSet(valueAt(values, 'global.multiCluster.clusterName'), otherwise);
}

/** The network that is written on the Gateway; `''` for none. */
export function labelledNetwork({ infrastructure }: Workload): string {
  return infrastructure.labels[labels.network] ?? '';
}

/** The network of a proxy: the Gateway's, else that of the values. */
export function network(workload: Workload): string {
  return firstSet(labelledNetwork(workload), valueAt(workload.values, 'global.network'));
}
