import { expect, test } from '@jest/globals';
import {
  declaredProtocol,
  isHttp,
  isHttp2,
  isTcp,
  isTls,
  parsePortProtocol,
  servicePortProtocol,
} from '../../src/model/port-protocol.ts';

test.each([
  [{ name: 'grpc' }, 'grpc', 'grpc'],
  [{ name: 'GRPC-api' }, 'grpc', 'GRPC'],
  [{ name: 'grpc-web' }, 'grpc-web', 'grpc-web'],
  [{ name: 'gRPC-Web-x' }, 'grpc-web', 'gRPC-Web'],
  // Without a dash behind it, too.
  [{ name: 'grpc-web2' }, 'grpc-web', 'grpc-web'],
  [{ name: 'http2-x' }, 'http2', 'http2'],
  [{ name: 'http' }, 'http', 'http'],
  [{ name: 'tcp-db' }, 'tcp', 'tcp'],
  [{ name: 'tls-x' }, 'tls', 'tls'],
  [{ name: 'http_proxy-x' }, 'http_proxy', 'http_proxy'],
  [{ name: 'dns', protocol: 'UDP' }, 'udp', 'UDP'],
  // The transport counts for more than what is said about what it carries.
  [{ name: 'https', protocol: 'UDP', appProtocol: 'https' }, 'udp', 'UDP'],
  [{ name: 'udp-dns', protocol: 'TCP' }, 'udp', 'udp'],
  [{ name: 'x', appProtocol: 'kubernetes.io/h2c' }, 'http2', 'kubernetes.io/h2c'],
  [{ name: 'x', appProtocol: 'kubernetes.io/ws' }, 'http', 'kubernetes.io/ws'],
  [{ name: 'x', appProtocol: 'kubernetes.io/wss' }, 'https', 'kubernetes.io/wss'],
  // appProtocol counts for more than the name, and is read like one.
  [{ name: 'grpc', appProtocol: 'HTTPS' }, 'https', 'HTTPS'],
  [{ name: 'x', appProtocol: 'http_proxy' }, 'http_proxy', 'http_proxy'],
  [{ name: 'x', appProtocol: 'tcp-x' }, 'tcp', 'tcp'],
])('%j declares %s by "%s"', (port, protocol, text) => {
  expect(declaredProtocol(port)).toEqual({ protocol, text });
});

test.each([
  {},
  { name: 'web' },
  { name: 'h2c' },
  { name: 'http1' },
  { name: 'httpx' },
  { name: 'kubernetes.io/h2c' },
  { name: 'sctp', protocol: 'SCTP' },
  { name: 'toString' },
  // istiod's own ports have these; nobody can declare them.
  { name: 'hbone' },
  { name: 'double-hbone' },
  { name: 'x', appProtocol: 'hbone' },
  // What appProtocol says is not looked for in the name.
  { name: 'grpc', appProtocol: 'x.io/y' },
  { name: 'grpc', appProtocol: '' },
  { name: 'grpc', appProtocol: 'Kubernetes.io/h2c' },
])('%j declares nothing', (port) => {
  expect(declaredProtocol(port)).toBeUndefined();
});

test.each([
  [{ port: 80 }, undefined],
  [{ port: 25 }, 'tcp'],
  [{ port: 53, name: 'dns' }, 'tcp'],
  [{ port: 53, protocol: 'UDP' }, 'udp'],
  [{ port: 3306, appProtocol: 'x.io/y' }, 'tcp'],
  [{ port: 27017, name: 'mongo' }, 'mongo'],
  [{ port: 3306, name: 'http' }, 'http'],
])('%j is taken for %s: a server that speaks first is not waited for', (port, protocol) => {
  expect(servicePortProtocol(port)).toBe(protocol);
});

test.each([
  ['GRPC', ['http', 'http2']],
  ['grpc-web', ['http', 'http2']],
  ['Http', ['http']],
  ['HTTP2', ['http', 'http2']],
  ['HTTP_PROXY', ['http']],
  ['HTTPS', ['tls', 'tcp']],
  ['mongo', ['tcp']],
  ['MySQL', ['tcp']],
  ['redis', ['tcp']],
  ['TCP', ['tcp']],
  ['TLS', ['tls', 'tcp']],
  ['udp', []],
])('AP-26: %s is a protocol, and is treated as %j', (name, expected) => {
  const protocol = parsePortProtocol(name);
  expect(protocol).toBe(name.toLowerCase());
  const treatments = { http: isHttp, http2: isHttp2, tls: isTls, tcp: isTcp };
  const held = Object.entries(treatments).flatMap(([treatment, holds]) => (holds(protocol) ? [treatment] : []));
  expect(held).toEqual(expected);
});

test.each(['', 'HBONE', 'h2c', 'grpc-web2', 'constructor'])('AP-26: "%s" is none', (name) => {
  expect(parsePortProtocol(name)).toBeUndefined();
});
