import type { ServiceSpec } from '../model/core.ts';
import type { GatewayAddress } from '../model/gateway-api.ts';
import { isIPAddress } from '../model/ip-address.ts';
import { isObject, objectsIn } from '../model/json.ts';
import { gatewayAnnotations, serviceHost } from '../model/names.ts';
import { compareBytes } from '../model/order.ts';
import type { Resource } from '../model/resource.ts';
import type { HandledGateway } from './gateways.ts';
import type { Listener } from './listeners.ts';
import type { ConversionResult } from './result.ts';

/** A Service or ServiceEntry host as the registry holds it. */
interface RegisteredService {
  readonly ports: readonly { readonly port: number; readonly targetPort: number }[];
  readonly isLoadBalancer: boolean;
  readonly clusterIPs: readonly string[];
  readonly externalAddresses: readonly string[];
}

/** What the Services behind a Gateway or ListenerSet come to (GW-141). */
export interface ServiceLookup {
  /** `host:port` of every usable port. */
  readonly internal: readonly string[];
  readonly warnings: readonly string[];
  readonly addresses: readonly GatewayAddress[];
  /** What makes it unusable. */
  readonly problems: readonly AddressProblem[];
  /** Hosts of Services that were not in the input and taken to exist. */
  readonly assumedHosts: readonly string[];
}

/** Why a host of a Gateway, or one of its ports, is of no use. */
export interface AddressProblem {
  readonly host: string;
  readonly message: string;
  /** The port that it lacks; otherwise there is no such host. */
  readonly port?: number;
  /** The host is in no namespace at all. */
  readonly absent?: true;
}

/** Finds services by host, then by namespace. */
export type GatewayServices = ReadonlyMap<string, ReadonlyMap<string, RegisteredService>>;

export function indexGatewayServices({
  seen,
  settings,
  holdsAll,
}: Pick<ConversionResult, 'seen' | 'settings' | 'holdsAll'>): GatewayServices {
  const services = new Map<string, Map<string, RegisteredService>>();
  const add = (host: string, namespace: string, service: RegisteredService) => {
    services.set(host, (services.get(host) ?? new Map<string, RegisteredService>()).set(namespace, service));
  };
  for (const service of seen.list('services.')) {
    const { name, namespace } = service.metadata;
    add(
      serviceHost(name, namespace, settings.domainSuffix),
      namespace,
      registeredService(service, holdsAll(namespace)),
    );
  }
  for (const { metadata, spec } of seen.list('serviceentries.networking.istio.io')) {
    const ports = (spec.ports ?? []).map(({ number = 0, targetPort }) => ({
      port: number,
      targetPort: targetPort ?? number,
    }));
    const entry = { ports, isLoadBalancer: false, clusterIPs: [], externalAddresses: [] };
    for (const host of spec.hosts ?? []) add(host, metadata.namespace, entry);
  }
  return services;
}

/** What istiod takes for the IP of a headless Service (GW-144). */
const unspecified = '0.0.0.0';

/** A file rarely holds the cluster IP; where it is all there is, istiod takes a Service without one for headless. */
function registeredService({ spec, status }: Resource<ServiceSpec>, isComplete: boolean): RegisteredService {
  const isLoadBalancer = spec.type === 'LoadBalancer';
  const clusterIPs = (spec.clusterIPs ?? [spec.clusterIP ?? '']).filter((ip) => ip !== '');
  return {
    ports: (spec.ports ?? []).map(({ port = 0, targetPort }) => ({
      port,
      // The port of the endpoints: nobody knows where a named one leads.
      targetPort: typeof targetPort === 'number' ? targetPort : port,
    })),
    isLoadBalancer,
    clusterIPs:
      clusterIPs.length === 0 && isComplete
        ? [unspecified]
        : clusterIPs.map((ip) => (ip === 'None' ? unspecified : ip)),
    externalAddresses: [...(isLoadBalancer ? ingressAddresses(status) : []), ...(spec.externalIPs ?? [])],
  };
}

function ingressAddresses(status: unknown): readonly string[] {
  const loadBalancer = isObject(status) ? status['loadBalancer'] : undefined;
  return objectsIn(loadBalancer, 'ingress').flatMap(({ ip, hostname }) => {
    const address = ip || hostname;
    return typeof address === 'string' ? address : [];
  });
}

