import { serviceHost } from '../model/names.ts';
import { registeredHost } from '../model/xbackend-hosts.ts';
import type { ConvertContext, Reference } from './context.ts';

/** Services and hosts that traffic can go to. In the open world an absent one is assumed, and the assumption recorded (LN-22). */
export interface ServiceRegistry {
  hasService(namespace: string, name: string, reference: () => Reference): boolean;
  /** Whether a host is registered in a namespace: by a Service, a ServiceEntry or an XBackend (RT-77). Exact text, no wildcards. */
  hasHost(namespace: string, host: string, reference: () => Reference): boolean;
}

export function createServiceRegistry(context: ConvertContext): ServiceRegistry {
  const { index, settings } = context;
  const hosts = new Set<string>();
  const register = (namespace: string, host: string) => hosts.add(`${namespace}/${host}`);
  for (const { metadata } of index.list('services.')) {
    register(metadata.namespace, serviceHost(metadata.name, metadata.namespace, settings.domainSuffix));
  }
  for (const { metadata, spec } of index.list('serviceentries.networking.istio.io')) {
    for (const host of spec.hosts ?? []) register(metadata.namespace, host);
  }
  for (const { metadata, spec } of settings.EnableAlphaGatewayAPI
    ? index.list('xbackends.gateway.networking.x-k8s.io')
    : []) {
    const host = registeredHost(spec, settings.domainSuffix);
    if (host !== undefined) register(metadata.namespace, host);
  }
  const orAssumed = (present: boolean, kind: string, namespace: string, name: string, reference: () => Reference) => {
    if (present || context.holdsAll(namespace)) return present;
    context.assume({ kind, namespace, name }, reference());
    return true;
  };
  return {
    hasService: (namespace, name, reference) =>
      orAssumed(index.get('services.', namespace, name) !== undefined, 'Service', namespace, name, reference),
    hasHost: (namespace, host, reference) =>
      orAssumed(hosts.has(`${namespace}/${host}`), 'ServiceEntry host', namespace, host, reference),
  };
}
