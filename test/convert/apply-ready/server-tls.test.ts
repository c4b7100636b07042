import { describe, expect, test } from '@jest/globals';
import { core, gatewayAPI, listener } from '../conversion.ts';
import { type ApplyOptions, apply } from './application.ts';

const cert = { name: 'cert' };
const grants = ['Secret', 'ConfigMap'].map((kind) =>
  gatewayAPI(
    'ReferenceGrant',
    kind.toLowerCase(),
    { from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'app' }], to: [{ group: '', kind }] },
    { namespace: 'infra' },
  ),
);

/** How a listener terminates TLS, and how its Gateway checks clients. */
interface Written {
  readonly protocol?: string;
  readonly tls?: object;
  readonly frontend?: object;
  readonly options?: ApplyOptions;
}

async function tlsOf({ protocol = 'HTTPS', tls, frontend, options = {} }: Written) {
  const gateway = gatewayAPI('Gateway', 'web', {
    gatewayClassName: 'istio',
    ...(frontend && { tls: { frontend: { default: { validation: frontend } } } }),
    listeners: [listener('https', { port: 443, protocol, ...(tls && { tls }) })],
  });
  const { gateways, messages } = await apply([gateway, ...grants], options);
  return {
    tls: gateways[0]?.spec.servers?.[0]?.tls,
    count: gateways.length,
    codes: messages.map((text) => text.split(':')[0]),
  };
}

const terminate = (more: object = {}) => ({ mode: 'Terminate', certificateRefs: [cert], ...more });
const mode = (value: string) => ({ options: { 'gateway.istio.io/tls-terminate-mode': value } });
const ca = (kind: string, more: object = {}) => ({ caCertificateRefs: [{ group: '', kind, name: 'ca', ...more }] });
const simple = { mode: 'SIMPLE', credentialName: 'cert' };
const mutual = { mode: 'MUTUAL', credentialName: 'cert', insecureSkipVerify: false };

