import type { XBackendSpec } from '../model/gateway-api.ts';
import type { ServiceEntrySpec } from '../model/istio.ts';
import { serviceEntryName } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { IstioResource } from './result.ts';
import { registeredHost } from './xbackend-hosts.ts';

/** The ServiceEntries by which istiod knows the hosts of XBackends, valid ones or not (POL-58 to POL-61). */
export function backendServiceEntries({ index, settings }: ConvertContext): readonly IstioResource[] {
  if (!settings.EnableAlphaGatewayAPI) return [];
  return index.list('xbackends.gateway.networking.x-k8s.io').flatMap((backend) => {
    const host = registeredHost(backend.spec, settings.domainSuffix);
    return host === undefined ? [] : serviceEntry(backend, host);
  });
}

function serviceEntry(backend: Resource<XBackendSpec>, host: string): IstioResource {
  const { name, namespace, creationTimestamp } = backend.metadata;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name: serviceEntryName(name), namespace, annotations: {}, creationTimestamp },
    spec: serviceEntrySpec(backend.spec, host),
    sources: [{ resource: backend, path: [] }],
  };
}

/** The ServiceEntry of an XBackend with its host. */
export function serviceEntrySpec({ port, protocol: written }: XBackendSpec, host: string): ServiceEntrySpec {
  const protocol = portProtocol(written);
  return {
    hosts: [host],
    ports: [{ number: port?.port, protocol, name: protocol }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
  };
}

/** POL-59. */
const protocols: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'HTTP'],
  ['GRPC', 'GRPC'],
  ['H2C', 'HTTP2'],
  ['HTTP', 'HTTP'],
  ['HTTP11', 'HTTP'],
  ['HTTP2', 'HTTP2'],
  ['MCP', 'HTTP'],
]);

function portProtocol(protocol: string | undefined): string {
  return protocols.get(protocol || undefined) ?? 'TCP';
}
