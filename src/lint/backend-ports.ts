import type { ConversionResult } from '../convert/result.ts';
import type { BackendObjectReference } from '../model/gateway-api.ts';
import { groups, serviceHost } from '../model/names.ts';
import { namespacedName, type Resource } from '../model/resource.ts';

/** The ports of what a backendRef names. */
export interface BackendPorts {
  /** `Service "shop/cart"`. */
  readonly name: string;
  /** Where the ports are declared, as a rule one object. */
  readonly resources: readonly Resource[];
  readonly ports: readonly BackendPort[];
}

interface BackendPort {
  readonly port: number | undefined;
  readonly targetPort?: number | string | undefined;
}

/**
 * Finds the ports of Services and of hosts that ServiceEntries or Services of the route's namespace have; undefined for what is not in
 * the input, and for kinds whose port istiod checks or does not read.
 */
export function createBackendPorts({
  seen,
  settings,
}: ConversionResult): (route: Resource, ref: BackendObjectReference) => BackendPorts | undefined {
  const ofServices = new Map<string, BackendPorts>();
  const ofHosts = new Map<string, BackendPorts>();
  for (const service of seen.list('services.')) {
    const { name, namespace } = service.metadata;
    const ports = (service.spec.ports ?? []).map(({ port, targetPort }) => ({ port, targetPort }));
    const found = { name: `Service "${namespacedName(service.metadata)}"`, resources: [service], ports };
    ofServices.set(`${namespace}/${name}`, found);
    ofHosts.set(`${namespace}/${serviceHost(name, namespace, settings.domainSuffix)}`, found);
  }
  for (const entry of seen.list('serviceentries.networking.istio.io')) {
    const ports = (entry.spec.ports ?? []).map(({ number, targetPort }) => ({ port: number, targetPort }));
    for (const host of entry.spec.hosts ?? []) {
      const key = `${entry.metadata.namespace}/${host}`;
      const other = ofHosts.get(key);
      const name = other?.name ?? `ServiceEntry "${namespacedName(entry.metadata)}"`;
      ofHosts.set(key, {
        name,
        resources: [...(other?.resources ?? []), entry],
        ports: [...(other?.ports ?? []), ...ports],
      });
    }
  }
  return (route, { group = '', kind = 'Service', name = '', namespace = route.metadata.namespace }) => {
    if (kind === 'Hostname' && group === groups.istio) return ofHosts.get(`${route.metadata.namespace}/${name}`);
    const isService =
      (kind === 'Service' && group === '') || (kind === 'ServiceImport' && group === settings.MCSAPIGroup);
    return isService ? ofServices.get(`${namespace}/${name}`) : undefined;
  };
}
