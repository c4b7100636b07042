type Family = 'http' | 'tls' | 'other';

/** The protocols of a port, and how Istio treats them (AP-26). HBONE is for istiod alone. */
const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['grpc', 'http'],
  ['grpc-web', 'http'],
  ['http', 'http'],
  ['http2', 'http'],
  ['http_proxy', 'http'],
  ['https', 'tls'],
  ['mongo', 'other'],
  ['mysql', 'other'],
  ['redis', 'other'],
  ['tcp', 'other'],
  ['tls', 'tls'],
  ['udp', 'other'],
]);

/** Whether Istio knows a protocol, in any case of letters. */
export function isProtocol(protocol: string): boolean {
  return families.has(protocol.toLowerCase());
}

/** Whether the requests of a protocol are in the clear and can be told apart: HTTP and what is built on it. */
export function isHttp(protocol: string): boolean {
  return families.get(protocol.toLowerCase()) === 'http';
}

/** Whether connections of a protocol begin with a TLS handshake. */
export function isTls(protocol: string): boolean {
  return families.get(protocol.toLowerCase()) === 'tls';
}

/** Whether a protocol is TCP without requests that Istio reads, TLS included. */
export function isTcp(protocol: string): boolean {
  return isProtocol(protocol) && !isHttp(protocol) && protocol.toLowerCase() !== 'udp';
}
