import { expect, test } from '@jest/globals';
import { declaredProtocol } from '../../src/lint/declared-protocol.ts';

test.each([
  [{ name: 'grpc' }, 'http2', 'grpc'],
  [{ name: 'GRPC-api' }, 'http2', 'GRPC'],
  [{ name: 'grpc-web' }, 'http2', 'grpc-web'],
  [{ name: 'grpc-web2' }, 'http2', 'grpc-web'],
  [{ name: 'http2-x' }, 'http2', 'http2'],
  [{ name: 'http' }, 'other', 'http'],
  [{ name: 'tcp-db' }, 'other', 'tcp'],
  [{ name: 'https' }, 'tls', 'https'],
  [{ name: 'tls-x' }, 'tls', 'tls'],
  [{ name: 'x', appProtocol: 'kubernetes.io/h2c' }, 'http2', 'kubernetes.io/h2c'],
  [{ name: 'x', appProtocol: 'kubernetes.io/ws' }, 'other', 'kubernetes.io/ws'],
  [{ name: 'x', appProtocol: 'kubernetes.io/wss' }, 'tls', 'kubernetes.io/wss'],
  // appProtocol counts for more than the name.
  [{ name: 'grpc', appProtocol: 'HTTPS' }, 'tls', 'HTTPS'],
])('GWX0717, GWX0718: %j declares %s by "%s"', (port, family, text) => {
  expect(declaredProtocol(port)).toMatchObject({ family, text });
});

test.each([
  {},
  { name: 'web' },
  { name: 'h2c' },
  { name: 'kubernetes.io/h2c' },
  { name: 'grpc', appProtocol: 'x.io/y' },
])('GWX0717: %j declares nothing', (port) => {
  expect(declaredProtocol(port)).toBeUndefined();
});
