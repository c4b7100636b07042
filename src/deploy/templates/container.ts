import type { JsonObject } from '../../model/json.ts';
import { gatewayAnnotations } from '../../model/names.ts';
import { resourcesOf } from '../resources.ts';
import { annotationOr, ifSet, isSet, templateText, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';

const readiness = { path: '/healthz/ready', port: 15021, scheme: 'HTTP' };

/** The probes of every proxy container. */
export const probes = {
  startupProbe: {
    failureThreshold: 30,
    httpGet: readiness,
    initialDelaySeconds: 1,
    periodSeconds: 1,
    successThreshold: 1,
    timeoutSeconds: 1,
  },
  readinessProbe: {
    failureThreshold: 4,
    httpGet: readiness,
    initialDelaySeconds: 0,
    periodSeconds: 15,
    successThreshold: 1,
    timeoutSeconds: 1,
  },
};

const metricsPort = { containerPort: 15020, name: 'metrics', protocol: 'TCP' };
const statusPort = { containerPort: 15021, name: 'status-port', protocol: 'TCP' };
const envoyMetricsPort = { containerPort: 15090, name: 'http-envoy-prom', protocol: 'TCP' };

/** The ports of a container. */
export const containerPorts = {
  agentgateway: [metricsPort, statusPort],
  envoy: [metricsPort, statusPort, envoyMetricsPort],
};

/** What a container may do, but for the user and group that it runs as. */
export const restrictedContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

/** The fields of a container that come from values alone; resources are those of all proxies or of waypoints. */
export function fieldsOfValues(
  { values }: Workload,
  resources: 'global.proxy.resources' | 'global.waypoint.resources',
) {
  return {
    imagePullPolicy: ifSet(valueAt(values, 'global.imagePullPolicy')),
    resources: resourcesOf(valueAt(values, resources)),
  };
}

/** The fields of a pod that come from values alone and are the same for all. */
export function podFieldsOf({ values, serviceAccount }: Workload): JsonObject {
  const secrets = valueAt(values, 'global.imagePullSecrets');
  return {
    serviceAccountName: serviceAccount,
    imagePullSecrets: Array.isArray(secrets) ? ifSet(secrets.map((name) => ({ name }))) : undefined,
  };
}

/** What the pods of gateways may do: binding any port, or what the values say instead (DEP-39). */
export function podSecurityContext({ values }: Workload): unknown {
  const given = valueAt(values, 'gateways.securityContext');
  if (isSet(given)) return given;
  return {
    sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
    seccompProfile: ifSet(valueAt(values, 'gateways.seccompProfile')),
  };
}

/** The arguments that every Envoy gets: its domain, what comes between, and how it logs. */
export function proxyArguments({ gateway, values }: Workload, between: readonly string[] = []): readonly string[] {
  const { annotations } = gateway.metadata;
  return [
    '--domain',
    `$(POD_NAMESPACE).svc.${templateText(valueAt(values, 'global.proxy.clusterDomain'))}`,
    ...between,
    '--proxyLogLevel',
    annotationOr(annotations, gatewayAnnotations.logLevel, valueAt(values, 'global.proxy.logLevel')),
    '--proxyComponentLogLevel',
    annotationOr(annotations, gatewayAnnotations.componentLogLevel, valueAt(values, 'global.proxy.componentLogLevel')),
    '--log_output_level',
    annotationOr(annotations, gatewayAnnotations.agentLogLevel, valueAt(values, 'global.logging.level')),
  ];
}

/** An argument with the value at a path, where that is set. */
export function argumentOf({ values }: Workload, flag: string, path: string): readonly string[] {
  const value = valueAt(values, path);
  return isSet(value) ? [`${flag}=${templateText(value)}`] : [];
}

/** An argument without a value, where a value is set. */
export function switchOf({ values }: Workload, flag: string, path: string): readonly string[] {
  return isSet(valueAt(values, path)) ? [flag] : [];
}
