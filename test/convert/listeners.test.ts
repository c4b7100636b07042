import { describe, expect, test } from '@jest/globals';
import { convertGateways, gatewayOf, http, type Options } from './gateway-conversion.ts';

const at = 'Gateway/web spec.listeners[0]';
const unsupported = (field: string, message: string) => `${at}.${field} Accepted UnsupportedProtocol: ${message}`;
const ambient = { env: ['PILOT_ENABLE_AMBIENT=true', 'AMBIENT_ENABLE_MULTI_NETWORK=true'] };

/** The server of a Gateway's only listener, and what is said. */
async function convertListener(listener: object, gatewayClassName = 'istio', options: Options = {}) {
  const web = gatewayOf({ gatewayClassName, listeners: [{ name: 'l', ...listener }] });
  const { servers, issues } = await convertGateways([web], options);
  return [servers['app/web/l'], issues];
}

/** Names of the routes of several kinds that attach to the only listener. */
async function attached(listener: object) {
  const kinds = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];
  const routes = kinds.map((kind) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name: kind.toLowerCase(), namespace: 'app' },
    spec: { parentRefs: [{ name: 'web' }], rules: [{ backendRefs: [{ name: 'svc', port: 80 }] }] },
  }));
  const { issues } = await convertGateways([
    gatewayOf({ listeners: [{ name: 'l', port: 80, ...listener }] }),
    ...routes,
  ]);
  const refused = (kind: string) =>
    issues.some((issue) => issue.includes(`kind gateway.networking.k8s.io/v1/${kind} is not allowed`));
  return kinds.filter((kind) => !refused(kind));
}

describe('protocols (GW-42)', () => {
  test.each(['HTTP', 'TCP', 'HTTPS', 'TLS'])('%s is the protocol of the server', async (protocol) => {
    const tls = protocol === 'HTTPS' || protocol === 'TLS' ? { tls: { mode: 'Passthrough' } } : {};
    expect(await convertListener({ port: 80, protocol, ...tls })).toMatchObject([
      { port: { name: 'default', number: 80, protocol } },
      [],
    ]);
  });

  test.each([
    ['HBONE', 'protocol "HBONE" is only supported for waypoint proxies'],
    ['http', 'protocol "http" is unsupported. hint: "HTTP" (uppercase) may be supported'],
    ['Tls', 'protocol "Tls" is unsupported. hint: "TLS" (uppercase) may be supported'],
    ['hbone', 'protocol "hbone" is unsupported. hint: "HBONE" (uppercase) may be supported'],
    ['UDP', 'protocol "UDP" is unsupported'],
    ['udp', 'protocol "udp" is unsupported'],
    ['istio.io/PROXY', 'protocol "istio.io/PROXY" is unsupported'],
    ['a"b\n', String.raw`protocol "a\"b\n" is unsupported`],
  ])('%j is refused', async (protocol, message) => {
    expect(await convertListener({ port: 80, protocol })).toEqual([undefined, [unsupported('protocol', message)]]);
  });

  test('a refused listener takes no kind of route, one with a TLS error takes them (GW-135)', async () => {
    expect(await attached({ protocol: 'UDP' })).toEqual([]);
    expect(await attached({ protocol: 'HTTPS', tls: { certificateRefs: [{ kind: 'X', name: 'x' }] } })).toEqual([
      'HTTPRoute',
      'GRPCRoute',
    ]);
  });
});

describe('port and hosts (GW-40, GW-41, GW-50)', () => {
  test.each([
    ['a wildcard is kept', { hostname: '*.x.com' }, ['app/*.x.com']],
    ['no host name', {}, ['app/*']],
    ['an empty host name', { hostname: '' }, ['app/']],
    ['of every namespace', { allowedRoutes: { namespaces: { from: 'All' } } }, ['*/*']],
  ])('%s', async (_, more, hosts) => {
    expect(await convertListener({ port: 80, protocol: 'HTTP', ...more })).toEqual([
      { hosts, port: { name: 'default', number: 80, protocol: 'HTTP' } },
      [],
    ]);
  });

  test("a Gateway's listener has no port of its own accord, and 0 is left out", async () => {
    for (const port of [{}, { port: 0 }]) {
      expect(await convertListener({ protocol: 'HTTP', ...port })).toEqual([
        { hosts: ['app/*'], port: { name: 'default', protocol: 'HTTP' } },
        [],
      ]);
    }
  });
});

