import { describe, expect, test } from '@jest/globals';
import { documents, gateway, httpListener, route, service } from './acceptance-case.ts';
import { lintSources, lintText } from './linting.ts';

/** An object of Istio's networking API; `spec` is YAML in flow form. */
function istio(kind: string, name: string, namespace: string, spec: string, metadata = ''): string {
  return `apiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}${metadata}}\nspec: ${spec}`;
}

/** `severity kind namespace/name: message` of the findings of one rule. */
async function found(rule: string, text: string, args: readonly string[] = []): Promise<readonly string[]> {
  const { findings } = await lintText(text, ['--only', rule, ...args]);
  return findings.map(({ severity, place, message }) => {
    const { kind, namespace, name } = place?.object ?? {};
    return `${severity} ${kind} ${namespace}/${name}: ${message}`;
  });
}

const cart = service('cart', 'shop');
const toCart = (namespace: string, kind = 'HTTPRoute', metadata = '') =>
  route(
    kind,
    'cart',
    namespace,
    `  parentRefs: [{group: "", kind: Service, name: cart, namespace: shop}]\n  rules: [{backendRefs: [{name: cart, namespace: shop, port: 80}]}]`,
    metadata,
  );
const onMesh = (exportTo: string, metadata = '') =>
  istio(
    'VirtualService',
    'vs',
    'shop',
    `{hosts: [cart], exportTo: [${exportTo}], http: [{route: [{destination: {host: cart}}]}]}`,
    metadata,
  );

describe('GWX0905 says which clients use what (E-50, E-51)', () => {
  const old = ', creationTimestamp: "2024-01-01T00:00:00Z"';
  const young = ', creationTimestamp: "2025-01-01T00:00:00Z"';

  test.each([
    [
      'a producer route',
      toCart('shop'),
      onMesh('"*"'),
      'clients in namespace "shop" use the HTTPRoute, other clients use the older of the two (decided by name; the files carry no creationTimestamp, so in a cluster the older object wins and that may be the other one)',
    ],
    [
      'one of known age',
      toCart('shop', 'HTTPRoute', old),
      onMesh('"*"', young),
      'clients in namespace "shop" use the HTTPRoute, other clients use the older of the two',
    ],
    [
      'a consumer route',
      toCart('app'),
      onMesh('"*"'),
      'clients in namespace "app" use the HTTPRoute, other clients use this VirtualService',
    ],
    [
      'a private VirtualService',
      toCart('shop'),
      onMesh('"."'),
      'clients in namespace "shop" use this VirtualService, other clients use the HTTPRoute',
    ],
    [
      'a private VirtualService and a consumer route',
      toCart('app'),
      onMesh('"."'),
      'clients in namespace "shop" use this VirtualService, those in namespace "app" the HTTPRoute',
    ],
  ])('%s', async (_, httpRoute, virtualService, clients) => {
    const { namespace } = /namespace: (?<namespace>\w+)/.exec(httpRoute)?.groups ?? {};
    const message = `host "cart" is also routed by HTTPRoute "${namespace}/cart": ${clients}`;
    expect(await found('GWX0905', documents(cart, httpRoute, virtualService))).toEqual([
      `warning VirtualService shop/vs: ${message}`,
    ]);
  });

  test('nothing where no client sees both', async () => {
    expect(await found('GWX0905', documents(cart, toCart('app'), onMesh('pay')))).toEqual([]);
  });
});

describe('GWX0904 is a note where no request meets both', () => {
  const edge = gateway('edge', 'infra', httpListener);
  const samePods = istio(
    'Gateway',
    'same-pods',
    'infra',
    '{selector: {gateway.networking.k8s.io/gateway-name: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*/*"]}]}',
  );
  const routed = (match: string) =>
    route(
      'HTTPRoute',
      'r',
      'shop',
      `  parentRefs: [{name: edge, namespace: infra}]\n  rules: [{matches: [${match}], backendRefs: [{name: cart, port: 80}]}]`,
    );
  const bound = (match: string) =>
    istio(
      'VirtualService',
      'vs',
      'shop',
      `{hosts: [a.example.com], gateways: [infra/same-pods], http: [{match: [${match}], route: [{destination: {host: cart}}]}]}`,
    );

  test.each([
    ['{path: {value: /a}}', '{uri: {prefix: /b}}', 'info'],
    ['{path: {value: /a}}', '{uri: {prefix: /}}', 'warning'],
    ['{path: {value: /a}}', '{uri: {prefix: /a/b}}', 'warning'],
    ['{path: {type: Exact, value: /a/x}}', '{uri: {prefix: /a/}}', 'warning'],
    ['{path: {type: Exact, value: /a}}', '{uri: {exact: /b}}', 'info'],
    ['{path: {value: /}, method: GET}', '{method: {exact: POST}}', 'info'],
    ['{path: {value: /}, headers: [{name: X-A, value: a}]}', '{headers: {x-a: {exact: b}}}', 'info'],
    ['{path: {value: /}, headers: [{name: X-A, value: a}]}', '{headers: {x-b: {exact: b}}}', 'warning'],
    ['{path: {value: /}, queryParams: [{name: q, value: a}]}', '{queryParams: {q: {exact: b}}}', 'info'],
    ['{path: {type: RegularExpression, value: "/a.*"}}', '{uri: {prefix: /b}}', 'warning'],
  ])('%s and %s: %s', async (ofRoute, ofService, severity) => {
    const text = documents(edge, samePods, cart, routed(ofRoute), bound(ofService));
    expect(await found('GWX0904', text)).toEqual([
      `${severity} VirtualService shop/vs: host "a.example.com" on listener "http" is also routed by HTTPRoute "shop/r"`,
    ]);
  });
});

