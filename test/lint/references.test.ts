import { describe, expect, test } from '@jest/globals';
import {
  cart,
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

const istioGateway = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec: {servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}`;

async function found(text: string, args: readonly string[] = []) {
  const { findings } = await lintText(text, args);
  return findings.filter(({ rule }) => rule !== 'GWX0111').map(({ severity, rule }) => `${severity} ${rule}`);
}

async function only(text: string, code: string, args: readonly string[] = []) {
  const { findings } = await lintText(text, ['--only', code, ...args]);
  const [first] = findings;
  return { count: findings.length, severity: first?.severity, message: first?.message, help: first?.help ?? '', first };
}

test('an Istio Gateway of the name is a near miss of an absent parent, and leaves no room for a stand-in (GWX0301)', async () => {
  const { severity, help, first } = await only(documents(istioGateway, shopRoute('r', toPublic + rules)), 'GWX0301');
  expect([severity, help.split(';')[0]]).toEqual(['error', '"public" is an Istio Gateway']);
  expect(first?.related.map(({ role, place }) => [role, place.object?.group])).toEqual([
    ['near-miss', 'networking.istio.io'],
  ]);
});

describe('the fix that gives a parentRef its group keeps to the way it is written (GWX0303)', () => {
  test.each([
    ['in braces', '  parentRefs: [{kind: Service, name: cart}]', 'group: "", ', ''],
    ['as JSON', '  parentRefs: [{"name": "cart", "kind": "Service"}]', '"group": "", ', ''],
    ['in lines', '  parentRefs:\n  - name: cart\n    kind: Service', 'group: ""\n    ', ''],
    ['first of its lines', '  parentRefs:\n  - kind: Service\n    name: cart', 'group: ""\n    ', ''],
    [
      'with another group',
      '  parentRefs: [{group: gateway.networking.k8s.io, kind: Service, name: cart}]',
      '""',
      'gateway.networking.k8s.io',
    ],
  ])('%s', async (_, parentRefs, newText, replaced) => {
    const text = shopRoute('r', `${parentRefs}\n${rules}`);
    const { first } = await only(text, 'GWX0303');
    const [edit] = first?.fix?.edits ?? [];
    const [start, end] = [edit?.start.offset ?? 0, edit?.end.offset ?? 0];
    expect([edit?.newText, text.slice(start, end)]).toEqual([newText, replaced]);
    const fixed = text.slice(0, start) + (edit?.newText ?? '') + text.slice(end);
    expect((await only(fixed, 'GWX0303,GWX0101,GWX0103')).count).toBe(0);
  });
});

describe('absent objects are graded by what the input holds (LN-22, LN-22a)', () => {
  const toPool = `${toPublic}  rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: llm}]}]`;
  const toXBackend = `${toPublic}  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: bank, port: 443}]}]`;
  const xBackend = `apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: bnk, namespace: shop}