describe('TLS of servers', () => {
  test.each<[string, Written, unknown, readonly string[]]>([
    ['AF-30: a Secret by its bare name', { tls: terminate() }, simple, []],
    [
      'AF-30: two Secrets',
      { tls: terminate({ certificateRefs: [cert, { name: 'second' }] }) },
      { mode: 'SIMPLE', credentialNames: ['cert', 'second'] },
      [],
    ],
    [
      'AF-31: a Secret of another namespace',
      { tls: terminate({ certificateRefs: [{ ...cert, namespace: 'infra' }] }) },
      undefined,
      ['GWX-A32 error'],
    ],
    [
      'AF-31: one of two',
      { tls: terminate({ certificateRefs: [cert, { ...cert, namespace: 'infra' }] }) },
      undefined,
      ['GWX-A32 error'],
    ],
    [
      "AF-32: Istio's own certificate",
      { tls: terminate(mode('ISTIO_SIMPLE')) },
      { mode: 'SIMPLE', credentialName: 'builtin://' },
      [],
    ],
    ['AF-35: mutual TLS of the mesh', { tls: terminate(mode('ISTIO_MUTUAL')) }, { mode: 'ISTIO_MUTUAL' }, []],
    [
      'AF-35: the CA beside the certificate',
      { tls: terminate(mode('MUTUAL')) },
      { mode: 'MUTUAL', credentialName: 'cert' },
      [],
    ],
    [
      'AF-33: a CA in a ConfigMap',
      { tls: terminate(), frontend: ca('ConfigMap') },
      { ...mutual, caCertCredentialName: 'configmap://app/ca-cacert' },
      [],
    ],
    [
      'AF-33: a CA in a ConfigMap of another namespace',
      { tls: terminate(), frontend: ca('ConfigMap', { namespace: 'infra' }) },
      { ...mutual, caCertCredentialName: 'configmap://infra/ca-cacert' },
      [],
    ],
    [
      'AF-33: a CA in a Secret',
      { tls: terminate(), frontend: ca('Secret') },
      { ...mutual, caCertCredentialName: 'ca-cacert' },
      [],
    ],
    [
      'AF-33: a CA in a Secret of another namespace',
      { tls: terminate(), frontend: ca('Secret', { namespace: 'infra' }) },
      undefined,
      ['GWX-A32 error'],
    ],
    [
      'AF-35: clients without a certificate are let in',
      { tls: terminate(), frontend: { ...ca('ConfigMap'), mode: 'AllowInsecureFallback' } },
      {
        mode: 'OPTIONAL_MUTUAL',
        credentialName: 'cert',
        caCertCredentialName: 'configmap://app/ca-cacert',
        insecureSkipVerify: true,
      },
      [],
    ],
    ['AF-34: passthrough is said', { protocol: 'TLS', tls: { mode: 'Passthrough' } }, { mode: 'PASSTHROUGH' }, []],
    [
      'AF-34: passthrough by the server name',
      {
        protocol: 'TLS',
        tls: { mode: 'Passthrough', options: { 'gateway.istio.io/listener-protocol': 'auto-passthrough' } },
      },
      { mode: 'AUTO_PASSTHROUGH' },
      [],
    ],
    ['AF-34: TLS on HTTP', { protocol: 'HTTP', tls: terminate() }, undefined, ['GWX-A33 warning']],
    ['AF-34: TLS on TCP', { protocol: 'TCP', tls: terminate() }, undefined, ['GWX-A33 warning']],
    ['AF-34: no certificate', { tls: { mode: 'Terminate' } }, undefined, ['GWX-A34 error']],
    [
      'AF-35: cipher suites',
      { tls: terminate({ options: { 'gateway.istio.io/tls-cipher-suites': 'ECDHE-RSA-AES256-GCM-SHA384' } }) },
      { ...simple, cipherSuites: ['ECDHE-RSA-AES256-GCM-SHA384'] },
      [],
    ],
    [
      'section 12: two Secrets',
      { tls: terminate({ certificateRefs: [cert, { name: 'b' }] }), options: { istioVersion: '1.25' } },
      undefined,
      ['GWX-A48 error'],
    ],
    [
      'section 12: a CA of its own',
      { tls: terminate(), frontend: ca('ConfigMap'), options: { istioVersion: '1.27' } },
      undefined,
      ['GWX-A48 error'],
    ],
    [
      'section 12: a CA where older releases look for it',
      {
        tls: terminate(),
        frontend: { caCertificateRefs: [{ group: '', kind: 'Secret', name: 'cert' }] },
        options: { istioVersion: '1.27' },
      },
      { mode: 'MUTUAL', credentialName: 'cert' },
      [],
    ],
    [
      'section 12: nothing but what all releases do is left out',
      { tls: terminate(), frontend: ca('ConfigMap'), options: { istioVersion: '1.30' } },
      { mode: 'MUTUAL', credentialName: 'cert', caCertCredentialName: 'configmap://app/ca-cacert' },
      [],
    ],
    [
      'section 12: clients without a certificate',
      {
        tls: terminate(),
        frontend: { ...ca('ConfigMap'), mode: 'AllowInsecureFallback' },
        options: { istioVersion: '1.30' },
      },
      undefined,
      ['GWX-A48 error'],
    ],
  ])('%s', async (_name, written, expected, codes) => {
    const { tls, count, codes: said } = await tlsOf(written);
    expect([tls, said]).toEqual([expected, codes]);
    // What is refused has no Gateway; TLS that is ignored leaves one.
    expect(count).toBe(codes.some((code) => code.endsWith('error')) ? 0 : 1);
  });

  test('AF-30: the access to Secrets is told where the workload is emitted', async () => {
    const certificateRefs = [cert, { name: 'second' }];
    const { codes } = await tlsOf({ tls: terminate({ certificateRefs }), options: { deployed: true } });
    expect(codes).toEqual(['GWX-A30 note', 'GWX-A30 note']);
    const builtin = await tlsOf({ tls: terminate(mode('ISTIO_SIMPLE')), options: { deployed: true } });
    expect(builtin.codes).toEqual([]);
  });

  test('AF-34: of two certificates the first is unusable', async () => {
    const broken = core('Secret', 'broken', 'app', {
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': 'eA==', 'tls.key': 'eA==' },
    });
    const gateway = gatewayAPI('Gateway', 'web', {
      gatewayClassName: 'istio',
      listeners: [
        listener('https', {
          port: 443,
          protocol: 'HTTPS',
          tls: terminate({ certificateRefs: [{ name: 'broken' }, cert] }),
        }),
      ],
    });
    const { gateways, messages } = await apply([gateway, broken]);
    expect(gateways).toEqual([]);
    expect(messages).toEqual([expect.stringContaining('GWX-A34 error')]);
  });
});
