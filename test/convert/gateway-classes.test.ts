import { describe, expect, test } from '@jest/globals';
import { gatewayAPI } from './conversion.ts';
import { convertGateways, gatewayOf, http, type Options } from './gateway-conversion.ts';

const gatewayClass = (name: string, controllerName: string, more: object = {}, metadata: object = {}) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name, ...metadata },
  spec: { controllerName, ...more },
});
const istio = 'istio.io/gateway-controller';
const ambient = 'PILOT_ENABLE_AMBIENT=true';
const multiNetwork = 'AMBIENT_ENABLE_MULTI_NETWORK=true';
const agentgateway = 'PILOT_ENABLE_AGENTGATEWAY=true';
const gated = (name: string, needs: string) =>
  `Gateway/web spec.gatewayClassName silent object-gated: class "${name}" is ignored unless istiod runs with ${needs}`;
const unknown = (name: string) =>
  `Gateway/web spec.gatewayClassName silent gateway-class-unknown: GatewayClass "${name}" is not one istiod handles; this Gateway is ignored without status`;

/** What becomes of a Gateway with an HTTP listener: the Service of its Istio Gateway, and what is said. */
async function classify(gatewayClassName: string, classes: readonly object[] = [], options: Options = {}) {
  const web = gatewayOf({ gatewayClassName, listeners: [http] });
  const { annotations, issues } = await convertGateways([...classes, web], options);
  return [Object.values(annotations).map((one) => one['gateway-service']?.split('.')[0]), issues];
}

describe('built-in classes without an object (GW-10, GW-11)', () => {
  const shape = 'Gateway/web spec.listeners[0].protocol Accepted UnsupportedProtocol: ';
  const waypoint = `${shape}Expected a single listener on port 15008 with protocol "HBONE"`;
  const eastWest = `${shape}East-west gateway listeners must be either port 15008 with protocol "HBONE" and TLS.Mode == Terminate, or TLS with TLS.Mode == Passthrough`;

  test.each<[string, string, string[], string[], string[]]>([
    ['istio', 'always', [], ['web-istio'], []],
    ['istio-remote', 'by default, and generates nothing (GW-125)', [], [], []],
    [
      'istio-remote',
      'not without its switch',
      ['PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API=false'],
      [],
      [gated('istio-remote', 'PILOT_MULTI_NETWORK_DISCOVER_GATEWAY_API=true')],
    ],
    ['istio-waypoint', 'not by default (GW-200)', [], [], [gated('istio-waypoint', 'PILOT_ENABLE_AMBIENT=true')]],
    ['istio-waypoint', 'with ambient mode, and generates nothing (GW-120)', [ambient], [], [waypoint]],
    [
      'istio-waypoint',
      'not when switched off',
      [ambient, 'PILOT_ENABLE_AMBIENT_WAYPOINTS=false'],
      [],
      [gated('istio-waypoint', 'PILOT_ENABLE_AMBIENT_WAYPOINTS=true')],
    ],
    [
      'istio-waypoint',
      'not without ambient mode',
      ['PILOT_ENABLE_AMBIENT_WAYPOINTS=true'],
      [],
      [gated('istio-waypoint', 'PILOT_ENABLE_AMBIENT=true')],
    ],
    [
      'istio-east-west',
      'not by default (GW-200)',
      [],
      [],
      [gated('istio-east-west', 'PILOT_ENABLE_AMBIENT=true and AMBIENT_ENABLE_MULTI_NETWORK=true')],
    ],
    [
      'istio-east-west',
      'not with ambient mode alone',
      [ambient],
      [],
      [gated('istio-east-west', 'AMBIENT_ENABLE_MULTI_NETWORK=true')],
    ],
    ['istio-east-west', 'with both, its name without a suffix (GW-123)', [ambient, multiNetwork], ['web'], [eastWest]],
    ['istio-agentgateway', 'not by default', [], [], [gated('istio-agentgateway', 'PILOT_ENABLE_AGENTGATEWAY=true')]],
    ['istio-agentgateway', 'never by this controller (GW-14)', [agentgateway], [], []],
    ['istio-agentgateway-waypoint', 'never by this controller (GW-14)', [agentgateway, ambient], [], []],
    [
      'istio-agentgateway-waypoint',
      'not without ambient mode',
      [agentgateway],
      [],
      [gated('istio-agentgateway-waypoint', 'PILOT_ENABLE_AMBIENT=true')],
    ],
    ['mine', 'unknown', [], [], [unknown('mine')]],
    ['', 'unknown', [], [], [unknown('')]],
  ])('%s: %s %j', async (name, _, env, services, issues) => {
    expect(await classify(name, [], { env })).toEqual([services, issues]);
  });

  test('the name and controller of the built-in class can be others (chapter 10, section 13)', async () => {
    const env = ['PILOT_GATEWAY_API_DEFAULT_GATEWAYCLASS_NAME=mesh', 'PILOT_GATEWAY_API_CONTROLLER_NAME=example.com/c'];
    expect(await classify('mesh', [], { env })).toEqual([['web-mesh'], []]);
    expect(await classify('istio', [], { env })).toEqual([[], [unknown('istio')]]);
    expect(await classify('own', [gatewayClass('own', 'example.com/c')], { env })).toEqual([['web-own'], []]);
    expect(await classify('own', [gatewayClass('own', istio)], { env })).toEqual([[], []]);
  });

  test('switches past what istiod forces (goldens, GW-2)', async () => {
    expect(await classify('istio-east-west', [], { settings: ['EnableAmbientMultiNetwork=true'] })).toEqual([
      ['web'],
      [eastWest],
    ]);
  });
});