spec: {type: ExternalHostname, externalHostname: {hostname: bank.example.com}, port: {port: 443, protocol: TCP}}`;
  const alpha = ['--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'];
  const meshRoute = shopRoute('r', `  parentRefs: [{group: "", kind: Service, name: crat}]\n${rules}`);

  test.each([
    ['a parent Service, nothing known', 'GWX0302', meshRoute, [], undefined],
    ['a parent Service among others', 'GWX0302', documents(meshRoute, cart), [], 'warning'],
    ['a parent Service, closed world', 'GWX0302', documents(meshRoute, cart), ['--complete'], 'error'],
    ['a backend, nothing known', 'GWX0305', documents(publicGateway, shopRoute('r', toPublic + rules)), [], undefined],
    ['an InferencePool', 'GWX0305', documents(publicGateway, shopRoute('r', toPool)), [], 'warning'],
    [
      'an InferencePool, closed world',
      'GWX0305',
      documents(publicGateway, shopRoute('r', toPool)),
      ['--complete'],
      'error',
    ],
    ['an XBackend', 'GWX0305', documents(publicGateway, shopRoute('r', toXBackend)), alpha, 'warning'],
    [
      'an XBackend near another',
      'GWX0305',
      documents(publicGateway, shopRoute('r', toXBackend), xBackend),
      alpha,
      'error',
    ],
  ])('%s', async (_, code, text, args, expected) => {
    expect(
      (await only(text, code, ['--istiod-env', 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true', ...args])).severity,
    ).toBe(expected);
  });

  test('a parse error anywhere covers nothing (LN-21)', async () => {
    const text = documents(
      publicGateway,
      shopRoute('r', toPublic + rules),
      service('carts', 'shop'),
      'kind: A\n\tb: c',
    );
    expect((await only(text, 'GWX0305')).count).toBe(0);
  });
});

test('an absent backend is converted as if it were there, whatever else is (acceptance case 42)', async () => {
  const emitted = async (text: string) => {
    const { conversion } = await lintText(text);
    return conversion.resources.map(({ kind, metadata, spec }) => ({ kind, metadata, spec }));
  };
  const input = documents(publicGateway, shopRoute('r', toPublic + rules));
  const alone = await emitted(input);
  expect(JSON.stringify(alone)).toContain('"host":"cart.shop.svc.cluster.local"');
  expect(await emitted(documents(input, service('carts', 'shop')))).toEqual(alone);
});

describe('what a backend of the wrong kind of name or port does (GWX0305 to GWX0307)', () => {
  const mirror = (ref: string) =>
    `${toPublic}  rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: ${ref}}}], backendRefs: [{name: cart, port: 80}]}]`;

  test.each([
    ['HTTPRoute', 'istiod leaves the mirror out'],
    ['GRPCRoute', 'the whole route is dropped by istiod, not only this rule'],
  ])('a mirror of a %s', async (kind, effect) => {
    const missing = documents(publicGateway, route(kind, 'r', 'shop', mirror('{name: crat, port: 80}')), cart);
    expect((await only(missing, 'GWX0305')).help).toContain(effect);
    const dotted = documents(publicGateway, route(kind, 'r', 'shop', mirror('{name: cart.shop.svc, port: 80}')), cart);
    expect((await only(dotted, 'GWX0307')).help).toContain(effect);
  });

  test.each([
    ['cart.shop.svc.cluster.local', true],
    ['cart.pay.svc.cluster.local', undefined],
    ['crat.shop.svc.cluster.local', false],
    ['api.example.com', undefined],
  ])('%s: a fix, and whether it is safe: %j', async (name, safe) => {
    const text = documents(
      publicGateway,
      shopRoute('r', toPublic + rules.replace('name: cart', `name: ${name}`)),
      cart,
    );
    expect((await only(text, 'GWX0307')).first?.fix?.safe).toBe(safe);
  });

  test('two ports behind one targetPort leave the choice to the author (GWX0306)', async () => {
    const ports = '[{name: a, port: 80, targetPort: 8080}, {name: b, port: 81, targetPort: 8080}]';
    const wrong = shopRoute('r', toPublic + rules.replace('80', '8080'));
    const { message, first } = await only(documents(publicGateway, wrong, service('cart', 'shop', ports)), 'GWX0306');
    expect([message, first?.fix]).toEqual(['Service "shop/cart" has no port 8080; its ports are 80, 81', undefined]);
  });

  test('an XBackend says itself which port it has (GWX0306)', async () => {
    const xBackend = `apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackend
metadata: {name: bank, namespace: shop}
spec: {type: ExternalHostname, externalHostname: {hostname: bank.example.com}, port: {port: 443, protocol: TCP}}`;
    const toBank = `${toPublic}  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: bank, port: 80}]}]`;
    const alpha = ['--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'];
    const { message, severity } = await only(
      documents(publicGateway, shopRoute('r', toBank), xBackend),
      'GWX0306',
      alpha,
    );
    expect([severity, message]).toEqual(['error', 'backend(bank) does not expose port 80, expected 443']);
  });
});

describe('grants that were meant for a reference (GWX0308)', () => {
  const toLedger = shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: ledger, namespace: pay, port: 80}]}]`);
  const grant = (namespace: string, from: string, to: string, labels = '') =>
    `apiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {name: g, namespace: ${namespace}${labels}}\nspec: {from: [${from}], to: [${to}]}`;
  const fromShop = '{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}';
  const toServices = '{group: "", kind: Service}';

  test.each([
    ['in the wrong namespace', grant('shop', fromShop, toServices), ['metadata.namespace']],
    ['for another namespace', grant('pay', fromShop.replace('shop', 'depot'), toServices), ['spec.from[0]']],
    ['for another kind of object', grant('pay', fromShop, '{group: "", kind: Secret}'), ['spec.to[0]']],
    ['for another group', grant('pay', fromShop, '{group: core, kind: Service}'), ['spec.to[0]']],
    ['for another name', grant('pay', fromShop, '{group: "", kind: Service, name: audit}'), ['spec.to[0]']],
    [
      'of another revision',
      grant('pay', fromShop, toServices, ', labels: {istio.io/rev: canary}'),
      ['metadata.labels["istio.io/rev"]'],
    ],
    [
      'with an entry that has two',
      grant('pay', fromShop.replace('shop', 'depot').replace('HTTP', 'TCP'), toServices),
      [],
    ],
    ['with two mistakes', grant('pay', fromShop.replace('shop', 'depot'), '{group: "", kind: Secret}'), []],
  ])('%s', async (_, text, places) => {
    const { first } = await only(documents(publicGateway, toLedger, text), 'GWX0308');
    expect(first?.related.map(({ role, place }) => [role, place.path])).toEqual(
      places.map((path) => ['near-miss', path]),
    );
  });

  test('one that permits it leaves nothing to report', async () => {
    expect((await only(documents(publicGateway, toLedger, grant('pay', fromShop, toServices)), 'GWX0308')).count).toBe(
      0,
    );
  });

  test('no grant can permit a ServiceImport (RT-74)', async () => {
    const text = toLedger.replace('{name: ledger', '{group: multicluster.x-k8s.io, kind: ServiceImport, name: ledger');
    const { help, first } = await only(documents(publicGateway, text), 'GWX0308');
    expect(help).toContain('no ReferenceGrant can permit a reference to kind "ServiceImport"');
    expect(first?.fix).toBeUndefined();
  });

  test('a grant for the Gateway does not serve its ListenerSet (GW-91)', async () => {
    const listeners =
      '[{name: tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert, namespace: pay}]}}]';
    const listenerSet = `apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet\nmetadata: {name: extra, namespace: shop}\nspec:\n  parentRef: {name: web}\n  listeners: ${listeners}`;
    const web = gateway('web', 'shop', httpListener, '  allowedListeners: {namespaces: {from: Same}}');
    const ofGateway = grant('pay', fromShop.replace('HTTPRoute', 'Gateway'), '{group: "", kind: Secret}');
    const { first, help } = await only(documents(web, listenerSet, ofGateway), 'GWX0308');
    expect(first?.related.map(({ place }) => place.path)).toEqual(['spec.from[0]']);
    expect(help).toContain('kind: ListenerSet, namespace: shop');
  });
});

