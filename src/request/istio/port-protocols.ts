import type { RegisteredHost, RegisteredPort } from './registry.ts';

/** How a sidecar treats the connections to a port; `sniffed`: by what they turn out to be. */
export type PortProtocol = 'http' | 'tls' | 'tcp' | 'sniffed';

const protocols: Readonly<Record<string, PortProtocol>> = {
  grpc: 'http',
  'grpc-web': 'http',
  http: 'http',
  http2: 'http',
  http_proxy: 'http',
  https: 'tls',
  mongo: 'tcp',
  mysql: 'tcp',
  redis: 'tcp',
  tcp: 'tcp',
  tls: 'tls',
};

/** Values of `appProtocol` that Kubernetes defines. */
const kubernetesProtocols: Readonly<Record<string, PortProtocol>> = {
  'kubernetes.io/h2c': 'http',
  'kubernetes.io/ws': 'http',
  'kubernetes.io/wss': 'tls',
};

/** Ports of protocols in which the server speaks first, so that waiting for the client to be recognised would not end. */
const serverSpeaksFirst: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** The protocol of a port: of a Service by `appProtocol` or the start of the port's name, of a ServiceEntry as written (E-52). */
export function portProtocol({ service }: RegisteredHost, port: RegisteredPort): PortProtocol {
  if (service === undefined) return byName(protocols, port.protocol) ?? 'sniffed';
  const { appProtocol, name, number } = port;
  const standard = appProtocol === undefined ? undefined : byName(kubernetesProtocols, appProtocol);
  const [start = ''] = /^(?:grpc-web|[^-]*)/i.exec(appProtocol ?? name) ?? [];
  return standard ?? byName(protocols, start) ?? (serverSpeaksFirst.has(number) ? 'tcp' : 'sniffed');
}

function byName(table: Readonly<Record<string, PortProtocol>>, name: string): PortProtocol | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
