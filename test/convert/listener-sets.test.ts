import { describe, expect, test } from '@jest/globals';
import { gatewayAPI } from './conversion.ts';
import { allListenerSets, convertGateways, gatewayOf, http, listenerSet } from './gateway-conversion.ts';

const toWeb = { parentRef: { name: 'web', namespace: 'app' } };
const team = { namespace: 'team' };
const web = (spec: object = {}, metadata: object = {}) =>
  gatewayOf({ listeners: [], ...allListenerSets, ...spec }, metadata);
const rejected = (message: string) =>
  ['Accepted', 'Programmed'].map((condition) => `ListenerSet/set spec.parentRef ${condition} NotAllowed: ${message}`);

describe('the gates of a ListenerSet, in order (GW-111)', () => {
  const set = listenerSet('set', [http]);
  const unusable = {
    addresses: [
      { type: 'IPAddress', value: '192.0.2.1' },
      { type: 'IPAddress', value: '192.0.2.2' },
    ],
  };
  const missing =
    'ListenerSet/set spec.parentRef.name silent parent-missing: parent Gateway "app/web" not found; nothing is generated for it and istiod writes no status';
  const ignored = (group: string, kind: string) =>
    `ListenerSet/set spec.parentRef.kind silent parent-ref-ignored: parentRef of group "${group}" and kind "${kind}" is ignored without any status`;
  const denied = "The parent Gateway does not allow this reference; check the 'spec.allowedRoutes'";

  test.each<[string, object[], unknown[]]>([
    [
      'another kind',
      [listenerSet('set', [http], { parentRef: { kind: 'Service', name: 'web' } }), web()],
      [ignored('gateway.networking.k8s.io', 'Service')],
    ],
    [
      'another group',
      [listenerSet('set', [http], { parentRef: { group: '', name: 'web' } }), web()],
      [ignored('', 'Gateway')],
    ],
    [
      'another kind, before a class without ListenerSets',
      [
        listenerSet('set', [http], { parentRef: { kind: 'Service', name: 'web' } }),
        gatewayOf({ gatewayClassName: 'istio-remote' }),
      ],
      [ignored('gateway.networking.k8s.io', 'Service')],
    ],
    ['no parent', [set], [missing]],
    ['a parent in another namespace', [set, web({}, team)], [missing]],
    [
      'a parent of no known class',
      [set, gatewayOf({ gatewayClassName: 'mine', ...allListenerSets })],
      [expect.stringContaining('Gateway/web spec.gatewayClassName silent gateway-class-unknown')],
    ],
    [
      'a class without ListenerSets, before what the parent allows',
      [set, gatewayOf({ gatewayClassName: 'istio-remote' })],
      rejected('The "istio-remote" GatewayClass does not support ListenerSet'),
    ],
    [
      'not allowed, before its addresses',
      [set, gatewayOf(unusable)],
      [expect.stringContaining('Gateway/web spec.addresses[0]'), ...rejected(denied)],
    ],
    [
      'a parent without a usable address (GW-162)',
      [listenerSet('set', [{ ...http, protocol: 'UDP' }]), web(unusable)],
      [
        'Gateway/web spec.addresses[0] Accepted UnsupportedAddress: only Hostname is supported, ignoring [192.0.2.1 192.0.2.2]',
        'ListenerSet/set spec.parentRef Accepted UnsupportedAddress: Parent not accepted: only Hostname is supported, ignoring [192.0.2.1 192.0.2.2]',
        'ListenerSet/set spec.parentRef Programmed UnsupportedAddress: Failed to assign to any requested addresses',
      ],
    ],
  ])('%s', async (_, objects, issues) => {
    expect(await convertGateways(objects)).toMatchObject({ servers: {}, issues });
  });

  test('agentgateway has ListenerSets, its waypoints have not (GW-10)', async () => {
    const ofClass = (controllerName: string) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'mine' },
      spec: { controllerName },
    });
    const env = ['PILOT_ENABLE_AGENTGATEWAY=true', 'PILOT_ENABLE_AMBIENT=true'];
    const parent = web({ gatewayClassName: 'mine' });
    const first = await convertGateways([ofClass('istio.io/agentgateway-controller'), parent, set], { env });
    expect(Object.keys(first.servers)).toEqual(['app/set/http']);
    const second = await convertGateways([ofClass('istio.io/agentgateway-waypoint-controller'), parent, set], { env });
    expect(second.issues).toEqual(rejected('The "mine" GatewayClass does not support ListenerSet'));
  });
});

