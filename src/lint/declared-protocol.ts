import type { ServicePort } from '../model/core.ts';

/** What a port of a Service declares about the protocol behind it. */
export interface DeclaredProtocol {
  readonly family: 'http2' | 'tls' | 'other';
  /** As written: the value of `appProtocol`, or the part of the name that says it. */
  readonly text: string;
  readonly field: 'appProtocol' | 'name';
}

type Family = DeclaredProtocol['family'];

/** Protocols that Istio knows, in lower case. */
const families: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['double-hbone', 'other'],
  ['grpc', 'http2'],
  ['grpc-web', 'http2'],
  ['hbone', 'other'],
  ['http', 'other'],
  ['http2', 'http2'],
  ['http_proxy', 'other'],
  ['https', 'tls'],
  ['mongo', 'other'],
  ['mysql', 'other'],
  ['redis', 'other'],
  ['tcp', 'other'],
  ['tls', 'tls'],
  ['udp', 'other'],
]);

/** What Kubernetes defines for `appProtocol`; no name of a port can have a slash. */
const kubernetesFamilies: ReadonlyMap<string, Family> = new Map<string, Family>([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'other'],
  ['kubernetes.io/wss', 'tls'],
]);

/** What a port declares: by `appProtocol`, else by its name up to the first `-`. Undefined if that is no protocol that Istio knows. */
export function declaredProtocol({ appProtocol, name = '' }: ServicePort): DeclaredProtocol | undefined {
  const field = appProtocol === undefined ? 'name' : 'appProtocol';
  const kubernetes = kubernetesFamilies.get(appProtocol ?? '');
  if (kubernetes !== undefined && appProtocol !== undefined) return { family: kubernetes, text: appProtocol, field };
  const value = appProtocol ?? name;
  // The one protocol with a dash needs none behind it.
  const text = /^grpc-web/i.exec(value)?.[0] ?? value.split('-')[0] ?? '';
  const family = families.get(text.toLowerCase());
  return family && { family, text, field };
}