describe('a listener without "tls" (GW-43)', () => {
  test.each(['HTTPS', 'TLS'])('%s: a placeholder that nothing is generated for', async (protocol) => {
    const message = `${at} silent listener-placeholder: ${protocol} listener has no "tls"; nothing is programmed for it although its status shows no error`;
    expect(await convertListener({ port: 443, protocol })).toEqual([undefined, [message]]);
  });
});

describe('route kinds (GW-134)', () => {
  const passthrough = { tls: { mode: 'Passthrough' } };

  test.each<[string, object, string[]]>([
    ['HTTP', { protocol: 'HTTP' }, ['HTTPRoute', 'GRPCRoute']],
    ['HTTPS', { protocol: 'HTTPS', ...passthrough }, ['HTTPRoute', 'GRPCRoute']],
    ['TCP', { protocol: 'TCP' }, ['TCPRoute']],
    ['TLS passed through', { protocol: 'TLS', ...passthrough }, ['TLSRoute']],
    ['TLS that ends here explicitly', { protocol: 'TLS', tls: { mode: 'Terminate' } }, ['TCPRoute', 'TLSRoute']],
    ['TLS that ends here by default', { protocol: 'TLS', tls: {} }, ['TLSRoute']],
  ])('%s', async (_, listener, kinds) => {
    expect(await attached(listener)).toEqual(kinds);
  });

  const invalidKinds = (i: number) =>
    `${at}.allowedRoutes.kinds[${i}] ResolvedRefs InvalidRouteKinds: Invalid route kinds`;
  const group = 'gateway.networking.k8s.io';

  test.each<[string, object[], string[], string[]]>([
    ['an empty list', [], ['HTTPRoute', 'GRPCRoute'], []],
    ['one of two', [{ kind: 'GRPCRoute' }], ['GRPCRoute'], []],
    ['with its group', [{ group, kind: 'HTTPRoute' }], ['HTTPRoute'], []],
    [
      'one that the protocol cannot carry',
      [{ kind: 'HTTPRoute' }, { kind: 'TCPRoute' }],
      ['HTTPRoute'],
      [invalidKinds(1)],
    ],
    ['another group', [{ group: 'networking.istio.io', kind: 'HTTPRoute' }], [], [invalidKinds(0)]],
    ['the empty group', [{ group: '', kind: 'HTTPRoute' }], [], [invalidKinds(0)]],
    ['a kind twice', [{ kind: 'HTTPRoute' }, { group, kind: 'HTTPRoute' }], ['HTTPRoute'], [invalidKinds(1)]],
  ])('allowed are %s', async (_, kinds, expected, issues) => {
    const listener = { protocol: 'HTTP', port: 80, allowedRoutes: { kinds } };
    const [server, reported] = await convertListener(listener);
    // The listener is emitted all the same (GW-135), and not otherwise than without kinds (GW-53).
    expect([server, reported]).toEqual([
      { hosts: ['app/*'], port: { name: 'default', number: 80, protocol: 'HTTP' } },
      issues,
    ]);
    expect(await attached(listener)).toEqual(expected);
  });
});

describe('waypoints (GW-120)', () => {
  const wrong = 'Expected a single listener on port 15008 with protocol "HBONE"';

  test.each<[string, object, string[]]>([
    ['as it should be', { port: 15008, protocol: 'HBONE' }, []],
    ['another port', { port: 15009, protocol: 'HBONE' }, [unsupported('port', wrong)]],
    ['another protocol', { port: 15008, protocol: 'HTTP' }, [unsupported('protocol', wrong)]],
  ])('%s: nothing is generated', async (_, listener, issues) => {
    expect(await convertListener(listener, 'istio-waypoint', ambient)).toEqual([undefined, issues]);
  });

  test('several listeners are no error', async () => {
    const listeners = ['a', 'b'].map((name) => ({ name, port: 15008, protocol: 'HBONE' }));
    const { servers, issues } = await convertGateways(
      [gatewayOf({ gatewayClassName: 'istio-waypoint', listeners })],
      ambient,
    );
    expect([servers, issues]).toEqual([{}, []]);
  });
});

