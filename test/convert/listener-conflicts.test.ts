import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { effectivePort, listenerConflicts } from '../../src/convert/listener-conflicts.ts';
import { gatewayAPI } from './conversion.ts';
import { allListenerSets, convertGateways, gatewayOf, http, listenerSet } from './gateway-conversion.ts';

/** Verdicts by name of listeners written as `name port PROTOCOL hostname`. */
function verdicts(...listeners: readonly string[]): Record<string, string> {
  const conflicts = listenerConflicts(
    listeners.map((text) => {
      const [key = '', port, protocol = '', hostname = ''] = text.split(' ');
      return { key, port: Number(port), protocol, hostname };
    }),
  );
  return Object.fromEntries([...conflicts].map(([key, { reason, winner }]) => [key, `${reason} ${winner.key}`]));
}

describe('two listeners', () => {
  const none = {};
  const protocol = { b: 'ProtocolConflict a' };
  const hostname = { b: 'HostnameConflict a' };

  test.each([
    ['different ports never meet', 'a 80 TCP', 'b 81 TCP', none],
    ['one host name', 'a 80 HTTP x.com', 'b 80 HTTP x.com', hostname],
    ['two host names', 'a 80 HTTP x.com', 'b 80 HTTP y.com', none],
    ['a wildcard and a name below it', 'a 80 HTTP *.x.com', 'b 80 HTTP a.x.com', none],
    ['every host and a name', 'a 80 HTTP *', 'b 80 HTTP x.com', none],
    ['no host name is every host', 'a 80 HTTP', 'b 80 HTTP *', hostname],
    ['host names are compared to the letter', 'a 80 HTTP x.com', 'b 80 HTTP X.com', none],
    ['HTTP and HTTPS share a port by host name', 'a 443 HTTP x.com', 'b 443 HTTPS y.com', none],
    ['HTTPS against TLS of one host (GW-104)', 'a 443 HTTPS x.com', 'b 443 TLS x.com', protocol],
    ['HTTP against TCP', 'a 80 HTTP x.com', 'b 80 TCP y.com', protocol],
    ['TCP against TLS', 'a 80 TCP', 'b 80 TLS y.com', protocol],
    ['TCP against TCP, whatever the host names (GW-104)', 'a 80 TCP x.com', 'b 80 TCP y.com', protocol],
    ['UDP against UDP', 'a 80 UDP', 'b 80 UDP', protocol],
    ['TCP against UDP', 'a 80 TCP', 'b 80 UDP', protocol],
    ['HBONE beside HTTP', 'a 80 HBONE', 'b 80 HTTP', none],
    ['HBONE beside TCP', 'a 80 TCP', 'b 80 HBONE', none],
    ['two other protocols', 'a 80 HBONE', 'b 80 example.com/x', none],
    ['one other protocol twice', 'a 80 HBONE x.com', 'b 80 HBONE y.com', hostname],
  ])('%s (GW-103)', (_, first, second, expected) => {
    expect(verdicts(first, second)).toEqual(expected);
  });
});

describe('any listeners', () => {
  const anyListener = fc.record({
    port: fc.constantFrom(80, 443),
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP', 'HBONE', 'x.com/y'),
    hostname: fc.constantFrom('', '*', 'x.com', '*.x.com', 'every hostname', 'protocol=HBONE'),
  });

  test('each loses to the first winner that it loses to alone (GW-102, GW-103)', () => {
    fc.assert(
      fc.property(fc.array(anyListener, { maxLength: 12 }), (drawn) => {
        const listeners = drawn.map((listener, i) => ({ ...listener, key: `${i}` }));
        const winners: (typeof listeners)[number][] = [];
        const expected = new Map<string, unknown>();
        for (const listener of listeners) {
          const verdict = winners
            .map((winner) => listenerConflicts([winner, listener]).get(listener.key))
            .find(Boolean);
          if (verdict === undefined) winners.push(listener);
          else expected.set(listener.key, verdict);
        }
        expect(listenerConflicts(listeners)).toEqual(expected);
      }),
    );
  });
});