/** Looks up the Services of a Gateway for some ports; those of a ListenerSet are its Gateway's (GW-140, GW-141). */
export function lookUpServices(
  gateway: HandledGateway,
  ports: ReadonlySet<number>,
  services: GatewayServices,
  { holdsAll }: Pick<ConversionResult, 'holdsAll'>,
): ServiceLookup {
  const isComplete = holdsAll(gateway.resource.metadata.namespace);
  const found: Found = {
    internal: [],
    warnings: [],
    clusterIPs: [],
    hosts: [],
    external: [],
    problems: [],
    assumedHosts: [],
  };
  for (const host of gateway.services) lookUpHost(found, gateway, host, ports, services, isComplete);
  const { internal, warnings, problems, assumedHosts } = found;
  return {
    internal: [...internal].sort(compareBytes),
    warnings: [...warnings].sort(compareBytes),
    addresses: addressesOf(gateway, found),
    problems,
    assumedHosts,
  };
}

interface Found {
  readonly internal: string[];
  readonly warnings: string[];
  readonly clusterIPs: string[];
  /** Hosts of usable services with an address to come by. */
  readonly hosts: string[];
  readonly external: string[];
  readonly problems: AddressProblem[];
  readonly assumedHosts: string[];
}

function lookUpHost(
  found: Found,
  gateway: HandledGateway,
  host: string,
  ports: ReadonlySet<number>,
  services: GatewayServices,
  isComplete: boolean,
): void {
  const { namespace } = gateway.resource.metadata;
  const byNamespace = services.get(host);
  const service = byNamespace?.get(namespace);
  if (service !== undefined) {
    for (const port of ports) lookUpPort(found, host, service, port);
    return;
  }
  if (!isComplete && (gateway.managed || byNamespace === undefined)) {
    assumeService(found, gateway, host, ports);
    return;
  }
  const others = [...(byNamespace?.keys() ?? [])].sort(compareBytes).map((other) => `"${other}"`);
  const elsewhere = ` in namespace "${namespace}", but it was found in namespace(s) ${others.join(', ')}`;
  const isAbsent = others.length === 0;
  const message = `hostname "${host}" not found${isAbsent ? '' : elsewhere}`;
  found.warnings.push(message);
  found.problems.push({ host, message, ...(isAbsent && { absent: true }) });
}

/** Which listeners of a Gateway ask its Services for their port (GW-135). */
export function portListeners(listeners: readonly Listener[]): readonly Listener[] {
  return listeners.filter(({ ownerKind, valid, conflict, placeholder }) =>
    ownerKind === 'Gateway' ? conflict === undefined && !placeholder : valid,
  );
}

/** The open world has the Service; that of a managed Gateway waits for its address. */
function assumeService(found: Found, gateway: HandledGateway, host: string, ports: ReadonlySet<number>): void {
  found.assumedHosts.push(host);
  for (const port of ports) found.internal.push(`${host}:${port}`);
  if (gateway.managed && ports.size > 0) found.warnings.push(`address pending for hostname "${host}"`);
}

function lookUpPort(found: Found, host: string, service: RegisteredService, port: number): void {
  if (service.ports.some((entry) => entry.port === port)) {
    found.internal.push(`${host}:${port}`);
    found.clusterIPs.push(...service.clusterIPs);
    found.external.push(...service.externalAddresses);
    const isPending = service.externalAddresses.length === 0 && service.isLoadBalancer;
    const pending = `address pending for hostname "${host}"`;
    if (!isPending) found.hosts.push(host);
    else if (!found.warnings.includes(pending)) found.warnings.push(pending);
    return;
  }
  if (service.ports.length === 0) {
    found.warnings.push(`no instances found for hostname "${host}"`);
    return;
  }
  const meant = service.ports.filter(({ targetPort }) => targetPort === port).map((entry) => String(entry.port));
  const hint = ` (hint: the service port should be specified, not the workload port. Did you mean one of these ports: [${distinct(meant).join(' ')}]?)`;
  const message = `port ${port} not found for hostname "${host}"${meant.length > 0 ? hint : ''}`;
  found.warnings.push(message);
  found.problems.push({ host, message, port });
}

/** GW-143: external addresses if there are any, else internal ones of the type that the class, or an annotation, asks for. */
function addressesOf({ resource, controller }: HandledGateway, found: Found): readonly GatewayAddress[] {
  const external = distinct(found.external);
  if (external.length > 0) return external.map(address);
  const both = controller.role !== 'gateway' && controller.role !== 'agentgateway';
  const type = resource.metadata.annotations?.[gatewayAnnotations.addressType] ?? (both ? '' : 'Hostname');
  const ips = type === 'Hostname' ? [] : distinct(found.clusterIPs);
  const hosts = type === 'IPAddress' ? [] : distinct(found.hosts);
  return [...ips, ...hosts].map(address);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareBytes);
}

function address(value: string): GatewayAddress {
  return { type: isIPAddress(value) ? 'IPAddress' : 'Hostname', value };
}
