import { describe, expect, test } from '@jest/globals';
import {
  backend,
  cart,
  documents,
  gateway,
  publicGateway,
  route,
  rules,
  service,
  shopRoute,
  toPublic,
} from './acceptance-case.ts';
import { lintSources, lintText } from './linting.ts';

function istioObject(kind: string, name: string, spec: string, metadata = ''): string {
  return `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop${metadata}}\nspec: ${spec}`;
}

function toCart(more: string): string {
  return istioObject('VirtualService', 'vs', `{hosts: [cart], ${more}http: [{route: [{destination: {host: cart}}]}]}`);
}

function httpsGateway(name: string, tls: string): string {
  const server = (number: number, settings: string) =>
    `{port: {number: ${number}, name: p${number}, protocol: HTTPS}, hosts: [${name}${number}.com], tls: {mode: SIMPLE, ${settings}}}`;
  return istioObject('Gateway', name, `{servers: [${server(443, tls)}, ${server(444, 'credentialName: cred')}]}`);
}

function sectionPolicy(): string {
  const target = '{group: "", kind: Service, name: cart, sectionName: https}';
  return route(
    'BackendTLSPolicy',
    'p',
    'shop',
    `  targetRefs: [${target}]\n  validation: {hostname: a.com, wellKnownCACertificates: System}`,
  );
}

function portRule(port: number): string {
  const settings = `{port: {number: ${port}}, tls: {mode: DISABLE}}`;
  return istioObject('DestinationRule', 'd', `{host: cart, trafficPolicy: {portLevelSettings: [${settings}]}}`);
}

const producer = shopRoute('producer', `  parentRefs: [{group: "", kind: Service, name: cart}]\n${rules}`);
const consumer = route(
  'HTTPRoute',
  'consumer',
  'client',
  `  parentRefs: [{group: "", kind: Service, name: cart, namespace: shop}]\n  rules: [{backendRefs: [{name: cart, namespace: shop, port: 80}]}]`,
);
const httpsCart = service('cart', 'shop', '[{name: https, port: 443}]');
const passthrough = gateway(
  'l4',
  'shop',
  '[{name: a, port: 443, protocol: TLS, hostname: a.com, tls: {mode: Passthrough}}]',
);
const tlsRoute = route('TLSRoute', 't', 'shop', `  parentRefs: [{name: l4}]\n  hostnames: [a.com]\n${rules}`);
const l4Gateway = istioObject(
  'Gateway',
  'g',
  '{selector: {gateway.networking.k8s.io/gateway-name: l4}, servers: [{port: {number: 443, name: tls, protocol: TLS}, hosts: [a.com], tls: {mode: PASSTHROUGH}}]}',
);
const l4Service = istioObject(
  'VirtualService',
  'vs',
  '{hosts: [a.com], gateways: [g], tls: [{match: [{sniHosts: [a.com]}], route: [{destination: {host: cart}}]}]}',
);
const waypointCart = cart.replace('namespace: shop', 'namespace: shop, labels: {istio.io/use-waypoint: w}');
const copy = istioObject(
  'VirtualService',
  'c',
  '{hosts: [a.com], http: [{route: [{destination: {host: cart}}]}]}',
  ', annotations: {gwx.dev/source: HTTPRoute/r.shop}',
);