describe('the listeners of a ListenerSet', () => {
  test('hosts are of its own namespace, services and accounts those of the parent (GW-33, GW-34, GW-114)', async () => {
    const metadata = { annotations: { 'gateway.istio.io/service-account': 'runner' } };
    const { servers, annotations } = await convertGateways([
      web({}, metadata),
      listenerSet('set', [http], toWeb, team),
    ]);
    expect(servers['team/set/http']?.hosts).toEqual(['team/*']);
    expect(annotations['team/set/http']).toEqual({
      'gateway-semantics': 'gateway',
      'gateway-service': 'web-istio.app.svc.cluster.local',
      'parent-namespace': 'app',
      parents: 'ListenerSet/set/http.team',
      'service-account-name': 'runner',
    });
  });

  test('the namespace of the parent is named also when it is the own one (GW-33)', async () => {
    const { annotations } = await convertGateways([web(), listenerSet('set', [http])]);
    expect(annotations['app/set/http']).toMatchObject({ 'parent-namespace': 'app' });
  });

  test('its own labels make AUTO_PASSTHROUGH, not those of the Gateway (GW-62, GW-114)', async () => {
    const network = { labels: { 'topology.istio.io/network': 'n' } };
    const tls = [{ name: 'tls', port: 15443, protocol: 'TLS', tls: { mode: 'Passthrough' } }];
    const own = await convertGateways([web(), listenerSet('set', tls, {}, network)]);
    const ofParent = await convertGateways([web({}, network), listenerSet('set', tls)]);
    expect([own, ofParent].map(({ servers }) => servers['app/set/tls']?.tls)).toEqual([
      { mode: 'AUTO_PASSTHROUGH' },
      {},
    ]);
  });

  test('the usual ports of HTTP and HTTPS, and none of other protocols (GW-41)', async () => {
    const tls = { mode: 'Passthrough' };
    const listeners = [
      { name: 'a', protocol: 'HTTP' },
      { name: 'b', protocol: 'HTTPS', port: 0, tls },
      { name: 'c', protocol: 'TLS', tls },
      { name: 'd', protocol: 'HBONE' },
    ];
    const { servers, issues } = await convertGateways([web(), listenerSet('set', listeners)]);
    expect(Object.values(servers).map(({ port }) => port.number)).toEqual([80, 443]);
    const at = (i: number, field: string) =>
      `ListenerSet/set spec.listeners[${i}].${field} Accepted UnsupportedProtocol: `;
    expect(issues).toEqual([
      `${at(2, 'port')}protocol TLS requires a port to be set`,
      `${at(3, 'port')}protocol HBONE requires a port to be set`,
      `${at(3, 'protocol')}protocol "HBONE" is only supported for waypoint proxies`,
    ]);
  });

  test.each([
    ['HTTPS', 'istio', []],
    [
      'TLS',
      'istio',
      ['ListenerSet/set spec.listeners[0].port Accepted UnsupportedProtocol: protocol TLS requires a port to be set'],
    ],
  ])('%s without "tls" is an error (GW-43)', async (protocol, gatewayClassName, port) => {
    const { servers, issues } = await convertGateways([
      web({ gatewayClassName }),
      listenerSet('set', [{ name: 'x', protocol }]),
    ]);
    const at = 'ListenerSet/set spec.listeners[0]';
    expect([servers, issues]).toEqual([
      {},
      [
        ...port,
        `${at} Accepted UnsupportedProtocol: protocol is ${protocol} but no TLS section is defined`,
        `${at} Programmed Invalid: Bad TLS configuration`,
      ],
    ]);
  });

  test('only valid ones take routes, unlike those of a Gateway (GW-115, GW-135)', async () => {
    const tls = { certificateRefs: [{ kind: 'X', name: 'x' }] };
    const listeners = (port: number) => [{ name: 'bad', port, protocol: 'HTTPS', tls }];
    const route = (kind: string, name: string) => gatewayAPI('HTTPRoute', name, { parentRefs: [{ kind, name }] });
    const { issues } = await convertGateways([
      web({ listeners: listeners(1) }),
      listenerSet('set', listeners(2)),
      route('Gateway', 'web'),
      route('ListenerSet', 'set'),
    ]);
    expect(
      issues.filter((issue) => issue.startsWith('HTTPRoute/')).map((issue) => issue.split(' ', 4).join(' ')),
    ).toEqual(['HTTPRoute/set spec.parentRefs[0] silent parent-not-bindable:']);
  });
});