describe('absent objects that Istio objects name (LN-22)', () => {
  const vs = istio(
    'VirtualService',
    'vs',
    'shop',
    '{hosts: [a.example.com], gateways: [infra/public], http: [{route: [{destination: {host: nobody, subset: v1}}]}]}',
  );
  const codes = ['GWX1003', 'GWX1005', 'GWX1006'];

  test('are assumed where nothing covers them, and named in the note', async () => {
    expect(await found(codes.join(','), vs)).toEqual([]);
    const { findings } = await lintText(vs, ['--only', 'GWX0111']);
    expect(findings.flatMap(({ related }) => related.map(({ message }) => message))).toEqual([
      '1 DestinationRule in "shop": nobody.shop.svc.cluster.local+v1',
      '1 Istio Gateway in "infra": public',
      '1 Service in "shop": nobody',
    ]);
  });

  test('are errors in the closed world', async () => {
    const severities = (await found(codes.join(','), vs, ['--complete'])).map((line) => line.split(' ')[0]);
    expect(severities).toEqual(['error', 'error', 'error']);
  });

  test('a ServiceEntry covers the hosts outside of the cluster, wherever it lies', async () => {
    const outside = vs.replace('nobody', 'api.example.net');
    const entry = istio(
      'ServiceEntry',
      'other',
      'books',
      '{hosts: [b.example.net], ports: [{number: 443, name: tls, protocol: TLS}]}',
    );
    expect(await found('GWX1005', outside)).toEqual([]);
    expect(await found('GWX1005', documents(outside, entry))).toEqual([
      'warning VirtualService shop/vs: Referenced host not found: "api.example.net"',
    ]);
  });
});

describe('severities that depend on the fields', () => {
  const rule = (tls: string) => istio('DestinationRule', 'dr', 'shop', `{host: cart, trafficPolicy: {tls: {${tls}}}}`);

  test.each([
    [
      'mode: SIMPLE, insecureSkipVerify: true',
      ['warning DestinationRule shop/dr: the server certificate of "cart" is not verified'],
    ],
    [
      'mode: SIMPLE',
      [
        'info DestinationRule shop/dr: DestinationRule shop/dr in namespace shop has TLS mode set to SIMPLE but no caCertificates are set to validate server identity for host: cart',
      ],
    ],
    ['mode: ISTIO_MUTUAL', []],
    ['mode: SIMPLE, caCertificates: /ca.pem', []],
  ])('GWX1011 of %s', async (tls, expected) => {
    expect(await found('GWX1011', rule(tls))).toEqual(expected);
  });

  test.each([
    ['tls: {mode: DISABLE}', 'warning', `; this rule's "tls" wins`],
    ['outlierDetection: {interval: 10s}', 'info', ''],
  ])('GWX0908 of %s is a(n) %s', async (policy, severity, ending) => {
    const backendTLSPolicy = `apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  targetRefs: [{group: "", kind: Service, name: cart}]\n  validation: {hostname: cart.example.com, wellKnownCACertificates: System}`;
    const own = istio('DestinationRule', 'dr', 'shop', `{host: cart, trafficPolicy: {${policy}}}`);
    expect(await found('GWX0908', documents(cart, backendTLSPolicy, own))).toEqual([
      `${severity} DestinationRule shop/dr: also configured by BackendTLSPolicy "shop/p"${ending}`,
    ]);
  });

  test('an old entry of gateways is rewritten only where its Gateway is in the input (GWX1002)', async () => {
    const vs = istio(
      'VirtualService',
      'vs',
      'shop',
      '{hosts: [a.example.com], gateways: [web.infra], http: [{route: [{destination: {host: cart}}]}]}',
    );
    const web = istio(
      'Gateway',
      'web',
      'infra',
      '{selector: {a: b}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*/*"]}]}',
    );
    const fixes = async (text: string) =>
      (await lintText(text, ['--only', 'GWX1002'])).findings.map(({ fix }) => fix?.title);
    expect(await fixes(vs)).toEqual([undefined]);
    expect(await fixes(documents(vs, web))).toEqual(['write infra/web']);
  });
});

