import { describe, expect, test } from '@jest/globals';
import { cart, documents, gateway, httpListener, route, rules, shopRoute } from './acceptance-case.ts';
import { lintText } from './linting.ts';

const toWeb = '  parentRefs: [{name: web}]\n';

async function only(text: string, code: string, args: readonly string[] = []) {
  const { findings } = await lintText(text, ['--only', code, ...args]);
  return findings.map(({ severity, message, help = '', related, place }) => ({
    severity,
    message,
    help,
    related,
    place,
  }));
}

describe('a parentRef that asks for another listener (GWX0304)', () => {
  const listenerSet = `apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: extra, namespace: shop}
spec:
  parentRef: {name: web}
  listeners: [{name: admin, port: 8080, protocol: HTTP}]`;
  const web = gateway('web', 'shop', httpListener, '  allowedListeners: {namespaces: {from: Same}}');

  test.each([
    ['sectionName: admin', 'ListenerSet "shop/extra", which has listener "admin"'],
    ['port: 8080', 'ListenerSet "shop/extra", which has listener "admin"'],
    ['sectionName: htp', 'did you mean "http"? the listeners are http:80'],
    ['port: 81', 'the listeners are http:80'],
  ])('%s', async (section, says) => {
    const text = documents(web, listenerSet, shopRoute('r', `  parentRefs: [{name: web, ${section}}]\n${rules}`), cart);
    const [finding] = await only(text, 'GWX0304');
    expect(finding?.help).toContain(says);
    expect(finding?.related.map(({ role, place }) => [role, place.path])).toEqual([['target', 'metadata.name']]);
  });
});

test('the labels of the Namespace stand beside a selector that they do not match (GWX0401)', async () => {
  const selector = '{from: Selector, selector: {matchLabels: {team: a}}}';
  const web = gateway(
    'web',
    'infra',
    `[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: ${selector}}}]`,
  );
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: b}}';
  const text = documents(
    web,
    namespace,
    shopRoute('r', `  parentRefs: [{name: web, namespace: infra}]\n${rules}`),
    cart,
  );
  const [finding] = await only(text, 'GWX0401');
  expect(finding?.related.map(({ role, place }) => [role, place.path])).toEqual([
    ['target', 'spec.listeners[0].allowedRoutes.namespaces'],
    ['cause', 'metadata.labels'],
  ]);
});

test('the names of route and listeners are told side by side (GWX0402)', async () => {
  const web = gateway(
    'web',
    'shop',
    '[{name: a, port: 80, protocol: HTTP, hostname: a.example.com}, {name: b, port: 81, protocol: HTTP, hostname: b.example.com}]',
  );
  const findings = await only(
    documents(web, shopRoute('r', `${toWeb}  hostnames: [c.example.com]\n${rules}`)),
    'GWX0402',
  );
  expect(findings.map(({ message }) => message)).toEqual(['no hostnames matched parent hostname "a.example.com"']);
  expect(findings[0]?.help).toContain(
    'the route has "c.example.com", the listeners have "a.example.com" (a), "b.example.com" (b)',
  );
});

describe('why a listener does not take a kind of route (GWX0403)', () => {
  test.each([
    ['TCPRoute', 'protocol: HTTP', 'protocol', 'protocol TCP, or protocol TLS with an explicit mode: Terminate'],
    ['TLSRoute', 'protocol: HTTP', 'protocol', 'protocol TLS'],
    ['HTTPRoute', 'protocol: TCP', 'protocol', 'protocol HTTP or HTTPS'],
    [
      'HTTPRoute',
      'protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}',
      'allowedRoutes.kinds',
      'add {kind: HTTPRoute}',
    ],
  ])('%s on %s', async (kind, listener, field, says) => {
    const web = gateway('web', 'shop', `[{name: one, port: 80, ${listener}}]`);
    const hostnames = kind === 'TLSRoute' ? '  hostnames: [a.example.com]\n' : '';
    const [finding] = await only(
      documents(web, route(kind, 'r', 'shop', `${toWeb}${hostnames}${rules}`), cart),
      'GWX0403',
    );
    expect(finding?.help).toContain(says);
    expect(finding?.related.map(({ place }) => place.path)).toEqual([`spec.listeners[0].${field}`]);
  });
});