describe('several listeners', () => {
  test('only those that won block others (GW-102)', () => {
    // b loses to a; c would lose to b alone.
    expect(verdicts('a 80 HTTP', 'b 80 TCP', 'c 80 HTTP x.com')).toEqual({ b: 'ProtocolConflict a' });
  });

  test('the first of several winners in the way gives the reason (GW-102)', () => {
    expect(verdicts('a 80 HTTP x.com', 'b 80 HTTPS y.com', 'c 80 HTTPS y.com', 'd 80 TCP')).toEqual({
      c: 'HostnameConflict b',
      d: 'ProtocolConflict a',
    });
  });

  test('those of one name share the verdict (GW-105)', () => {
    expect(verdicts('a 80 HTTP', 'b 81 HTTP', 'b 80 HTTP')).toEqual({ b: 'HostnameConflict a' });
  });
});

test.each([
  ['HTTP', 80],
  ['HTTPS', 443],
  ['TLS', 0],
  ['TCP', 0],
])(
  'an entry of a ListenerSet with protocol %s and no port has port %i, one of a Gateway has none (GW-41)',
  (protocol, port) => {
    expect([effectivePort({ protocol }, 'ListenerSet'), effectivePort({ protocol, port: 0 }, 'ListenerSet')]).toEqual([
      port,
      port,
    ]);
    expect(effectivePort({ protocol }, 'Gateway')).toBe(0);
    expect(effectivePort({ protocol, port: 8080 }, 'ListenerSet')).toBe(8080);
  },
);

test.each(['HTTP', 'TCP', 'HBONE'])(
  'thousands of %s listeners of one port are not compared with each other',
  (protocol) => {
    const reads = (count: number) => {
      let done = 0;
      const listeners = Array.from({ length: count }, (_, i) => ({
        key: `${i}`,
        port: 80,
        protocol,
        get hostname() {
          done++;
          return `h${i}.example.com`;
        },
      }));
      listenerConflicts(listeners);
      return done;
    };
    expect(reads(4000)).toBe(4 * reads(1000));
  },
);

