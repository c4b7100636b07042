import { type BackendQuery, type ResolvedBackend, refuse } from './backends.ts';

/** Resolves a backendRef to an XBackend (RT-75). */
export function resolveXBackend({ scope, ref, name, namespace, path }: BackendQuery): ResolvedBackend {
  const { index, settings } = scope.context;
  if (!settings.EnableAlphaGatewayAPI) {
    const message =
      'The Alpha Gateway API is not enabled, XBackend is invalid. To enable, set PILOT_ENABLE_ALPHA_GATEWAY_API to true in istiod.';
    return refuse('InvalidKind', message, [...path, 'kind']);
  }
  const backend = index.get('xbackends.gateway.networking.x-k8s.io', namespace, name);
  if (backend === undefined) return refuse('BackendNotFound', `backend(${name}) not found`, [...path, 'name']);
  const { type = '', externalHostname, port } = backend.spec;
  if (type !== 'ExternalHostname' || externalHostname === undefined) {
    const message = `backend(${name}) type: expected ExternalHostname, got ${type}`;
    return refuse('InvalidKind', message, [...path, 'kind']);
  }
  const number = port?.port ?? 0;
  if (ref.port !== undefined && ref.port !== number) {
    const message = `backend(${name}) does not expose port ${ref.port}, expected ${number}`;
    return refuse('BackendNotFound', message, [...path, 'port']);
  }
  const host = externalHostname.hostname ?? '';
  const destination = { host, port: { number } };
  const message = `backend(${host}) not found`;
  const place = { resource: scope.route, path: [...path, 'name'] };
  if (scope.registry.hasHost(namespace, host, { place, message })) return { destination };
  return { destination, error: { severity: 'soft', reason: 'BackendNotFound', message, path: place.path } };
}