/** Rule, what is shown, the input, `severity object path: message` of each finding, flags. */
const cases: readonly (readonly [string, string, string, readonly string[], ...string[]])[] = [
  [
    'GWX0111',
    'placeholders alone',
    documents(publicGateway, cart, shopRoute('r', `${toPublic}  hostnames: ["\${HOST}"]\n${rules}`)),
    ['info run: 1 placeholder is not checked'],
  ],
  [
    'GWX0803',
    'the filters that are new',
    documents(
      publicGateway,
      shopRoute(
        'r',
        `${toPublic}  rules: [{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [x]}}, {type: CORS, cors: {}}], ${backend}}]`,
      ),
    ),
    ['error r spec.rules[0].filters[1].type: filter CORS needs Istio 1.26; profile 1.25 rejects it'],
    '--istio-version',
    '1.25',
  ],
  [
    'GWX0904',
    'connections, which have nothing to tell them apart',
    documents(passthrough, tlsRoute, l4Gateway, l4Service),
    ['warning vs spec.hosts[0]: host "a.com" on listener "a" is also routed by TLSRoute "shop/t"'],
  ],
  [
    'GWX0905',
    'the clients of a producer route',
    documents(cart, producer, toCart('exportTo: [".", client], ')),
    [
      'warning vs spec.hosts[0]: host "cart" is also routed by HTTPRoute "shop/producer": clients in namespaces "client", "shop" use this VirtualService, other clients use the HTTPRoute',
    ],
  ],
  [
    'GWX0905',
    'the clients of a consumer route that a VirtualService is exported to',
    documents(cart, consumer, toCart('exportTo: [".", client], ')),
    [
      'warning vs spec.hosts[0]: host "cart" is also routed by HTTPRoute "client/consumer": clients in namespaces "client", "shop" use this VirtualService, and none uses the HTTPRoute',
    ],
  ],
  [
    'GWX0905',
    'the clients of a consumer route that do not see the VirtualService',
    documents(cart, consumer, toCart('exportTo: [.], ')),
    [
      'warning vs spec.hosts[0]: host "cart" is also routed by HTTPRoute "client/consumer": clients in namespace "shop" use this VirtualService, those in namespace "client" the HTTPRoute',
    ],
  ],
  [
    'GWX0907',
    'a waypoint heeds VirtualServices of the namespace of the Service',
    documents(
      waypointCart,
      toCart(''),
      toCart('')
        .replace('hosts: [cart]', 'hosts: [cart.shop.svc.cluster.local]')
        .replace('namespace: shop', 'namespace: other'),
    ),
    ['warning vs spec.hosts[0]: waypoint "shop/w" ignores routes of namespace "other"'],
  ],
  [
    'GWX0908',
    'settings of the port that a policy is for',
    documents(httpsCart, sectionPolicy(), portRule(443)),
    [
      'warning d spec.trafficPolicy.portLevelSettings[0].tls: also configured by BackendTLSPolicy "shop/p"; this rule\'s "tls" wins',
    ],
  ],
  [
    'GWX0908',
    'settings of another port',
    documents(httpsCart, sectionPolicy(), portRule(80)),
    ['info d spec.host: also configured by BackendTLSPolicy "shop/p"'],
  ],
  [
    'GWX0912',
    'a copy beside its source',
    documents(publicGateway, cart, shopRoute('r', toPublic + rules), copy),
    [
      'error c metadata.annotations["gwx.dev/source"]: this copy was generated from HTTPRoute "shop/r", which istiod converts itself; every route exists twice',
    ],
  ],
  [
    'GWX0912',
    'a copy for an istiod that does not read its source',
    documents(publicGateway, cart, shopRoute('r', toPublic + rules), copy),
    [],
    '--istiod-env',
    'PILOT_ENABLE_GATEWAY_API=false',
  ],
  [
    'GWX1003',
    'Gateways that are named as of the own namespace',
    documents(
      httpsGateway('web', 'credentialName: cred'),
      istioObject(
        'VirtualService',
        'vs',
        '{hosts: [a.com], gateways: [./web, ./other], http: [{route: [{destination: {host: cart}}]}]}',
      ),
    ),
    ['error vs spec.gateways[1]: Referenced gateway not found: "./other"'],
    '--complete',
  ],
  [
    'GWX1014',
    'certificates of files and of Secrets',
    documents(
      httpsGateway('a', 'serverCertificate: /c.pem, privateKey: /k.pem'),
      httpsGateway('b', 'serverCertificate: /c.pem, privateKey: /k.pem'),
      httpsGateway('c', 'serverCertificate: /c.pem, privateKey: /other.pem'),
    ),
    [
      'warning a metadata.name: Duplicate certificate in multiple gateways [shop/a shop/b shop/c] may cause 404s if clients re-use HTTP2 connections.',
      'warning b metadata.name: Duplicate certificate in multiple gateways [shop/b shop/a shop/c] may cause 404s if clients re-use HTTP2 connections.',
      'warning c metadata.name: Duplicate certificate in multiple gateways [shop/c shop/a shop/b] may cause 404s if clients re-use HTTP2 connections.',
    ],
  ],
  [
    'GWX1019',
    'a condition without reason and message',
    `${shopRoute('r', toPublic + rules)}\nstatus: {conditions: [{type: Accepted, status: "False"}]}`,
    ['info r status.conditions[0]: A condition with a negative status is present: type=Accepted, reason=, message=.'],
  ],
];

describe('what findings say', () => {
  test.each(cases)('%s: %s', async (rule, _, text, expected, ...args) => {
    const { findings } = await lintText(text, ['--only', rule, ...args]);
    expect(
      findings.map(({ severity, place, message }) => {
        const at = place === undefined ? 'run' : `${place.object?.name} ${place.path}`;
        return `${severity} ${at}: ${message}`;
      }),
    ).toEqual(expected);
  });
});

test.each([
  ['with hostnames, which v1 demands', '  hostnames: [a.com]\n', true],
  ['without hostnames', '', false],
])('GWX0801: the fix of a TLSRoute %s', async (_, hostnames, safe) => {
  const spec = `  parentRefs: [{name: x}]\n${hostnames}${rules}`;
  const text = route('TLSRoute', 't', 'shop', spec).replace('/v1', '/v1alpha2');
  const { findings } = await lintText(text, ['--only', 'GWX0801']);
  expect(findings.map(({ fix }) => [fix?.title, fix?.safe])).toEqual([['write gateway.networking.k8s.io/v1', safe]]);
});

test('a Gateway is told of a port that the ListenerSet of another repository asks of its Service (LN-20)', async () => {
  const listeners = '[{name: http, port: 80, protocol: HTTP}]';
  const more =
    '  addresses: [{type: Hostname, value: ingress.infra.svc.cluster.local}]\n  allowedListeners: {namespaces: {from: Same}}';
  const set = route(
    'ListenerSet',
    's',
    'infra',
    '  parentRef: {name: public}\n  listeners: [{name: a, port: 81, protocol: HTTP}]',
  );
  const { findings } = await lintSources([
    { name: 'gateway.yaml', text: documents(gateway('public', 'infra', listeners, more), service('ingress', 'infra')) },
    { name: 'set.yaml', text: set, context: true },
  ]);
  expect(
    findings.map(({ rule, place, message, related }) => [
      rule,
      `${place?.object?.name} ${place?.path}`,
      message,
      related.map(({ role, place: at }) => `${role} ${at.file} ${at.path}`),
    ]),
  ).toEqual([
    [
      'GWX0317',
      'public metadata.name',
      'port 81 not found for hostname "ingress.infra.svc.cluster.local"',
      ['cause set.yaml spec.listeners[0].port'],
    ],
  ]);
});
