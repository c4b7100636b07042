import { describe, expect, test } from '@jest/globals';
import {
  apiRoute,
  backend,
  documents,
  gateway,
  httpListener,
  publicGateway,
  route,
  rules,
  service,
  shopRoute,
  toPublic,
} from './acceptance-case.ts';
import { lintSources, lintText } from './linting.ts';

const cart = service('cart', 'shop', '[{name: http2, port: 80}]');
const ingress = '  addresses: [{type: Hostname, value: ingress.infra.svc.cluster.local}]';
const sets = '  allowedListeners: {namespaces: {from: Same}}';
const doubt =
  'the files carry no creationTimestamp, so in a cluster the older object wins and that may be the other one';

function listenerSet(name: string, listener = '{name: own, port: 81, protocol: HTTP}', metadata = ''): string {
  return route('ListenerSet', name, 'infra', `  parentRef: {name: public}\n  listeners: [${listener}]`, metadata);
}

function tcpRoute(name: string, namespace: string): string {
  return route('TCPRoute', name, namespace, `  parentRefs: [{name: l4, namespace: infra}]\n${rules}`);
}

const l4 = gateway('l4', 'infra', '[{name: tcp, port: 9000, protocol: TCP, allowedRoutes: {namespaces: {from: All}}}]');

function tlsPolicy(name: string): string {
  const spec =
    '  targetRefs: [{group: "", kind: Service, name: cart}]\n  validation: {hostname: a.com, wellKnownCACertificates: System}';
  return route('BackendTLSPolicy', name, 'shop', spec);
}

function named(name: string): string {
  return shopRoute(name, `${toPublic}  rules: [{name: main, matches: [{path: {value: /${name}}}], ${backend}}]`);
}

/** Rule, what both have in common, who loses, who wins. */
const pairs: readonly (readonly [string, string, string, string])[] = [
  ['GWX0501', gateway('public', 'infra', httpListener, sets), listenerSet('b'), listenerSet('a')],
  ['GWX0502', publicGateway, apiRoute('checkout'), apiRoute('cart')],
  [
    'GWX0504',
    publicGateway,
    shopRoute('b', `${toPublic}  rules: [{matches: [{path: {type: RegularExpression, value: "/x.*"}}], ${backend}}]`),
    shopRoute('a', toPublic + rules),
  ],
  ['GWX0505', publicGateway, named('b'), named('a')],
  ['GWX0507', l4, tcpRoute('b', 'shop'), tcpRoute('a', 'shop')],
  [
    'GWX0508',
    '',
    gateway('public', 'infra', httpListener, sets),
    listenerSet('public', '{name: http, port: 81, protocol: HTTP}'),
  ],
  ['GWX0509', publicGateway, route('GRPCRoute', 'r', 'shop', toPublic + rules), apiRoute('r')],
  ['GWX0511', '', gateway('b', 'infra', httpListener, ingress), gateway('a', 'infra', httpListener, ingress)],
  ['GWX0512', cart, tlsPolicy('b'), tlsPolicy('a')],
];

describe('a finding about two objects (LN-20, LN-44)', () => {
  test.each(pairs)(
    '%s sits on the loser, and on the winner where the loser is mere context',
    async (rule, common, loser, winner) => {
      const place = async (sources: Parameters<typeof lintSources>[0]) => {
        const { findings } = await lintSources(sources, ['--only', rule]);
        return findings.map(({ place, related }) => [place?.file, ...related.map((one) => one.place.file)]);
      };
      const base = { name: 'common.yaml', text: common, context: true };
      const [lost, won] = [
        { name: 'b.yaml', text: loser },
        { name: 'a.yaml', text: winner },
      ];
      expect(await place([base, lost, won])).toEqual([['b.yaml', 'a.yaml']]);
      expect(await place([base, lost, { ...won, context: true }])).toEqual([['b.yaml', 'a.yaml']]);
      expect(await place([base, { ...lost, context: true }, won])).toEqual([['a.yaml', 'b.yaml']]);
      expect(await place([base, { ...lost, context: true }, { ...won, context: true }])).toEqual([]);
    },
  );
});

test('GWX0501: a listener that loses to itself, as another one has its name, has no other place (GW-105)', async () => {
  const twins = '[{name: a, port: 80, protocol: HTTP}, {name: a, port: 80, protocol: HTTP}]';
  const { findings } = await lintText(gateway('web', 'infra', twins), ['--only', 'GWX0501']);
  expect(findings.map(({ place, related }) => [place?.path, related])).toEqual([['spec.listeners[0].port', []]]);
});

