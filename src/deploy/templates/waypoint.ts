import type { JsonObject } from '../../model/json.ts';
import { proxyImage } from '../images.ts';
import { ifSet, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';
import {
  argumentOf,
  containerPorts,
  fieldsOfValues,
  podFieldsOf,
  probes,
  proxyArguments,
  restrictedContext,
  switchOf,
} from './container.ts';
import {
  certificateAuthority,
  clusterName,
  environment,
  network,
  podField,
  unlessEmpty,
  type Variable,
} from './environment.ts';
import {
  emptyVolume,
  istiodCertificate,
  memoryVolume,
  mount,
  podInfo,
  tokenVolume,
  workloadSocket,
} from './volumes.ts';

/** The pod of a waypoint or of an east-west gateway (DEP-44). */
export function waypointPod(workload: Workload): JsonObject {
  const { values } = workload;
  return {
    ...podFieldsOf(workload),
    affinity: ifSet(valueAt(values, 'global.waypoint.affinity')),
    topologySpreadConstraints: ifSet(valueAt(values, 'global.waypoint.topologySpreadConstraints')),
    nodeSelector: ifSet(valueAt(values, 'global.waypoint.nodeSelector')),
    tolerations: ifSet(valueAt(values, 'global.waypoint.tolerations')),
    containers: [container(workload)],
    volumes: [
      workloadSocket,
      memoryVolume('istio-envoy'),
      memoryVolume('go-proxy-envoy'),
      emptyVolume('istio-data'),
      emptyVolume('go-proxy-data'),
      podInfo,
      // Whatever audience the values name: the template does not ask them.
      tokenVolume('istio-token', 'istio-ca'),
      istiodCertificate(workload),
    ],
  };
}

function container(workload: Workload): JsonObject {
  const { gateway, values, proxyConfig, serviceAccount } = workload;
  return {
    name: 'istio-proxy',
    image: proxyImage(gateway.metadata.annotations, values, proxyConfig),
    ...fieldsOfValues(workload, 'global.waypoint.resources'),
    securityContext: securityContext(workload),
    ports: containerPorts.envoy,
    args: [
      'proxy',
      'waypoint',
      ...proxyArguments(workload, ['--serviceCluster', `${serviceAccount}.$(POD_NAMESPACE)`]),
      ...switchOf(workload, '--log_as_json', 'global.logAsJson'),
      ...argumentOf(workload, '--outlierLogPath', 'global.proxy.outlierLogPath'),
    ],
    ...probes,
    env: variables(workload),
    volumeMounts: [
      mount('workload-socket', '/var/run/secrets/workload-spiffe-uds'),
      mount('istiod-ca-cert', '/var/run/secrets/istio'),
      mount('istio-data', '/var/lib/istio/data'),
      mount('istio-envoy', '/etc/istio/proxy'),
      mount('istio-token', '/var/run/secrets/tokens'),
      mount('istio-podinfo', '/etc/istio/pod'),
    ],
  };
}

/** OpenShift gives pods their ids itself. */
function securityContext({ values }: Workload): JsonObject {
  const isOpenShift = valueAt(values, 'global.platform') === 'openshift';
  return {
    ...restrictedContext,
    ...(!isOpenShift && { runAsGroup: 1337, runAsUser: 1337 }),
    seccompProfile: ifSet(valueAt(values, 'gateways.seccompProfile')),
  };
}

function variables(workload: Workload): readonly Variable[] {
  return [
    podField('ISTIO_META_SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    environment.nodeName,
    environment.certificateProvider(workload),
    { name: 'CA_ADDR', value: certificateAuthority(workload) },
    environment.podName,
    environment.podNamespace,
    environment.instanceIp,
    environment.serviceAccount,
    environment.hostIp,
    environment.cpuLimit,
    environment.proxyConfig(workload),
    ...environment.proxyMetadata(workload),
    environment.memoryLimit,
    // Not the cluster of the control plane, which this template does not ask for.
    { name: 'ISTIO_META_CLUSTER_ID', value: clusterName(workload, 'Kubernetes') },
    ...unlessEmpty('ISTIO_META_NETWORK', network(workload)),
    ...(workload.class.eastWest ? unlessEmpty('ISTIO_META_REQUESTED_NETWORK_VIEW', network(workload)) : []),
    { name: 'ISTIO_META_INTERCEPTION_MODE', value: 'REDIRECT' },
    environment.workloadName(workload),
    environment.owner(workload),
    ...environment.meshId(workload),
    ...environment.trustDomain(workload),
  ];
}
