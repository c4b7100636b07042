import { describe, expect, test } from '@jest/globals';
import { conditionLines, convertText, issueLines, statusOf } from './conversion.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const secret = (data: string, metadata = 'name: s') => `
---
{apiVersion: v1, kind: Secret, metadata: {${metadata}}, data: {${data}}}
`;
const gateway = (ref: string, extra = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: istio, listeners: [{name: http, protocol: HTTP, port: 80}], tls: {backend: {clientCertificateRef: {${ref}}}}${extra}}
`;
const ref = (text: string, rest: string) =>
  `ResolvedRefs False InvalidClientCertificateRef: invalid clientCertificateRef ${text}, ${rest}`;

async function conditions(text: string, complete = true) {
  return conditionLines(statusOf(await convertText(text, { complete, defaults: false }), 'Gateway', 'gw')?.status);
}

describe('the client certificate of a Gateway', () => {
  const expected = "found secret, but didn't have expected keys (cert and key) or (tls.crt and tls.key); found:";
  test.each([
    ['another kind', 'kind: ConfigMap, name: s', '', ref('/ConfigMap/s.', 'only secret is allowed')],
    [
      'another group',
      'group: x.io, kind: Secret, name: s, namespace: default',
      '',
      ref('x.io/Secret/s.default', 'only secret is allowed'),
    ],
    ['missing; unset fields are empty text', 'name: s', '', ref('//s.', 'secret default/s not found')],
    ['no keys', 'kind: Secret, name: s', secret('a: eA=='), ref('/Secret/s.', `${expected} a`)],
    [
      'three other keys',
      'name: s',
      secret('c: eA==, a: eA==, b: eA=='),
      ref('//s.', `${expected} a, b, c, and 0 more...`),
    ],
    [
      'empty cert and key',
      'name: s',
      secret("cert: '', key: ''"),
      ref('//s.', 'found keys "cert" and "key", but they were empty'),
    ],
    [
      'empty tls.crt and tls.key',
      'name: s',
      secret("tls.crt: '', tls.key: ''"),
      ref('//s.', 'found keys "tls.crt" and "tls.key", but they were empty'),
    ],
    [
      'no PEM',
      'name: s',
      secret(`tls.crt: ${base64('x')}, tls.key: ${base64('x')}`),
      ref('//s.', 'the certificate is malformed: tls: failed to find any PEM data in certificate input'),
    ],
    [
      'POL-81: a Secret of another namespace gives itself away before the grant is asked for',
      'name: s, namespace: other',
      secret("cert: '', key: ''", 'name: s, namespace: other'),
      ref('//s.other', 'found keys "cert" and "key", but they were empty'),
    ],
    ['POL-81: so does its absence', 'name: s, namespace: other', '', ref('//s.other', 'secret other/s not found')],
  ])('POL-80: %s', async (_title, certificate, objects, line) => {
    expect((await conditions(gateway(certificate) + objects)).at(-1)).toBe(line);
  });

  test('POL-80: the grant is asked for last; POL-79: only ResolvedRefs suffers, and nothing is generated differently', async () => {
    const text = gateway('name: s, namespace: other');
    const plain = await convertText(gateway('name: s').replace(/, tls: .*?\}\}\}/, ''), { complete: false });
    const result = await convertText(text, { complete: false });
    expect(conditionLines(statusOf(result, 'Gateway', 'gw')?.status)).toEqual([
      'Accepted True Accepted: Resource accepted',
      expect.stringMatching(/^Programmed False AddressNotAssigned/),
      'ResolvedRefs False RefNotPermitted: clientCertificateRef s/other not accessible to a Gateway in namespace "default" (missing a ReferenceGrant?)',
    ]);
    expect(result.resources.map(({ spec }) => spec)).toEqual(plain.resources.map(({ spec }) => spec));
    expect(issueLines(result, 'Gateway', 'gw')[0]).toMatch(
      /^silent field-ignored @spec.tls.backend.clientCertificateRef/,
    );
    const grant =
      '\n---\n{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: other}, spec: {from: [{group: gateway.networking.k8s.io, kind: Gateway, namespace: default}], to: [{group: "", kind: Secret, name: s}]}}\n';
    expect((await conditions(text + grant, false)).at(-1)).toBe(
      'ResolvedRefs True ResolvedRefs: All references resolved',
    );
  });

  test('GW-85: it is judged on hard failure too, and not for remote Gateways', async () => {
    const addresses = ', addresses: [{type: IPAddress, value: 1.2.3.4}, {type: IPAddress, value: 1.2.3.5}]';
    expect((await conditions(gateway('name: s', addresses))).at(-1)).toBe(ref('//s.', 'secret default/s not found'));
    expect(
      await conditions(gateway('name: s').replace('gatewayClassName: istio', 'gatewayClassName: istio-remote')),
    ).toHaveLength(2);
  });
});
