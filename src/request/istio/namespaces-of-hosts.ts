import type { IstioWorld } from '../istio-world.ts';

/**
 * The namespaces in which a host is registered. What is not in the input is read off the name of a Service; any other
 * host is taken to be registered where it is needed, unless the input is all there is.
 */
export function namespacesOf(world: IstioWorld, host: string, needed: string): readonly string[] {
  const registered = world.registry.find(host);
  if (registered.length > 0) return registered.map(({ namespace }) => namespace);
  const namespace = serviceNamespace(host, world.settings.domainSuffix);
  if (namespace !== undefined) return [namespace];
  return world.holdsAll(needed) ? [] : [needed];
}

/** The namespace in the host of a Service; undefined for every other host. */
export function serviceNamespace(host: string, domainSuffix: string): string | undefined {
  const end = `.svc.${domainSuffix}`;
  if (!host.endsWith(end)) return undefined;
  const [, namespace, ...more] = host.slice(0, -end.length).split('.');
  return more.length === 0 ? namespace : undefined;
}