describe('GatewayClass objects', () => {
  test('a custom class of a known controller, whose name is the suffix (GW-13)', async () => {
    expect(await classify('mine', [gatewayClass('mine', istio)])).toEqual([['web-mine'], []]);
  });

  test("a class of another controller is nobody's business here (GW-11)", async () => {
    const classes = [
      gatewayClass('mine', 'example.com/other', { parametersRef: { group: 'x', kind: 'Y', name: 'z' } }),
    ];
    const foreign = gatewayOf({ gatewayClassName: 'mine', defaultScope: 'All', listeners: [http] });
    expect(await convertGateways([...classes, foreign])).toMatchObject({ servers: {}, issues: [] });
  });

  test('a foreign controller does not free a built-in name (GW-12)', async () => {
    expect(await classify('istio', [gatewayClass('istio', 'example.com/other')])).toEqual([
      ['web-istio'],
      [
        'GatewayClass/istio spec.controllerName silent gateway-class-unknown: class "istio" names controller "example.com/other", but istiod handles class "istio" anyway',
      ],
    ]);
  });

  test('a foreign controller keeps a built-in name that is switched off', async () => {
    expect(await classify('istio-waypoint', [gatewayClass('istio-waypoint', 'example.com/other')])).toEqual([[], []]);
  });

  test('another known controller takes a built-in name over (GW-12)', async () => {
    const [services] = await classify('istio', [gatewayClass('istio', 'istio.io/mesh-controller')], { env: [ambient] });
    expect(services).toEqual([]);
    expect(await classify('istio', [gatewayClass('istio', 'istio.io/unmanaged-gateway')])).toEqual([[], []]);
  });

  test('a custom class of a controller that is switched off', async () => {
    expect(await classify('mine', [gatewayClass('mine', 'istio.io/mesh-controller')])).toEqual([
      [],
      [gated('mine', 'PILOT_ENABLE_AMBIENT=true')],
    ]);
  });

  test.each(['istio.io/agentgateway-controller', 'istio.io/agentgateway-waypoint-controller'])(
    'a custom class of %s is an ordinary one, its name without a suffix (GW-14)',
    async (controller) => {
      const env = [agentgateway, ambient];
      expect(await classify('mine', [gatewayClass('mine', controller)], { env })).toEqual([['web'], []]);
      const hbone = gatewayOf({
        gatewayClassName: 'mine',
        listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
      });
      const { issues } = await convertGateways([gatewayClass('mine', controller), hbone], { env });
      expect(issues).toEqual([
        'Gateway/web spec.listeners[0].protocol Accepted UnsupportedProtocol: protocol "HBONE" is only supported for waypoint proxies',
      ]);
    },
  );

  test("agentgateway's names are excluded whatever the controller of their class (GW-14)", async () => {
    const classes = [gatewayClass('istio-agentgateway', istio)];
    expect(await classify('istio-agentgateway', classes, { env: [agentgateway] })).toEqual([[], []]);
    expect(await classify('istio-agentgateway', classes)).toEqual([['web-istio-agentgateway'], []]);
  });

  test('parameters of a class are not looked at (GW-15)', async () => {
    const parametersRef = { group: '', kind: 'Secret', name: 'absent' };
    expect(await classify('mine', [gatewayClass('mine', istio, { parametersRef })], { complete: true })).toEqual([
      ['web-mine'],
      [
        'GatewayClass/mine spec.parametersRef silent field-ignored: "parametersRef" is not supported by Istio and has no effect',
      ],
    ]);
  });
});