describe('what decides between two objects (LN-30)', () => {
  test.each([
    ['', '', 'warning', `(decided by name; ${doubt})`],
    [
      ', creationTimestamp: "2024-01-01T00:00:00Z"',
      ', creationTimestamp: "2025-01-01T00:00:00Z"',
      'error',
      '(decided by creationTimestamp)',
    ],
  ])('GWX0501: ListenerSets with %j and %j: %s', async (first, second, severity, ending) => {
    const text = documents(
      gateway('public', 'infra', httpListener, sets),
      listenerSet('a', undefined, first),
      listenerSet('b', undefined, second),
    );
    const { findings } = await lintText(text, ['--only', 'GWX0501']);
    expect(findings).toMatchObject([
      { severity, place: { object: { name: 'b' } }, message: expect.stringContaining(ending) },
    ]);
  });

  test('GWX0507: of TCPRoutes the name counts before the namespace (D-7)', async () => {
    const { findings } = await lintText(documents(l4, tcpRoute('zz', 'a'), tcpRoute('aa', 'b')), ['--only', 'GWX05']);
    expect(findings).toMatchObject([
      { place: { object: { namespace: 'a', name: 'zz' } }, data: { decidedBy: 'name' } },
    ]);
    const same = await lintText(documents(l4, tcpRoute('r', 'b'), tcpRoute('r', 'a')), ['--only', 'GWX05']);
    expect(same.findings).toMatchObject([
      { place: { object: { namespace: 'b', name: 'r' } }, data: { decidedBy: 'namespace' } },
    ]);
  });

  test('GWX0512: of XBackends that share a host the name decides for certain (POL-54)', async () => {
    const xBackend = (name: string) =>
      route(
        'XBackend',
        name,
        'shop',
        '  type: ExternalHostname\n  externalHostname: {hostname: a.com}\n  port: {port: 443}\n  protocol: HTTP\n  tls: {mode: ServerOnly, validation: {hostname: a.com, wellKnownCACertificates: System}}',
      ).replace('k8s.io/v1', 'x-k8s.io/v1alpha1');
    const { findings } = await lintText(documents(xBackend('b'), xBackend('a')), [
      '--only',
      'GWX0512',
      '--istiod-env',
      'PILOT_ENABLE_ALPHA_GATEWAY_API=true',
    ]);
    expect(findings).toMatchObject([
      {
        message: 'shadowed: XBackend "a" already sets this for "a.com" (decided by name)',
        place: { object: { name: 'b' }, path: 'spec.tls' },
        data: { decidedBy: 'name', certain: true },
      },
    ]);
  });
});

function overridden(name: string): string {
  const annotations = ', annotations: {gateway.istio.io/name-override: one}}';
  return gateway(name, 'infra', httpListener).replace('namespace: infra}', `namespace: infra${annotations}`);
}

describe('Gateways of one Service (GWX0511)', () => {
  test.each([
    ['both have Services of their own', gateway('a', 'infra', httpListener), gateway('b', 'infra', httpListener), 0],
    [
      'one names the Service that istiod makes for the other',
      gateway('ingress', 'infra', httpListener),
      gateway('z', 'infra', httpListener, ingress.replace('ingress.', 'ingress-istio.')),
      1,
    ],
    ['both are managed and of one name, which is the concern of another rule', overridden('a'), overridden('b'), 0],
    [
      'their ports differ',
      gateway('a', 'infra', httpListener, ingress),
      gateway('b', 'infra', httpListener.replace('80', '81'), ingress),
      0,
    ],
  ])('%s', async (_, first, second, count) => {
    expect((await lintText(documents(first, second), ['--only', 'GWX0511'])).findings).toHaveLength(count);
  });
});

test('GWX0701 is silent about a rule that another finding explains (LN-63)', async () => {
  const text = documents(
    publicGateway,
    shopRoute(
      'r',
      `${toPublic}  rules: [{backendRefs: [{name: cart, port: 80, weight: 0}, {name: carts, port: 80, weight: 0}]}]`,
    ),
    cart,
  );
  expect((await lintText(text)).findings.map(({ rule }) => rule)).toEqual(['GWX0701']);
});

