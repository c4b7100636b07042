import { describe, expect, test } from '@jest/globals';
import { core } from './conversion.ts';
import { convertGateways, gatewayOf, http } from './gateway-conversion.ts';

describe('the certificate for backends (GW-85)', () => {
  const path = 'Gateway/web spec.tls.backend.clientCertificateRef';
  const ignored = `${path} silent field-ignored: "clientCertificateRef" is not supported by Istio and has no effect`;
  const unread = {
    gatewayClassName: 'istio',
    addresses: [
      { type: 'X', value: 'x' },
      { type: 'X', value: 'y' },
    ],
  };

  test.each<[string, object, object[], string | undefined]>([
    [
      'another kind',
      { kind: 'ConfigMap', name: 'x' },
      [],
      ' ResolvedRefs InvalidClientCertificateRef: invalid clientCertificateRef /ConfigMap/x., only secret is allowed',
    ],
    [
      'absent, before the grant',
      { name: 'x', namespace: 'certs' },
      [],
      '.name ResolvedRefs InvalidClientCertificateRef: invalid clientCertificateRef //x.certs, secret certs/x not found',
    ],
    [
      'malformed',
      { name: 'x' },
      [core('Secret', 'x', 'app', { stringData: { cert: 'x', key: 'y' } })],
      ' ResolvedRefs InvalidClientCertificateRef: invalid clientCertificateRef //x., the certificate is malformed: tls: failed to find any PEM data in certificate input',
    ],
  ])('%s', async (_, clientCertificateRef, objects, message) => {
    const web = gatewayOf({ listeners: [http], tls: { backend: { clientCertificateRef } } });
    const { servers, issues } = await convertGateways([web, ...objects], { complete: true });
    expect(Object.keys(servers)).toEqual(['app/web/http']);
    expect(issues).toEqual([ignored, `${path}${message}`]);
  });

  test('of a foreign namespace: the grant is checked last, and also when no address is usable', async () => {
    const tls = { backend: { clientCertificateRef: { name: 'x', namespace: 'certs' } } };
    const { issues } = await convertGateways([gatewayOf({ listeners: [http], tls, ...unread })]);
    expect(issues.slice(1)).toEqual([
      ignored,
      `${path}.namespace ResolvedRefs RefNotPermitted: clientCertificateRef x/certs not accessible to a Gateway in namespace "app" (missing a ReferenceGrant?)`,
    ]);
  });

  test('not of remote Gateways', async () => {
    const tls = { backend: { clientCertificateRef: { kind: 'Other', name: 'x' } } };
    const { issues } = await convertGateways([gatewayOf({ gatewayClassName: 'istio-remote', listeners: [http], tls })]);
    expect(issues).toEqual([]);
  });
});