describe('revisions (GW-17)', () => {
  const ofCanary = { labels: { 'istio.io/rev': 'canary' } };
  const selected =
    'metadata.labels.istio.io/rev silent object-not-selected: ignored: label "istio.io/rev" selects revision';

  test('a Gateway of another revision still has its Istio Gateways', async () => {
    const { servers, issues } = await convertGateways([gatewayOf({ listeners: [http] }, ofCanary)]);
    expect([Object.keys(servers), issues]).toEqual([['app/web/http'], []]);
  });

  test.each([
    ['default', [], true],
    ['', ['web-mine'], false],
    ['canary', ['web-mine'], false],
  ])('a GatewayClass of revision canary, seen by revision "%s"', async (revision, services, hidden) => {
    const classes = [gatewayClass('mine', istio, {}, ofCanary)];
    const reported = [`GatewayClass/mine ${selected} "canary", this is "default"`, unknown('mine')];
    expect(await classify('mine', classes, { revision })).toEqual([services, hidden ? reported : []]);
  });

  test('a ListenerSet and a ReferenceGrant of another revision', async () => {
    const from = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'app' }];
    const { servers, issues } = await convertGateways([
      gatewayOf({
        allowedListeners: { namespaces: { from: 'Same' } },
        listeners: [
          { name: 'tls', port: 443, protocol: 'TLS', tls: { certificateRefs: [{ name: 'cert', namespace: 'certs' }] } },
        ],
      }),
      gatewayAPI('ListenerSet', 'set', { parentRef: { name: 'web' }, listeners: [http] }, ofCanary),
      gatewayAPI(
        'ReferenceGrant',
        'grant',
        { from, to: [{ group: '', kind: 'Secret' }] },
        { namespace: 'certs', ...ofCanary },
      ),
    ]);
    expect(servers).toEqual({});
    expect(issues.filter((issue) => issue.includes('object-not-selected'))).toHaveLength(2);
    expect(issues.filter((issue) => issue.includes('ResolvedRefs RefNotPermitted'))).toHaveLength(1);
  });
});

describe('switches of the whole controller (chapter 10, section 13)', () => {
  test('nothing is read without PILOT_ENABLE_GATEWAY_API', async () => {
    const { servers, issues } = await convertGateways([gatewayOf({ listeners: [http] })], {
      env: ['PILOT_ENABLE_GATEWAY_API=false'],
    });
    expect(servers).toEqual({});
    expect(issues).toEqual([
      'Gateway/web kind silent object-gated: Gateway is ignored unless istiod runs with PILOT_ENABLE_GATEWAY_API=true',
    ]);
  });

  test.each([
    'PILOT_ENABLE_GATEWAY_API_STATUS=false',
    'PILOT_ENABLE_GATEWAY_API_GATEWAYCLASS_CONTROLLER=false',
    'PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER=false',
    'PILOT_ENABLE_ALPHA_GATEWAY_API=true',
    'PILOT_ENABLE_STRICT_GATEWAY_MERGING=false',
  ])('%s changes no Istio Gateway', async (variable) => {
    expect(await classify('istio', [], { env: [variable] })).toEqual([['web-istio'], []]);
  });

  test('a kind that istiod does not watch is not there', async () => {
    const env = [
      'PILOT_IGNORE_RESOURCES=*.gateway.networking.k8s.io',
      'PILOT_INCLUDE_RESOURCES=gateways.gateway.networking.k8s.io',
    ];
    const [services, issues] = await classify('mine', [gatewayClass('mine', istio)], { env });
    expect(services).toEqual([]);
    expect(issues).toEqual([
      expect.stringContaining('GatewayClass/mine kind silent object-gated: istiod does not watch gatewayclasses'),
      unknown('mine'),
    ]);
    expect(await classify('istio', [], { env })).toEqual([['web-istio'], []]);
  });
});