test.each([
  ['[a.example.com, b.example.com]', 'warning'],
  ['[a.example.com]', 'error'],
])('a dropped host of %s is as bad as what is left (GWX0404)', async (hostnames, severity) => {
  const web = gateway(
    'web',
    'shop',
    '[{name: all, port: 80, protocol: HTTP}, {name: special, port: 80, protocol: HTTP, hostname: a.example.com}]',
  );
  const spec = `  parentRefs: [{name: web, sectionName: all}]\n  hostnames: ${hostnames}\n${rules}`;
  const findings = await only(documents(web, shopRoute('r', spec), cart), 'GWX0404');
  expect(findings.map((finding) => finding.severity)).toEqual([severity]);
});

describe('kinds that a listener cannot carry (GWX0407)', () => {
  test.each([
    ['{kind: VirtualService, group: networking.istio.io}', ['warning']],
    ['{kind: VirtualService, group: networking.istio.io}, {kind: UDPRoute}', ['error', 'error']],
    ['{kind: HTTPRoute, group: example.com}', ['error']],
    ['{kind: GRPCRoute}', []],
  ])('beside HTTPRoute: %s', async (kinds, severities) => {
    const listener = `{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}, ${kinds}]}}`;
    const findings = await only(gateway('web', 'shop', `[${listener}]`), 'GWX0407');
    expect(findings.map(({ severity }) => severity)).toEqual(severities);
    for (const { message } of findings) expect(message).toBe('Invalid route kinds');
  });
});

describe('why nothing binds to a parent (GWX0409)', () => {
  const ambient = ['--istiod-env', 'PILOT_ENABLE_AMBIENT=true'];
  const hbone = '[{name: mesh, port: 15008, protocol: HBONE}]';
  const ofClass = (name: string, listeners: string) =>
    gateway('web', 'shop', listeners).replace('Name: istio', `Name: ${name}`);

  test.each([['a waypoint', ofClass('istio-waypoint', hbone), 'it is a waypoint', 'attach the route to the Service']])(
    '%s',
    async (_, parent, cause, help) => {
      const [finding] = await only(documents(parent, shopRoute('r', toWeb + rules), cart), 'GWX0409', ambient);
      expect(finding?.message).toBe(`Gateway "shop/web" has no listener a route can bind to: ${cause}`);
      expect(finding?.help).toContain(help);
      expect([finding?.severity, finding?.place?.path]).toEqual(['error', 'spec.parentRefs[0]']);
    },
  );

  test.each([
    ['a listener without tls', 'GWX0703', gateway('web', 'shop', '[{name: a, port: 443, protocol: HTTPS}]')],
    [
      'an address that istiod does not take',
      'GWX0609',
      gateway(
        'web',
        'shop',
        httpListener,
        '  addresses: [{type: IPAddress, value: 1.2.3.4}, {type: IPAddress, value: 1.2.3.5}]',
      ),
    ],
  ])('%s is told once, on the Gateway, and the route beside it', async (_, cause, parent) => {
    const texts = documents(parent, shopRoute('r', toWeb + rules), cart);
    expect(await only(texts, 'GWX0409', ambient)).toEqual([]);
    const [finding] = await only(texts, cause, ambient);
    expect(finding?.related.map(({ role, place }) => [role, place.object?.name])).toContainEqual(['also', 'r']);
  });

  test('the routes of a ListenerSet whose own parent is missing give no finding of their own (LN-62)', async () => {
    const listenerSet = `apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet\nmetadata: {name: extra, namespace: shop}\nspec:\n  parentRef: {name: web}\n  listeners: [{name: http, port: 80, protocol: HTTP}]`;
    const text = documents(
      listenerSet,
      shopRoute('r', `  parentRefs: [{kind: ListenerSet, name: extra}]\n${rules}`),
      cart,
    );
    const { findings } = await lintText(text);
    expect(findings.map(({ rule, place }) => [rule, place?.object?.kind])).toEqual([['GWX0301', 'ListenerSet']]);
  });
});
