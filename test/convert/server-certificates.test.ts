import { describe, expect, test } from '@jest/globals';
import { core } from './conversion.ts';
import { convertGateways, gatewayOf, type Options } from './gateway-conversion.ts';

const at = 'Gateway/web spec.listeners[0].tls';

async function server(tls: object, metadata: object = {}, options: Options = {}, objects: object[] = []) {
  const listeners = [{ name: 'tls', port: 443, protocol: 'TLS', tls }];
  const { servers, issues, assumptions } = await convertGateways(
    [gatewayOf({ listeners }, metadata), ...objects],
    options,
  );
  return { tls: servers['app/web/tls']?.tls, issues, assumptions };
}

describe('certificateRefs (GW-63, GW-70, GW-73)', () => {
  const secret = (name: string, more: object = { data: {} }, namespace = 'app') =>
    core('Secret', name, namespace, more);
  const refs = (...certificateRefs: object[]) => ({ certificateRefs });
  const bad = (where: string, reason: string, message: string) => [
    `${at}.${where} ResolvedRefs ${reason}: ${message}`,
    `${at}.${where} Programmed Invalid: Bad TLS configuration`,
    // GW-73: a certificate that may not be used has nothing to do with CAs, and is reported as if it had.
    ...(reason === 'RefNotPermitted' ? [`${at}.${where} Accepted NoValidCACertificate: ${message}`] : []),
  ];
  const foreign = 'certificateRef x/certs not accessible to a Gateway in namespace "app" (missing a ReferenceGrant?)';
  const [first, second] = ['certificateRefs[0]', 'certificateRefs[1]'];
  const expectedKeys = "found secret, but didn't have expected keys (cert and key) or (tls.crt and tls.key); found: ";
  const noPem = 'the certificate is malformed: tls: failed to find any PEM data in certificate input';

  test.each<[string, object, object[], string[]]>([
    [
      'three',
      refs({ name: 'a' }, { name: 'b' }, { name: 'c' }),
      [],
      bad('certificateRefs[2]', 'InvalidCertificateRef', 'TLS mode can only support up to 2 server certificates'),
    ],
    [
      'of a foreign namespace: the grant comes before everything else',
      refs({ kind: 'ConfigMap', group: 'x', name: 'x', namespace: 'certs' }),
      [],
      bad(`${first}.namespace`, 'RefNotPermitted', foreign),
    ],
    [
      'of another kind',
      refs({ kind: 'ConfigMap', name: 'x' }),
      [],
      bad(first, 'InvalidCertificateRef', 'invalid certificate reference /ConfigMap/x., only secret is allowed'),
    ],
    [
      'of another group',
      refs({ group: 'x', kind: 'Secret', name: 'x' }),
      [],
      bad(first, 'InvalidCertificateRef', 'invalid certificate reference x/Secret/x., only secret is allowed'),
    ],
    [
      'that does not exist',
      refs({ name: 'x', namespace: 'app' }),
      [],
      bad(`${first}.name`, 'InvalidCertificateRef', 'invalid certificate reference //x.app, secret app/x not found'),
    ],
    [
      'of a type that istiod does not see (GW-71)',
      refs({ name: 'x' }),
      [secret('x', { type: 'helm.sh/release.v1' })],
      bad(`${first}.name`, 'InvalidCertificateRef', 'invalid certificate reference //x., secret app/x not found'),
    ],
    [
      'of the other such type (GW-71)',
      refs({ name: 'x' }),
      [secret('x', { type: 'kubernetes.io/service-account-token' })],
      bad(`${first}.name`, 'InvalidCertificateRef', 'invalid certificate reference //x., secret app/x not found'),
    ],
    [
      'without keys (GW-71)',
      refs({ name: 'x' }),
      [secret('x')],
      bad(first, 'InvalidCertificateRef', `invalid certificate reference //x., ${expectedKeys}`),
    ],
    [
      'malformed (GW-72)',
      refs({ name: 'x' }),
      [secret('x', { stringData: { 'tls.crt': 'x', 'tls.key': 'y' } })],
      bad(first, 'InvalidCertificateRef', `invalid certificate reference //x., ${noPem}`),
    ],
    [
      'two, both bad: the reason of the first',
      refs({ name: 'x', namespace: 'certs' }, { name: 'y' }),
      [],
      bad(
        `${first}.namespace`,
        'RefNotPermitted',
        `${foreign}; invalid certificate reference //y., secret app/y not found`,
      ),
    ],
  ])('closed world: %s', async (_, tls, objects, issues) => {
    expect(await server(tls, {}, { complete: true }, objects)).toEqual({ tls: undefined, issues, assumptions: [] });
  });

  test.each<[string, object, object, string[]]>([
    [
      'two good ones',
      refs({ name: 'b' }, { name: 'a' }),
      { mode: 'SIMPLE', credentialNames: ['kubernetes-gateway://app/b', 'kubernetes-gateway://app/a'] },
      [],
    ],
    [
      'the second is bad',
      refs({ name: 'a' }, { name: 'x', namespace: 'certs' }),
      { mode: 'SIMPLE', credentialName: 'kubernetes-gateway://app/a' },
      [
        `${at}.${second} silent certificate-ref-lost: one of two certificateRefs is unusable (${foreign}); istiod reports no error and uses only the other one`,
      ],
    ],
    [
      'the first is bad: no certificate at all',
      refs({ name: 'x', namespace: 'certs' }, { name: 'a' }),
      { mode: 'SIMPLE' },
      [
        `${at}.${first} silent certificate-ref-lost: one of two certificateRefs is unusable (${foreign}); istiod reports no error and presents no certificate`,
      ],
    ],
    [
      "a Secret named like Istio's own certificate",
      refs({ name: 'builtin://x' }),
      { mode: 'SIMPLE', credentialName: 'builtin://' },
      [],
    ],
  ])('%s (GW-63)', async (_, tls, expected, issues) => {
    const result = await server(tls);
    expect([result.tls, result.issues]).toEqual([expected, issues]);
  });

  test('the fields in messages are as written, with the defaults of the CRDs if they are filled in (17.2)', async () => {
    const { issues } = await server(refs({ name: 'x' }), {}, { complete: true, defaults: true });
    expect(issues[0]).toBe(
      `${at}.${first}.name ResolvedRefs InvalidCertificateRef: invalid certificate reference /Secret/x., secret app/x not found`,
    );
  });

  test.each<[string, object[], string[]]>([
    ['one that is not in the input', [], ['Secret app/x']],
    ['one without content', [secret('x')], []],
    ['one with placeholders', [secret('x', { stringData: { 'tls.crt': 'ENC[x]', 'tls.key': 'y' } })], []],
    [
      'one of cert-manager',
      [
        {
          apiVersion: 'cert-manager.io/v1',
          kind: 'Certificate',
          metadata: { name: 'c', namespace: 'app' },
          spec: { secretName: 'x' },
        },
      ],
      [],
    ],
    [
      'one of an ExternalSecret',
      [
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: { name: 'x', namespace: 'app' },
          spec: {},
        },
      ],
      [],
    ],
    [
      'one of a SealedSecret',
      [
        {
          apiVersion: 'bitnami.com/v1alpha1',
          kind: 'SealedSecret',
          metadata: { name: 'x', namespace: 'app' },
          spec: {},
        },
      ],
      [],
    ],
  ])('open world: %s is taken as usable (LN-22, LN-25, LN-26)', async (_, objects, assumptions) => {
    const result = await server(refs({ name: 'x', namespace: 'app' }), {}, {}, objects);
    expect(result).toEqual({
      tls: { mode: 'SIMPLE', credentialName: 'kubernetes-gateway://app/x' },
      issues: [],
      assumptions,
    });
  });

  test("open world: a Gateway with cert-manager's annotation makes its own Secrets (LN-25)", async () => {
    const metadata = { annotations: { 'cert-manager.io/issuer': 'ca' } };
    expect(await server(refs({ name: 'x', namespace: 'app' }), metadata)).toMatchObject({
      issues: [],
      assumptions: [],
    });
  });

  test('open world: what is in the input and unusable is an error all the same', async () => {
    const objects = [secret('x', { stringData: { 'tls.crt': 'x', 'tls.key': 'y' } })];
    expect(await server(refs({ name: 'x' }), {}, {}, objects)).toMatchObject({ tls: undefined, assumptions: [] });
  });
});