test('policies and Pods are for lint alone: convert skips and counts them', async () => {
  const { load } = await import('../../src/input/load.ts');
  const text = documents(
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {namespace: shop}',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}',
  );
  const { index, skippedKinds, diagnostics, strangers } = await load([{ name: 'f', text }]);
  expect([index.all(), diagnostics, strangers]).toEqual([[], [], []]);
  expect([...skippedKinds]).toEqual([
    ['AuthorizationPolicy.security.istio.io', 1],
    ['Pod', 1],
  ]);
});

describe('a pair of which one is mere context is told of the other one (LN-20)', () => {
  const edge = gateway('edge', 'infra', httpListener);
  const samePods = istio(
    'Gateway',
    'same-pods',
    'infra',
    '{selector: {gateway.networking.k8s.io/gateway-name: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*/*"]}]}',
  );
  const rest = 'rules: [{backendRefs: [{name: cart, port: 80}]}]';
  const onEdge = route(
    'HTTPRoute',
    'r',
    'shop',
    `  parentRefs: [{name: edge, namespace: infra}]\n  hostnames: [b.org, a.com]\n  ${rest}`,
  );
  const virtualService = (metadata = '', host = 'a.com') =>
    istio(
      'VirtualService',
      'vs',
      'shop',
      `{hosts: [${host}], gateways: [infra/same-pods], http: [{route: [{destination: {host: cart}}]}]}`,
      metadata,
    );
  const policy = `apiVersion: gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {name: p, namespace: shop}\nspec:\n  targetRefs: [{group: "", kind: Service, name: cart}]\n  validation: {hostname: cart.example.com, wellKnownCACertificates: System}`;
  const copy = virtualService(', annotations: {gwx.dev/source: HTTPRoute/r.shop}');

  test.each([
    [
      'GWX0904',
      virtualService(),
      onEdge,
      'HTTPRoute r spec.hostnames[1]: host "a.com" on listener "http" is also routed by VirtualService "shop/vs"',
    ],
    [
      'GWX0905',
      onMesh('"*"'),
      toCart('app'),
      'HTTPRoute cart spec.parentRefs[0]: host "cart" is also routed by VirtualService "shop/vs": clients in namespace "app" use the HTTPRoute, other clients use that VirtualService',
    ],
    [
      'GWX0908',
      istio('DestinationRule', 'dr', 'shop', '{host: cart, trafficPolicy: {tls: {mode: DISABLE}}}'),
      policy,
      `BackendTLSPolicy p metadata.name: also configured by DestinationRule "shop/dr"; that rule's "tls" wins`,
    ],
    [
      'GWX0912',
      copy,
      onEdge,
      'HTTPRoute r metadata.name: VirtualService "shop/vs" was generated from this object, which istiod converts itself; every route exists twice',
    ],
  ])('%s', async (code, istioObject, other, expected) => {
    const lint = async (contexts: readonly boolean[]) => {
      const texts = [istioObject, other].map((text, i) => ({ name: `${i}.yaml`, text, context: contexts[i] === true }));
      const common = { name: 'common.yaml', text: documents(edge, samePods, cart), context: true };
      return (await lintSources([common, ...texts], ['--only', code])).findings;
    };
    const told = (await lint([true, false])).map(
      ({ place, message }) => `${place?.object?.kind} ${place?.object?.name} ${place?.path}: ${message}`,
    );
    expect(told).toEqual([expected]);
    expect(await lint([true, true])).toEqual([]);
    for (const other of [false, true]) {
      expect(await lint([false, other])).toMatchObject([
        { place: { file: '0.yaml' }, related: [{ place: { file: '1.yaml' } }] },
      ]);
    }
  });

  test('GWX0912 explains what else is said of its two objects, and of no others', async () => {
    const other = route(
      'HTTPRoute',
      'q',
      'shop',
      `  parentRefs: [{name: edge, namespace: infra}]\n  hostnames: [a.com]\n  ${rest}`,
    );
    const lint = (text: string) => found('GWX0904,GWX0912', documents(edge, samePods, cart, text));
    expect(await lint(documents(copy, onEdge))).toEqual([expect.stringContaining('this copy was generated')]);
    expect(await lint(documents(copy, onEdge, other))).toEqual([
      expect.stringContaining('this copy was generated'),
      expect.stringContaining('"a.com" on listener "http" is also routed by HTTPRoute "shop/q"'),
    ]);
  });
});
