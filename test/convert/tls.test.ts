import { describe, expect, test } from '@jest/globals';
import { convertGateways, gatewayOf, http } from './gateway-conversion.ts';

const terminateMode = 'gateway.istio.io/tls-terminate-mode';
const listenerProtocol = 'gateway.istio.io/listener-protocol';
const cipherSuites = 'gateway.istio.io/tls-cipher-suites';
const suites = { [cipherSuites]: 'AES128-SHA' };
const cert = { certificateRefs: [{ name: 'cert' }] };
const credentialName = 'kubernetes-gateway://app/cert';
const at = 'Gateway/web spec.listeners[0].tls';

async function server(tls: object, { port = 443, metadata = {} } = {}) {
  const listeners = [{ name: 'tls', port, protocol: 'TLS', tls }];
  const { servers, issues } = await convertGateways([gatewayOf({ listeners }, metadata)]);
  return { tls: servers['app/web/tls']?.tls, issues };
}

describe('the TLS mode of a server (GW-60, GW-61)', () => {
  const noCiphers = `${at}.options.${cipherSuites} silent tls-option-ignored: option "${cipherSuites}" has no effect on this listener`;
  const ignoredRefs = (cause: string) =>
    `${at}.certificateRefs silent field-ignored: "certificateRefs" is not supported by Istio and has no effect with ${cause}`;
  const noCredential = `${at} silent listener-without-credential: listener terminates TLS but names no certificate; handshakes fail`;

  test.each<[string, object, object, string[]]>([
    ['no mode terminates', cert, { mode: 'SIMPLE', credentialName }, []],
    [
      'Terminate',
      { mode: 'Terminate', ...cert, options: suites },
      { mode: 'SIMPLE', credentialName, cipherSuites: ['AES128-SHA'] },
      [],
    ],
    ['MUTUAL', { ...cert, options: { [terminateMode]: 'MUTUAL' } }, { mode: 'MUTUAL', credentialName }, []],
    [
      'OPTIONAL_MUTUAL',
      { ...cert, options: { [terminateMode]: 'OPTIONAL_MUTUAL' } },
      { mode: 'OPTIONAL_MUTUAL', credentialName },
      [],
    ],
    [
      'ISTIO_MUTUAL reads nothing else',
      { ...cert, options: { [terminateMode]: 'ISTIO_MUTUAL', ...suites } },
      { mode: 'ISTIO_MUTUAL' },
      [ignoredRefs(`${terminateMode}: ISTIO_MUTUAL`), noCiphers],
    ],
    [
      'ISTIO_SIMPLE reads nothing else',
      { ...cert, options: { [terminateMode]: 'ISTIO_SIMPLE' } },
      { mode: 'SIMPLE', credentialName: 'builtin://' },
      [ignoredRefs(`${terminateMode}: ISTIO_SIMPLE`)],
    ],
    [
      'an unknown mode is SIMPLE',
      { ...cert, options: { [terminateMode]: 'mutual' } },
      { mode: 'SIMPLE', credentialName },
      [
        `${at}.options.${terminateMode} silent tls-option-ignored: value "mutual" of "${terminateMode}" is unknown, SIMPLE is used`,
      ],
    ],
    ['Passthrough is the zero value', { mode: 'Passthrough' }, {}, []],
    [
      'Passthrough reads the ciphers only',
      { mode: 'Passthrough', ...cert, options: { [terminateMode]: 'MUTUAL', ...suites } },
      { cipherSuites: ['AES128-SHA'] },
      [
        `${at}.options.${terminateMode} silent tls-option-ignored: option "${terminateMode}" has no effect with mode: Passthrough`,
        ignoredRefs('mode: Passthrough'),
      ],
    ],
    [
      'other options are not read (GW-66)',
      { ...cert, options: { 'example.com/min-version': '1.3' } },
      { mode: 'SIMPLE', credentialName },
      [
        `${at}.options.example.com/min-version silent tls-option-ignored: option "example.com/min-version" is not read by Istio`,
      ],
    ],
    [
      'no certificate is no error, and leaves out the ciphers (GW-63)',
      { mode: 'Terminate', options: { [terminateMode]: 'MUTUAL', ...suites } },
      { mode: 'MUTUAL' },
      [noCredential, noCiphers],
    ],
  ])('%s', async (_, tls, expected, issues) => {
    expect(await server(tls)).toMatchObject({ tls: expected, issues });
    expect((await server(tls)).tls).toEqual(expected);
  });

  test('it is read from HTTP and TCP listeners too (GW-44)', async () => {
    const tls = { ...cert };
    const { servers } = await convertGateways([
      gatewayOf({
        listeners: [
          { ...http, tls },
          { name: 'tcp', port: 81, protocol: 'TCP', tls },
        ],
      }),
    ]);
    expect(Object.values(servers).map((one) => [one.port.protocol, one.tls])).toEqual([
      ['HTTP', { mode: 'SIMPLE', credentialName }],
      ['TCP', { mode: 'SIMPLE', credentialName }],
    ]);
  });
});

describe('AUTO_PASSTHROUGH (GW-62)', () => {
  const auto = { mode: 'AUTO_PASSTHROUGH' };
  const network = { 'topology.istio.io/network': '' };
  const passthrough = { mode: 'Passthrough' };

  test.each<[string, object, number, object, object]>([
    ['by the option', { ...passthrough, options: { [listenerProtocol]: 'auto-passthrough' } }, 443, {}, auto],
    [
      'the option is case-sensitive',
      { ...passthrough, options: { [listenerProtocol]: 'Auto-Passthrough' } },
      443,
      {},
      {},
    ],
    ['by the network label, even an empty one', passthrough, 15443, network, auto],
    ['not without the label', passthrough, 15443, {}, {}],
    ['not on another port', passthrough, 15444, network, {}],
    [
      'on the port of the other label',
      passthrough,
      35443,
      { ...network, 'networking.istio.io/gatewayPort': '35443' },
      auto,
    ],
    [
      'which replaces the usual one',
      passthrough,
      15443,
      { ...network, 'networking.istio.io/gatewayPort': '35443' },
      {},
    ],
  ])('%s', async (_, tls, port, labels, expected) => {
    expect((await server(tls, { port, metadata: { labels } })).tls).toEqual(expected);
  });

  test('never when TLS ends here', async () => {
    const { tls, issues } = await server(
      { ...cert, options: { [listenerProtocol]: 'auto-passthrough' } },
      { port: 15443, metadata: { labels: network } },
    );
    expect(tls).toEqual({ mode: 'SIMPLE', credentialName });
    expect(issues).toEqual([
      `${at}.options.${listenerProtocol} silent tls-option-ignored: option "${listenerProtocol}" has no effect without mode: Passthrough`,
    ]);
  });
});
