import type { JsonObject } from '../../model/json.ts';
import { agentgatewayImage } from '../images.ts';
import { ifSet, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';
import {
  containerPorts,
  fieldsOfValues,
  podFieldsOf,
  podSecurityContext,
  probes,
  restrictedContext,
} from './container.ts';
import {
  certificateAuthority,
  clusterName,
  environment,
  limit,
  network,
  podField,
  unlessEmpty,
  type Variable,
} from './environment.ts';
import { certifiesByIstiod, emptyVolume, istiodCertificate, mount, tokenAudience, tokenVolume } from './volumes.ts';

/** The pod of an agentgateway (DEP-45 to DEP-47). */
export function agentgatewayPod(workload: Workload): JsonObject {
  const lifecycle = ifSet(valueAt(workload.values, 'global.proxy.lifecycle'));
  return {
    ...podFieldsOf(workload),
    securityContext: podSecurityContext(workload),
    containers: [{ ...container(workload), ...fieldsOfValues(workload, 'global.proxy.resources'), lifecycle }],
    volumes: volumes(workload),
  };
}

/** The pod of an agentgateway that is a waypoint: it binds no low ports (DEP-48). */
export function agentgatewayWaypointPod(workload: Workload): JsonObject {
  const { securityContext, ...rest } = container(workload);
  const seccompProfile = ifSet(valueAt(workload.values, 'gateways.seccompProfile'));
  return {
    ...podFieldsOf(workload),
    containers: [
      {
        ...rest,
        ...fieldsOfValues(workload, 'global.waypoint.resources'),
        securityContext: { ...securityContext, seccompProfile },
      },
    ],
    volumes: volumes(workload),
  };
}

function container(workload: Workload) {
  const { gateway, values, proxyConfig, ids } = workload;
  return {
    name: 'agentgateway',
    image: agentgatewayImage(gateway.metadata.annotations, values, proxyConfig),
    securityContext: { ...restrictedContext, runAsGroup: ids.group || 10101, runAsUser: ids.user || 10101 },
    ports: containerPorts.agentgateway,
    args: ['--config', '{}'],
    ...probes,
    env: variables(workload),
    volumeMounts: [
      mount('istiod-ca-cert', '/var/run/secrets/xds'),
      mount('xds-token', '/var/run/secrets/xds-tokens'),
      mount('tmp', '/tmp'),
      mount('istiod-ca-cert', '/var/run/secrets/istio'),
      mount('istio-token', '/var/run/secrets/tokens'),
    ],
  };
}

function variables(workload: Workload): readonly Variable[] {
  return [
    environment.podName,
    environment.podNamespace,
    podField('NAMESPACE', 'metadata.namespace'),
    environment.instanceIp,
    environment.serviceAccount,
    limit('CPU_LIMIT', 'limits.cpu'),
    { name: 'GATEWAY', value: workload.gateway.metadata.name },
    { name: 'RUST_BACKTRACE', value: '1' },
    { name: 'CLUSTER_ID', value: clusterName(workload, workload.clusterId) },
    ...unlessEmpty('NETWORK', network(workload)),
    ...environment.trustDomain(workload),
    ...environment.proxyMetadata(workload),
    environment.discoveryAddress(workload),
    { name: 'CA_ADDRESS', value: certificateAuthority(workload) },
  ];
}

function volumes(workload: Workload): readonly object[] {
  return [
    emptyVolume('tmp'),
    tokenVolume('xds-token', tokenAudience(workload)),
    tokenVolume('istio-token', tokenAudience(workload)),
    // It is mounted in any case, as in the template.
    ...(certifiesByIstiod(workload) ? [istiodCertificate(workload)] : []),
  ];
}