describe('errors of the parent (GW-119)', () => {
  const error = 'annotation networking.istio.io/service-type is deprecated, use Spec.Infrastructure.Routeability';

  test('of its addresses and annotations turn the ListenerSet down, which is emitted all the same', async () => {
    const deprecated = { annotations: { 'networking.istio.io/service-type': 'x' } };
    const addresses = [{ type: 'Hostname', value: 'svc' }];
    const { servers, issues } = await convertGateways([web({ addresses }, deprecated), listenerSet('set', [http])]);
    expect(Object.keys(servers)).toEqual(['app/set/http']);
    expect(issues).toEqual([
      `Gateway/web metadata.annotations.networking.istio.io/service-type Accepted DeprecatedField: ${error}`,
      `ListenerSet/set spec.parentRef Accepted DeprecatedField: Parent not accepted: ${error}`,
    ]);
  });

  test('of its parameters, certificates and listeners do not', async () => {
    const { servers, issues } = await convertGateways([
      web({
        infrastructure: { parametersRef: { group: 'x', kind: 'X', name: 'x' } },
        tls: { backend: { clientCertificateRef: { kind: 'X', name: 'x' } } },
        listeners: [{ name: 'udp', port: 1, protocol: 'UDP' }],
      }),
      listenerSet('set', [http]),
    ]);
    expect(Object.keys(servers)).toEqual(['app/set/http']);
    expect(issues.filter((issue) => issue.startsWith('ListenerSet/'))).toEqual([]);
  });
});

describe('generated names that collide (GW-36)', () => {
  const overwritten = (by: string) =>
    `silent name-overwritten: generated Gateway "app/web~istio-autogenerated-k8s-gateway~http" is also generated from ${by}; one overwrites the other`;

  test('the ListenerSet comes after its Gateway and wins', async () => {
    const { servers, issues } = await convertGateways([
      web({ listeners: [http] }),
      listenerSet('web', [{ ...http, port: 81 }]),
    ]);
    expect(servers['app/web/http']?.port.number).toBe(81);
    expect(issues).toEqual([`Gateway/web metadata.name ${overwritten('ListenerSet "app/web"')}`]);
  });

  test('of two listeners of one name the last wins', async () => {
    const { servers, issues } = await convertGateways([web({ listeners: [http, { ...http, port: 81 }] })]);
    expect(servers['app/web/http']?.port.number).toBe(81);
    expect(issues).toEqual([`Gateway/web spec.listeners[0].name ${overwritten('Gateway "app/web"')}`]);
  });

  test('a ListenerSet of the same name in another namespace does not collide (GW-118)', async () => {
    const { servers, issues } = await convertGateways([
      web(),
      listenerSet('set', [http]),
      listenerSet('set', [{ ...http, hostname: 'x' }], toWeb, team),
    ]);
    expect([Object.keys(servers), issues]).toEqual([['app/set/http', 'team/set/http'], []]);
  });
});

test('an XListenerSet is not read (GW-110)', async () => {
  const set = {
    apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
    kind: 'XListenerSet',
    metadata: { name: 'set', namespace: 'app' },
    spec: { parentRef: { name: 'web' }, listeners: [http] },
  };
  expect(await convertGateways([web(), set])).toMatchObject({ servers: {}, issues: [] });
});
