import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { conditionLines, convertText, statusOf } from '../policies/conversion.ts';

const gateway = (listeners: readonly string[], status = '', extra = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: istio, listeners: [${listeners.join(', ')}]${extra}}
status: {${status}}
`;
const listener = (name: string, protocol = 'HTTP', port = 80, extra = '') =>
  `{name: ${name}, protocol: ${protocol}, port: ${port}${extra}}`;
const route = (kind: string, name: string, parents: string, extra = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}}
spec: {parentRefs: [${parents}], rules: [{backendRefs: [{name: s, port: 1}]}]${extra}}
`;
const ok = [
  'Accepted True Accepted: No errors found',
  'Conflicted False NoConflicts: No errors found',
  'Programmed True Programmed: No errors found',
  'ResolvedRefs True ResolvedRefs: No errors found',
];

async function listenersOf(text: string, kind = 'Gateway', name = 'gw') {
  return objectsIn(statusOf(await convertText(text), kind, name)?.status, 'listeners');
}

const attached = async (text: string, kind = 'Gateway', name = 'gw') =>
  (await listenersOf(text, kind, name)).map((entry) => `${entry['name']} ${entry['attachedRoutes']}`);

describe('conditions of listeners (GW-133)', () => {
  const conflict = 'Listener has a conflict with another listener attached to the same Gateway';
  test.each([
    ['none', [listener('a')], 0, ok],
    [
      'an unsupported protocol',
      [listener('a', 'UDP')],
      0,
      [expect.stringMatching(/^Accepted False UnsupportedProtocol/), ...ok.slice(1)],
    ],
    [
      'a TLS error',
      [listener('a', 'HTTPS', 443, ', tls: {certificateRefs: [{name: gone}]}')],
      0,
      [
        ok[0],
        ok[1],
        'Programmed False Invalid: Bad TLS configuration',
        'ResolvedRefs False InvalidCertificateRef: invalid certificate reference /Secret/gone., secret default/gone not found',
      ],
    ],
    [
      'GW-134: a TLS error is overridden by route kinds',
      [
        listener(
          'a',
          'HTTPS',
          443,
          ', tls: {certificateRefs: [{name: gone}]}, allowedRoutes: {kinds: [{kind: TCPRoute}]}',
        ),
      ],
      0,
      [
        ok[0],
        ok[1],
        'Programmed False Invalid: Bad TLS configuration',
        'ResolvedRefs False InvalidRouteKinds: Invalid route kinds',
      ],
    ],
    [
      'GW-106: a conflict, without ResolvedRefs',
      [listener('a'), listener('b', 'TCP')],
      1,
      [
        `Accepted False ProtocolConflict: ${conflict}`,
        `Conflicted True ProtocolConflict: ${conflict}`,
        `Programmed False ProtocolConflict: ${conflict}`,
      ],
    ],
    [
      'GW-106: a conflict, with wrong route kinds',
      [listener('a'), listener('b', 'HTTP', 80, ', allowedRoutes: {kinds: [{kind: TCPRoute}]}')],
      1,
      [
        `Accepted False HostnameConflict: ${conflict}`,
        `Conflicted True HostnameConflict: ${conflict}`,
        `Programmed False HostnameConflict: ${conflict}`,
        'ResolvedRefs False InvalidRouteKinds: Invalid route kinds',
      ],
    ],
    ['GW-43: no tls, and nobody says so', [listener('a', 'TLS', 443)], 0, ok],
  ])('%s', async (_title, listeners, index, expected) => {
    expect(conditionLines((await listenersOf(gateway(listeners)))[index])).toEqual(expected);
  });

  test.each([
    ['HTTP', '', ['HTTPRoute', 'GRPCRoute'], true],
    ['TCP', '', ['TCPRoute'], true],
    ['HBONE', '', [], true],
    [
      'HTTP',
      ', allowedRoutes: {kinds: [{kind: GRPCRoute}, {group: gateway.networking.k8s.io, kind: HTTPRoute}]}',
      ['HTTPRoute', 'GRPCRoute'],
      true,
    ],
    ['HTTP', ', allowedRoutes: {kinds: [{kind: GRPCRoute}, {kind: GRPCRoute}]}', ['GRPCRoute'], false],
    ['HTTP', ', allowedRoutes: {kinds: [{group: x.io, kind: GRPCRoute}]}', [], false],
    ['TLS', ', tls: {mode: Passthrough}', ['TLSRoute'], true],
    ['TLS', ', tls: {mode: Terminate, certificateRefs: [{name: gone}]}', ['TLSRoute', 'TCPRoute'], undefined],
  ])('GW-134: kinds of %s%s', async (protocol, extra, kinds, valid) => {
    const [entry] = await listenersOf(gateway([listener('a', protocol, 80, extra)]));
    expect(entry?.['supportedKinds']).toEqual(kinds.map((kind) => ({ group: 'gateway.networking.k8s.io', kind })));
    if (valid !== undefined)
      expect(conditionLines(entry)[3]).toBe(
        valid ? ok[3] : 'ResolvedRefs False InvalidRouteKinds: Invalid route kinds',
      );
  });
});

