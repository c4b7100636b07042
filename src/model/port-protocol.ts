import type { ServicePort } from './core.ts';

/** How Istio treats a protocol: as requests that it reads, as TLS, as bytes, or not at all. */
type Family = 'http1' | 'http2' | 'tls' | 'tcp' | 'udp';

/** The protocols that a port may have (AP-26). HBONE is not among them: istiod sets it for its own ports, past this list. */
const families = {
  grpc: 'http2',
  'grpc-web': 'http2',
  http: 'http1',
  http2: 'http2',
  http_proxy: 'http1',
  https: 'tls',
  mongo: 'tcp',
  mysql: 'tcp',
  redis: 'tcp',
  tcp: 'tcp',
  tls: 'tls',
  udp: 'udp',
} as const satisfies Readonly<Record<string, Family>>;

/** A protocol that Istio knows, in lower case. */
export type PortProtocol = keyof typeof families;

/** Values of `appProtocol` that Kubernetes defines, in exactly these letters. No name of a port can have a slash. */
const kubernetesProtocols: ReadonlyMap<string, PortProtocol> = new Map<string, PortProtocol>([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);

/** Ports of protocols in which the server speaks first: SMTP, DNS, MySQL, MongoDB. Waiting for the client to be recognised would not end. */
const serverSpeaksFirst: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** What the port of a Service declares about the protocol behind it. */
export interface DeclaredProtocol {
  readonly protocol: PortProtocol;
  /** As written: `UDP`, the value of `appProtocol`, or the part of it or of the name that says it. */
  readonly text: string;
}

/** The protocol of a name, in any case of letters; undefined if Istio does not know it. */
export function parsePortProtocol(name = ''): PortProtocol | undefined {
  const lower = name.toLowerCase();
  return isKnown(lower) ? lower : undefined;
}

function isKnown(name: string): name is PortProtocol {
  return Object.hasOwn(families, name);
}

/**
 * What a port declares: UDP, else by `appProtocol`, else by its name, of both the part up to the first `-`.
 * An `appProtocol` that Istio does not know declares nothing; the name does not stand in for it.
 */
export function declaredProtocol({ appProtocol, name = '', protocol }: ServicePort): DeclaredProtocol | undefined {
  if (protocol === 'UDP') return { protocol: 'udp', text: protocol };
  const kubernetes = appProtocol === undefined ? undefined : kubernetesProtocols.get(appProtocol);
  if (kubernetes !== undefined && appProtocol !== undefined) return { protocol: kubernetes, text: appProtocol };
  // The one protocol with a dash needs none behind it: `grpc-web2` is one.
  const [text = ''] = /^(?:grpc-web|[^-]*)/i.exec(appProtocol ?? name) ?? [];
  const known = parsePortProtocol(text);
  return known && { protocol: known, text };
}

/** The protocol that istiod takes the port of a Service for; undefined if the proxy has to look at what comes. */
export function servicePortProtocol(port: ServicePort): PortProtocol | undefined {
  return declaredProtocol(port)?.protocol ?? (serverSpeaksFirst.has(port.port ?? 0) ? 'tcp' : undefined);
}

/** Whether the requests of a protocol are in the clear and can be told apart: HTTP and what is built on it. */
export function isHttp(protocol: PortProtocol | undefined): boolean {
  return familyOf(protocol) === 'http1' || isHttp2(protocol);
}

/** Whether a protocol is HTTP/2 in the clear, or built on it. */
export function isHttp2(protocol: PortProtocol | undefined): boolean {
  return familyOf(protocol) === 'http2';
}

/** Whether connections of a protocol begin with a TLS handshake. */
export function isTls(protocol: PortProtocol | undefined): boolean {
  return familyOf(protocol) === 'tls';
}

/** Whether a protocol is TCP without requests that Istio reads, TLS included. */
export function isTcp(protocol: PortProtocol | undefined): boolean {
  return familyOf(protocol) === 'tcp' || isTls(protocol);
}

function familyOf(protocol: PortProtocol | undefined): Family | undefined {
  return protocol && families[protocol];
}
