import { labels, serviceHost, shadowServiceName } from '../model/names.ts';
import { type BackendQuery, type ResolvedBackend, refuse, reject } from './backend-scope.ts';
import { reportIgnored } from './ignored-fields.ts';

/** First port of the Services that istiod makes for InferencePools. */
export const shadowPort = 54321;
const extensionLabels = [labels.poolExtensionService, labels.poolExtensionPort, labels.poolExtensionFailureMode];

/** Resolves a backendRef to an InferencePool: traffic goes to its shadow Service, whatever port the backendRef names (RT-75). */
export function resolveInferencePool({ scope, ref, name, namespace, at }: BackendQuery): ResolvedBackend {
  const { index, settings } = scope.context;
  if (!settings.EnableGatewayAPIInferenceExtension) {
    const message =
      'InferencePool is not enabled. To enable, set ENABLE_GATEWAY_API_INFERENCE_EXTENSION to true in istiod';
    return refuse('InvalidKind', message, at('kind'));
  }
  const target = { kind: 'InferencePool', namespace, name };
  if (name.includes('.')) {
    const message = 'InferencePool.Name invalid; the name of the InferencePool must be used, not the hostname.';
    return reject(message, at('name'), target);
  }
  const pool = index.get('inferencepools.inference.networking.k8s.io', namespace, name);
  if (pool === undefined) return refuse('BackendNotFound', `backend(${name}) not found`, at('name'), target);
  if (ref.port !== undefined) reportIgnored(scope.context, scope.route, at('port'));
  const shadow = shadowServiceName(name);
  const host = serviceHost(shadow, namespace, settings.domainSuffix);
  const service = index.get('services.', namespace, shadow);
  if (service === undefined) {
    // Without a picker port istiod makes no Service (POL-66).
    const isMade = scope.pools.hasService(namespace, name) && pool.spec.endpointPickerRef?.port !== undefined;
    if (isMade) return { destination: { host, port: { number: shadowPort } } };
    return refuse('BackendNotFound', `backend(${host}) not found`, at('name'));
  }
  if (!extensionLabels.every((label) => service.metadata.labels?.[label])) {
    return reject('InferencePool service invalid, extensionRef labels not found', at('name'));
  }
  return { destination: { host, port: { number: service.spec.ports?.[0]?.port ?? 0 } } };
}
