import type { Destination, RouteDestination } from '../../model/istio.ts';
import type { IstioWorld } from '../istio-world.ts';
import type { BackendStatus, Choice } from '../request.ts';
import { type Form, fullHost, type VirtualServiceObject } from './istio-objects.ts';
import { serviceNamespace } from './namespaces-of-hosts.ts';

/** Where traffic goes, and whether there is anything (E-33). */
export interface Cluster {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  readonly status: BackendStatus;
}

/** What destinations are looked up with. */
export interface DestinationScope {
  readonly world: IstioWorld;
  readonly virtualService: Pick<VirtualServiceObject, 'metadata' | 'form'>;
  /** Port of the listener: the last resort for a destination without one. */
  readonly listenerPort: number;
  /** Conversion found nothing wrong with the backends, so those that it registers itself are there too. */
  readonly vouched: boolean;
}

/** The host that conversion gives to rules without backends: never a cluster (RT-79). */
const nowhere = 'internal.cluster.local';

/** E-33. */
export function clusterOf(destination: Destination, scope: DestinationScope): Cluster {
  const { world, virtualService, listenerPort, vouched } = scope;
  const { form, metadata } = virtualService;
  const host = fullHost(destination.host ?? '', metadata.namespace, form, world.settings.domainSuffix);
  const subset = destination.subset === undefined ? {} : { subset: destination.subset };
  const ports = world.registry.find(host).flatMap((registered) => registered.ports);
  const [only, ...others] = ports;
  const port = destination.port?.number ?? (others.length === 0 ? only?.number : undefined) ?? listenerPort;
  if (host === '') return { host, status: 'invalid' };
  const cluster = { host, port, ...subset };
  if (host === nowhere) return { ...cluster, status: 'missing' };
  if (world.registry.find(host).length > 0) {
    if (!ports.some(({ number }) => number === port)) return { ...cluster, status: 'missing' };
    const isKnown = destination.subset === undefined || world.registry.hasSubset(host, destination.subset);
    return { ...cluster, status: isKnown ? 'ok' : isMissing(world, host) };
  }
  const status = isMissing(world, host);
  return { ...cluster, status: vouched && status === 'missing' ? 'ok' : status };
}

/** What is not in the input is taken to exist, unless the input is all there is (RQ-4). */
function isMissing({ holdsAll, settings }: IstioWorld, host: string): 'missing' | 'missing?' {
  return holdsAll(serviceNamespace(host, settings.domainSuffix) ?? '') ? 'missing' : 'missing?';
}

/** Whether a cluster gets an answer, as far as anybody knows. */
export function isUsable({ status }: { readonly status: BackendStatus }): boolean {
  return status === 'ok' || status === 'missing?' || status === 'no-endpoints?';
}

/** What Envoy answers for a cluster that does not exist (E-33). */
function missingClusterStatus(form: Form): number {
  return form === 'mirror' ? 500 : 503;
}

/** A destination that gets a share. */
export interface WeightedDestination {
  readonly destination: RouteDestination;
  readonly choice: Choice;
}

/** E-34: one destination gets everything, of several those without weight get nothing. */
export function weighDestinations(
  destinations: readonly RouteDestination[],
  scope: DestinationScope,
): readonly WeightedDestination[] {
  const [only, ...others] = destinations;
  const weighted = others.length === 0 ? destinations : destinations.filter(({ weight = 0 }) => weight > 0);
  const total = weighted.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return weighted.map((destination) => {
    const share = destination === only && others.length === 0 ? 1 : (destination.weight ?? 0) / total;
    const cluster = clusterOf(destination.destination, scope);
    const response = isUsable(cluster) ? {} : { response: missingClusterStatus(scope.virtualService.form) };
    return { destination, choice: { ...cluster, weight: destination.weight ?? 0, probability: share, ...response } };
  });
}
