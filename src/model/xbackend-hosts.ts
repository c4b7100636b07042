import type { XBackendSpec } from './gateway-api.ts';

/** The host that an XBackend registers, valid or not. None if it is of another type, or if the host belongs to a Service (POL-58, POL-60, POL-61). */
export function registeredHost({ type, externalHostname }: XBackendSpec, domainSuffix: string): string | undefined {
  const host = type === 'ExternalHostname' ? externalHostname?.hostname : undefined;
  if (!host || host.endsWith(`.svc.${domainSuffix}`) || host.endsWith('.svc.clusterset.local')) return undefined;
  return host;
}