describe('precedence', () => {
  const conflict = 'Listener has a conflict with another listener attached to the same Gateway';
  const lost = (name: string, i = 0, reason = 'HostnameConflict', field = 'port') =>
    ['Accepted', 'Conflicted', 'Programmed'].map(
      (condition) => `ListenerSet/${name} spec.listeners[${i}].${field} ${condition} ${reason}: ${conflict}`,
    );
  const dated = (creationTimestamp: string, namespace = 'app') => ({ creationTimestamp, namespace });

  test('a Gateway comes before its ListenerSets, even the older ones (GW-100, GW-106)', async () => {
    const { servers, issues } = await convertGateways([
      listenerSet('set', [{ ...http, name: 'a' }], {}, dated('2020-01-01T00:00:00Z')),
      gatewayOf({ listeners: [http], ...allListenerSets }, dated('2024-01-01T00:00:00Z')),
    ]);
    expect(Object.keys(servers)).toEqual(['app/web/http']);
    expect(issues).toEqual(lost('set'));
  });

  test('an invalid listener of the Gateway blocks all the same, and so does a placeholder (GW-107)', async () => {
    const { servers, issues } = await convertGateways([
      gatewayOf({
        listeners: [
          { name: 'udp', port: 80, protocol: 'UDP' },
          { name: 'x', port: 443, protocol: 'HTTPS' },
        ],
        ...allListenerSets,
      }),
      listenerSet('set', [http, { name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }]),
    ]);
    expect(servers).toEqual({});
    expect(issues).toEqual(
      expect.arrayContaining([...lost('set', 0, 'ProtocolConflict'), ...lost('set', 1, 'ProtocolConflict')]),
    );
  });

  test.each([
    ['the older one', dated('2020-01-01T00:00:00Z'), dated('2019-01-01T00:00:00Z'), 'b'],
    ['one without a time', dated('2020-01-01T00:00:00Z'), {}, 'b'],
    ['else the first by namespace/name', { namespace: 'app-2' }, { namespace: 'app' }, 'a'],
    ['else the first by name', {}, {}, 'a'],
  ])('of two ListenerSets: %s (GW-100)', async (_, a, b, winner) => {
    const parentRef = { name: 'web', namespace: 'app' };
    const { servers } = await convertGateways([
      gatewayOf({ listeners: [], ...allListenerSets }),
      listenerSet('a', [http], { parentRef }, a),
      listenerSet('b', [http], { parentRef }, b),
    ]);
    // "app-2/a" comes before "app/b", as "-" comes before "/".
    expect(Object.keys(servers).map((name) => name.split('/')[1])).toEqual([winner]);
  });

  test('a ListenerSet of the same name as its Gateway is another owner (GW-105)', async () => {
    const { issues } = await convertGateways([
      gatewayOf({ listeners: [http], ...allListenerSets }),
      listenerSet('web', [
        { ...http, hostname: 'x.com' },
        { ...http, name: 'again' },
      ]),
    ]);
    expect(issues.filter((issue) => issue.includes('Conflict'))).toEqual(lost('web', 1));
  });

  test('a ListenerSet that is not allowed causes no conflict, one whose parentRef is of another kind does (GW-101)', async () => {
    const listeners = [http];
    const { servers, issues } = await convertGateways([
      gatewayOf({ listeners: [], allowedListeners: { namespaces: { from: 'Same' } } }),
      listenerSet('a', listeners, { parentRef: { name: 'web', namespace: 'app' } }, { namespace: 'other' }),
      listenerSet('b', [{ ...http, port: 81 }], { parentRef: { kind: 'Other', name: 'web' } }),
      listenerSet('c', [http, { ...http, name: 'http-81', port: 81 }]),
    ]);
    expect(Object.keys(servers)).toEqual(['app/c/http']);
    expect(issues).toEqual(expect.arrayContaining(lost('c', 1)));
    expect(issues).toContain(
      'ListenerSet/b spec.parentRef.kind silent parent-ref-ignored: parentRef of group "gateway.networking.k8s.io" and kind "Other" is ignored without any status',
    );
  });

  test.each(['istio-waypoint', 'istio-east-west'])('class %s knows no conflicts (GW-100)', async (gatewayClassName) => {
    const env = ['PILOT_ENABLE_AMBIENT=true', 'AMBIENT_ENABLE_MULTI_NETWORK=true'];
    const { issues } = await convertGateways(
      [gatewayOf({ gatewayClassName, listeners: [http, { ...http, name: 'b' }] })],
      { env },
    );
    expect(issues.filter((issue) => issue.includes('Conflict'))).toEqual([]);
  });

  test('a conflicted listener is not looked at any further, but for its route kinds (GW-106)', async () => {
    const { issues } = await convertGateways([
      gatewayOf({
        listeners: [
          http,
          {
            name: 'b',
            port: 80,
            protocol: 'UDP',
            hostname: 'x.com',
            tls: { certificateRefs: [{ kind: 'Other', name: 'x' }] },
            allowedRoutes: { kinds: [{ kind: 'HTTPRoute' }] },
          },
        ],
      }),
    ]);
    const at = 'Gateway/web spec.listeners[1]';
    expect(issues).toEqual([
      ...['Accepted', 'Conflicted', 'Programmed'].map(
        (condition) => `${at}.hostname ${condition} ProtocolConflict: ${conflict}`,
      ),
      `${at}.allowedRoutes.kinds[0] ResolvedRefs InvalidRouteKinds: Invalid route kinds`,
    ]);
  });

  test('a placeholder can lose too, and is not called one then (GW-43, GW-106)', async () => {
    const placeholder = { name: 'x', port: 80, protocol: 'HTTPS' };
    const { issues } = await convertGateways([gatewayOf({ listeners: [http, placeholder] })]);
    expect(issues).toEqual(
      ['Accepted', 'Conflicted', 'Programmed'].map(
        (condition) => `Gateway/web spec.listeners[1].port ${condition} ProtocolConflict: ${conflict}`,
      ),
    );
  });

  test('of two listeners with one name and port the first loses to itself (GW-105)', async () => {
    const { servers, issues } = await convertGateways([
      gatewayAPI('Gateway', 'web', { gatewayClassName: 'istio', listeners: [http, http] }),
    ]);
    expect(servers).toEqual({});
    expect(issues.filter((issue) => issue.includes('Conflicted'))).toHaveLength(2);
  });

  test('both of two listeners with one name lose what one of them loses (GW-105)', async () => {
    const { servers, issues } = await convertGateways([
      gatewayAPI('Gateway', 'web', {
        gatewayClassName: 'istio',
        listeners: [http, { ...http, name: 'b', port: 81 }, { ...http, name: 'b' }],
      }),
    ]);
    expect(Object.keys(servers)).toEqual(['app/web/http']);
    expect(issues.filter((issue) => issue.includes('Conflicted'))).toHaveLength(2);
  });
});