describe('east-west gateways (GW-122 to GW-124)', () => {
  const wrong =
    'East-west gateway listeners must be either port 15008 with protocol "HBONE" and TLS.Mode == Terminate, or TLS with TLS.Mode == Passthrough';
  const ends = { mode: 'Terminate', options: { 'gateway.istio.io/tls-terminate-mode': 'ISTIO_MUTUAL' } };
  const unnamedMode = { options: ends.options };

  test.each<[string, object, object | undefined, string[]]>([
    ['HBONE on 15008 is not emitted', { port: 15008, protocol: 'HBONE', tls: ends }, undefined, []],
    ['nor without a mode, which is Terminate', { port: 15008, protocol: 'HBONE', tls: unnamedMode }, undefined, []],
    ['nor anything else on 15008', { port: 15008, protocol: 'HTTP' }, undefined, [unsupported('protocol', wrong)]],
    [
      'HBONE on 15008 has to end',
      { port: 15008, protocol: 'HBONE', tls: { mode: 'Passthrough' } },
      undefined,
      [unsupported('protocol', wrong)],
    ],
    ['HBONE on 15008 without tls', { port: 15008, protocol: 'HBONE' }, undefined, [unsupported('protocol', wrong)]],
    [
      'TLS passed through',
      { port: 15012, protocol: 'TLS', tls: { mode: 'Passthrough' } },
      { hosts: ['app/*'], port: { name: 'default', number: 15012, protocol: 'TLS' }, tls: {} },
      [],
    ],
    [
      'anything else is reported and emitted',
      { port: 80, protocol: 'HTTP' },
      { hosts: ['app/*'], port: { name: 'default', number: 80, protocol: 'HTTP' } },
      [unsupported('protocol', wrong)],
    ],
    [
      'HBONE on another port too',
      { port: 81, protocol: 'HBONE' },
      { hosts: ['app/*'], port: { name: 'default', number: 81, protocol: 'HBONE' } },
      [unsupported('port', wrong)],
    ],
    [
      'TLS without a mode too',
      { port: 82, protocol: 'TLS', tls: unnamedMode },
      { hosts: ['app/*'], port: { name: 'default', number: 82, protocol: 'TLS' }, tls: { mode: 'ISTIO_MUTUAL' } },
      [unsupported('protocol', wrong)],
    ],
    [
      'but nothing that has an error',
      { port: 80, protocol: 'UDP' },
      undefined,
      [unsupported('protocol', 'protocol "UDP" is unsupported'), unsupported('protocol', wrong)],
    ],
  ])('%s', async (_, listener, server, issues) => {
    expect(await convertListener(listener, 'istio-east-west', ambient)).toEqual([server, issues]);
  });

  test('AUTO_PASSTHROUGH applies here as well (GW-123)', async () => {
    const listeners = [{ name: 'l', port: 15443, protocol: 'TLS', tls: { mode: 'Passthrough' } }];
    const metadata = { labels: { 'topology.istio.io/network': 'n' } };
    const { servers } = await convertGateways(
      [gatewayOf({ gatewayClassName: 'istio-east-west', listeners }, metadata)],
      ambient,
    );
    expect(servers['app/web/l']?.tls).toEqual({ mode: 'AUTO_PASSTHROUGH' });
  });
});

test('a remote Gateway is not looked at (GW-125)', async () => {
  const addresses = [
    { type: 'X', value: 'a' },
    { type: 'X', value: 'b' },
  ];
  const infrastructure = { parametersRef: { group: 'x', kind: 'X', name: 'x' } };
  const web = gatewayOf({
    gatewayClassName: 'istio-remote',
    addresses,
    infrastructure,
    listeners: [http, { name: 'udp', port: 1, protocol: 'UDP' }],
  });
  expect(await convertGateways([web], { complete: true })).toMatchObject({ servers: {}, issues: [] });
});
