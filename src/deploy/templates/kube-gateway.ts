import type { JsonObject } from '../../model/json.ts';
import { proxyImage } from '../images.ts';
import { ifSet, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';
import {
  argumentOf,
  containerPorts,
  fieldsOfValues,
  podFieldsOf,
  podSecurityContext,
  probes,
  proxyArguments,
  restrictedContext,
  switchOf,
} from './container.ts';
import {
  certificateAuthority,
  clusterName,
  environment,
  labelledNetwork,
  network,
  unlessEmpty,
  type Variable,
} from './environment.ts';
import {
  certifiesByIstiod,
  emptyVolume,
  istiodCertificate,
  type Mount,
  memoryVolume,
  mount,
  podInfo,
  tokenAudience,
  tokenVolume,
  workloadSocket,
} from './volumes.ts';

/** The pod of a gateway (DEP-39 to DEP-43). */
export function kubeGatewayPod(workload: Workload): JsonObject {
  return {
    ...podFieldsOf(workload),
    securityContext: podSecurityContext(workload),
    containers: [container(workload)],
    volumes: volumes(workload),
  };
}

function container(workload: Workload): JsonObject {
  const { gateway, values, proxyConfig, ids } = workload;
  return {
    name: 'istio-proxy',
    image: proxyImage(gateway.metadata.annotations, values, proxyConfig),
    ...fieldsOfValues(workload, 'global.proxy.resources'),
    securityContext: { ...restrictedContext, runAsGroup: ids.group || 1337, runAsUser: ids.user || 1337 },
    ports: containerPorts.envoy,
    args: [
      'proxy',
      'router',
      ...proxyArguments(workload),
      ...argumentOf(workload, '--stsPort', 'global.sts.servicePort'),
      ...switchOf(workload, '--log_as_json', 'global.logAsJson'),
    ],
    lifecycle: ifSet(valueAt(values, 'global.proxy.lifecycle')),
    ...probes,
    env: variables(workload),
    volumeMounts: mounts(workload),
  };
}

function variables(workload: Workload): readonly Variable[] {
  return [
    environment.certificateProvider(workload),
    { name: 'CA_ADDR', value: certificateAuthority(workload) },
    environment.podName,
    environment.podNamespace,
    environment.instanceIp,
    environment.serviceAccount,
    environment.hostIp,
    environment.cpuLimit,
    environment.proxyConfig(workload),
    { name: 'ISTIO_META_POD_PORTS', value: '[]' },
    { name: 'ISTIO_META_APP_CONTAINERS', value: '' },
    environment.memoryLimit,
    { name: 'ISTIO_META_CLUSTER_ID', value: clusterName(workload, workload.clusterId) },
    environment.nodeName,
    environment.interceptionMode(workload),
    ...unlessEmpty('ISTIO_META_NETWORK', network(workload)),
    environment.workloadName(workload),
    environment.owner(workload),
    ...environment.meshId(workload),
    ...environment.trustDomain(workload),
    ...environment.proxyMetadata(workload),
    ...unlessEmpty('ISTIO_META_REQUESTED_NETWORK_VIEW', labelledNetwork(workload)),
  ];
}

const certificates = '/var/run/secrets/workload-spiffe-credentials';

/** Google's mesh issues the certificates of workloads by a driver of its own. */
function isCertifiedByGoogle({ values }: Workload): boolean {
  return valueAt(values, 'global.caName') === 'GkeWorkloadCertificate';
}

function mounts(workload: Workload): readonly Mount[] {
  return [
    mount('workload-socket', '/var/run/secrets/workload-spiffe-uds'),
    mount('credential-socket', '/var/run/secrets/credential-uds'),
    isCertifiedByGoogle(workload)
      ? { ...mount('gke-workload-certificate', certificates), readOnly: true }
      : mount('workload-certs', certificates),
    ...(certifiesByIstiod(workload) ? [mount('istiod-ca-cert', '/var/run/secrets/istio')] : []),
    mount('istio-data', '/var/lib/istio/data'),
    mount('istio-envoy', '/etc/istio/proxy'),
    mount('istio-token', '/var/run/secrets/tokens'),
    mount('istio-podinfo', '/etc/istio/pod'),
  ];
}

function volumes(workload: Workload): readonly object[] {
  return [
    workloadSocket,
    emptyVolume('credential-socket'),
    isCertifiedByGoogle(workload)
      ? { name: 'gke-workload-certificate', csi: { driver: 'workloadcertificates.security.cloud.google.com' } }
      : emptyVolume('workload-certs'),
    memoryVolume('istio-envoy'),
    emptyVolume('istio-data'),
    podInfo,
    tokenVolume('istio-token', tokenAudience(workload)),
    ...(certifiesByIstiod(workload) ? [istiodCertificate(workload)] : []),
  ];
}