describe('existing listener entries (GW-132)', () => {
  test('conditions are taken from the entry at the same index, whatever its name; the rest goes', async () => {
    const mark = (name: string, type: string) =>
      `{name: ${name}, attachedRoutes: 9, conditions: [{type: ${type}, status: "True", reason: r, message: m}]}`;
    const status = `listeners: [${mark('b', 'First')}, ${mark('a', 'Second')}, ${mark('a', 'Third')}, ${mark('z', 'Fourth')}]`;
    const entries = await listenersOf(gateway([listener('a'), listener('b', 'HTTP', 81)], status));
    expect(entries.map((entry) => [entry['name'], entry['attachedRoutes'], conditionLines(entry)[0]])).toEqual([
      ['a', 0, 'First True r: m'],
      ['b', 0, 'Second True r: m'],
    ]);
  });

  test('of two listeners of one name the first counts; no listeners leave no field', async () => {
    expect(await attached(gateway([listener('a'), listener('a', 'HTTP', 81)]))).toEqual(['a 0']);
    expect(
      statusOf(await convertText(gateway([], 'listeners: [{name: a}]')), 'Gateway', 'gw')?.status,
    ).not.toHaveProperty('listeners');
  });
});

describe('attachedRoutes (GW-136, RT-124)', () => {
  test('counts a route once for each listener that takes it, of every kind, whatever its backends', async () => {
    const listeners = [
      listener('a', 'HTTP', 80, ', hostname: a.example'),
      listener('b', 'HTTP', 80, ", hostname: '*.b.example'"),
      listener('t', 'TCP', 90),
    ];
    const text = [
      route('HTTPRoute', 'r1', '{name: gw}, {name: gw, sectionName: a}, {name: gw, port: 80}'),
      route('HTTPRoute', 'r2', '{name: gw}', ', hostnames: [x.y.b.example]'),
      route('GRPCRoute', 'r1', '{name: gw, sectionName: b}'),
      route('TCPRoute', 'r1', '{name: gw}'),
      route('HTTPRoute', 'r3', "{group: '', kind: Service, name: gw}"),
    ].join('');
    expect(await attached(gateway(listeners) + text)).toEqual(['a 1', 'b 3', 't 1']);
  });

  test('a listener with a TLS error counts its routes, a conflicting one and one without tls do not', async () => {
    const listeners = [
      listener('tls', 'HTTPS', 443, ', tls: {certificateRefs: [{name: gone}]}'),
      listener('a'),
      listener('b'),
      listener('open', 'HTTPS', 444),
    ];
    expect(await attached(gateway(listeners) + route('HTTPRoute', 'r', '{name: gw}'))).toEqual([
      'tls 1',
      'a 1',
      'b 0',
      'open 0',
    ]);
  });

  test('GW-137: a Gateway and a ListenerSet of one name add up; GW-118: those of other namespaces do not', async () => {
    const set = (namespace: string) => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: gw, namespace: ${namespace}}
spec: {parentRef: {name: gw, namespace: default}, listeners: [{name: a, protocol: HTTP, port: 80, hostname: ${namespace}.example, allowedRoutes: {namespaces: {from: All}}}]}
`;
    const text =
      gateway([listener('a')], '', ', allowedListeners: {namespaces: {from: All}}') +
      set('default') +
      set('other') +
      route('HTTPRoute', 'r', '{name: gw}') +
      route('HTTPRoute', 's', '{name: gw, kind: ListenerSet}');
    expect(await attached(text)).toEqual(['a 2']);
    expect(await attached(text, 'ListenerSet')).toEqual(['a 2']);
    const other = statusOf(await convertText(text), 'ListenerSet', 'gw', 'other');
    expect(objectsIn(other?.status, 'listeners').map((entry) => entry['attachedRoutes'])).toEqual([0]);
  });

  test('GW-120: a waypoint takes no routes', async () => {
    const text = gateway([listener('mesh', 'HBONE', 15008), listener('x')]).replace(
      'gatewayClassName: istio',
      'gatewayClassName: istio-waypoint',
    );
    expect(await attached(text + route('HTTPRoute', 'r', '{name: gw}'))).toEqual(['mesh 0', 'x 0']);
  });
});