describe('a finding about a Gateway of the context sits on the object that suffers (LN-20)', () => {
  test('the CA reference of the Gateway, on the listener of the ListenerSet', async () => {
    const frontend =
      '  allowedListeners: {namespaces: {from: All}}\n  tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: ca, namespace: pay}]}}}}';
    const listeners = '[{name: tls, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]';
    const text = `apiVersion: gateway.networking.k8s.io/v1\nkind: ListenerSet\nmetadata: {name: extra, namespace: shop}\nspec:\n  parentRef: {name: web, namespace: infra}\n  listeners: ${listeners}`;
    const { findings } = await lintSources(
      [
        { name: 'own.yaml', text },
        { name: 'context.yaml', text: gateway('web', 'infra', httpListener, frontend), context: true },
      ],
      ['--only', 'GWX0308'],
    );
    expect(findings.map(({ place, related }) => [place?.path, related.map(({ role }) => role)])).toEqual([
      ['spec.listeners[0]', ['cause']],
    ]);
  });
});

describe('the class of a Gateway (GWX0314)', () => {
  const traefik = gateway('web', 'shop', httpListener).replace('Name: istio', 'Name: traefik');
  const nginx =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: nginx}\nspec: {controllerName: example.com/nginx}';

  test.each([
    ['unknown, and no GatewayClass in the input', traefik, [], 'info'],
    ['unknown among GatewayClasses', documents(traefik, nginx), [], 'warning'],
    ['unknown, closed world', traefik, ['--complete'], 'error'],
    ['near a defined one', documents(traefik.replace('traefik', 'ngnix'), nginx), [], 'error'],
  ])('%s', async (_, text, args, severity) => {
    expect((await only(text, 'GWX0314', args)).severity).toBe(severity);
  });
});

describe('certificates (GWX0311, GWX0312)', () => {
  const listener = (refs: string) => `[{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [${refs}]}}]`;
  const web = gateway('web', 'shop', listener('{name: web-cert}'));

  test('a Secret that istiod does not see is certain to be of no use (GW-71)', async () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: {name: web-cert, namespace: shop}\ntype: helm.sh/release.v1\ndata: {tls.crt: ""}';
    const { severity, help } = await only(documents(web, secret), 'GWX0311');
    expect([severity, help.split(';')[0]]).toEqual([
      'error',
      'use a Secret of another type: istiod does not see those of type helm.sh/release.v1',
    ]);
  });

  test('in a closed world an absent Secret is an error', async () => {
    expect(await found(web, ['--complete', '--only', 'GWX0311'])).toEqual(['error GWX0311']);
  });

  test('what is encoded twice is told from what is no PEM', async () => {
    const twice = Buffer.from(Buffer.from('-----BEGIN CERTIFICATE-----\n').toString('base64')).toString('base64');
    const secret = (value: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: web-cert, namespace: shop}\ndata: {tls.crt: ${value}, tls.key: ${value}}`;
    expect((await only(documents(web, secret(twice)), 'GWX0312')).help).toContain('encode "tls.crt" with base64 once');
    expect((await only(documents(web, secret('YQ==')), 'GWX0312')).help).toContain('both as PEM');
  });
});

describe('the Service behind a Gateway (GWX0317)', () => {
  const serviceOfWeb = service('web-istio', 'shop', '[{name: http, port: 8080}]');
  const address = '  addresses: [{type: Hostname, value: web-istio}]';

  test.each([
    ['of a Gateway that names it, without the port', 'shop', address, 'error', 'spec.listeners[0].port'],
    ['of a Gateway that istiod deploys', 'shop', '', undefined, undefined],
    [
      'of another namespace',
      'pay',
      address.replace('web-istio', 'web-istio.shop.svc.cluster.local'),
      'error',
      'spec.addresses[0].value',
    ],
  ])('%s', async (_, namespace, addresses, severity, path) => {
    const { first } = await only(
      documents(gateway('web', namespace, httpListener, addresses), serviceOfWeb),
      'GWX0317',
    );
    expect([first?.severity, first?.place?.path]).toEqual([severity, path]);
  });
});