test('GWX0717: a port that a route names twice is one finding (LN-64)', async () => {
  const rule = '{backendRefs: [{name: web, port: 80}]}';
  const text = documents(
    publicGateway,
    route(
      'GRPCRoute',
      'r',
      'shop',
      `${toPublic}  rules: [${rule.replace('{back', '{matches: [{method: {service: a}}], back')}, ${rule}]`,
    ),
    service('web', 'shop', '[{name: web, port: 80}]'),
  );
  const { findings } = await lintText(text, ['--only', 'GWX0717']);
  expect(
    findings.map(({ place, related, fix }) => [
      place?.path,
      related.map((one) => `${one.role} ${one.place.path}`),
      fix?.safe,
    ]),
  ).toEqual([
    ['spec.rules[0].backendRefs[0].port', ['target spec.ports[0]', 'also spec.rules[1].backendRefs[0].port'], false],
  ]);
});

describe('how GWX0502 describes what is claimed', () => {
  const both = (rule: (name: string) => string, kind = 'HTTPRoute', metadata = '') =>
    documents(
      publicGateway,
      cart,
      ...['a', 'b'].map((name) => {
        const hostnames = kind === 'HTTPRoute' ? '  hostnames: [one.com, two.com]\n' : '';
        const header = `{type: RequestHeaderModifier, requestHeaderModifier: {remove: [${name}]}}`;
        const spec = `${toPublic}${hostnames}  rules: [{${rule(name)}filters: [${header}], ${backend}}]`;
        return route(kind, name, 'shop', spec, metadata);
      }),
    );
  const told = async (text: string) =>
    (await lintText(text, ['--only', 'GWX0502'])).findings.map(({ message, place }) => [place?.path, message]);
  const byName = `by HTTPRoute "shop/a" rule 0 (decided by name; ${doubt})`;
  const onHosts = 'shadowed: hosts "one.com", "two.com"';

  test.each([
    ['path: {type: Exact, value: /x}', 'Exact "/x"'],
    ['path: {type: RegularExpression, value: "/x.*"}', 'RegularExpression "/x.*"'],
    [
      'path: {value: /x}, method: GET, headers: [{name: v, value: a}, {name: w, value: a}], queryParams: [{name: q, value: a}]',
      'PathPrefix "/x", method GET, header "v", "w", query parameter "q"',
    ],
  ])('%s', async (match, text) => {
    expect(await told(both(() => `matches: [{${match}}], `))).toEqual([
      ['spec.rules[0].matches[0]', `${onHosts} ${text} are claimed earlier ${byName}`],
    ]);
  });

  test('all matches of a rule that lose to one rule are one finding (LN-65)', async () => {
    expect((await told(both(() => 'matches: [{path: {value: /x}}, {path: {value: /y}}], '))).map(([at]) => at)).toEqual(
      ['spec.rules[0]'],
    );
  });

  test('a rule of a GRPCRoute without matches', async () => {
    expect(await told(both(() => '', 'GRPCRoute'))).toEqual([
      [
        'spec.rules[0]',
        `shadowed: host "*" every path is claimed earlier by GRPCRoute "shop/a" rule 0 (decided by name; ${doubt})`,
      ],
    ]);
  });

  test('the name decides for certain between routes of one age', async () => {
    const age = ', creationTimestamp: "2026-01-01T00:00:00Z"';
    expect(await told(both(() => 'matches: [{path: {value: /x}}], ', 'HTTPRoute', age))).toEqual([
      [
        'spec.rules[0].matches[0]',
        `${onHosts} PathPrefix "/x" are claimed earlier by HTTPRoute "shop/a" rule 0 (decided by name)`,
      ],
    ]);
  });
});

test('GWX0505: of two routes in a List the later item is the one to rename', async () => {
  const items = [named('b'), named('a')].map((text) => `- ${text.replaceAll('\n', '\n  ')}\n`);
  const text = documents(publicGateway, cart, `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`);
  const { findings } = await lintText(text, ['--only', 'GWX0505']);
  expect(findings.map(({ message, place }) => [place?.object?.name, message])).toEqual([
    ['a', 'rule name "main" is also used by HTTPRoute "shop/b" rule 0 on host "*"'],
  ]);
});

describe('GWX0512: a policy that istiod itself calls Conflicted', () => {
  const withUid = (name: string) => tlsPolicy(name).replace(`name: ${name},`, `name: ${name}, uid: ${name},`);
  test.each([
    ['a warning', [], 'warning'],
    ['an error in a closed world (LN-10)', ['--complete'], 'error'],
  ])('is %s', async (_, args, severity) => {
    const { findings } = await lintText(documents(cart, withUid('a'), withUid('b')), ['--only', 'GWX0512', ...args]);
    expect(findings).toMatchObject([
      {
        severity,
        message: 'Conflicts with BackendTLSPolicy "a" targeting the same backend',
        place: { object: { name: 'b' }, path: 'spec.targetRefs[0]' },
      },
    ]);
  });
});
