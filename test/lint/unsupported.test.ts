import { describe, expect, test } from '@jest/globals';
import { cart, documents, gateway, publicGateway, route, service, shopRoute, toPublic } from './acceptance-case.ts';
import { lintText } from './linting.ts';

const experimental = ['--channel', 'experimental'];

/** `severity path: message` of each finding of one rule. */
async function said(text: string, only: string, args: readonly string[] = []): Promise<readonly string[]> {
  const { findings } = await lintText(text, ['--only', only, ...args]);
  return findings.map(({ severity, place, message }) => `${severity} ${place?.path}: ${message}`);
}

/** The first finding of one rule. */
async function first(text: string, only: string, args: readonly string[] = []) {
  const { findings } = await lintText(text, ['--only', only, ...args]);
  return findings[0];
}

const backends = 'backendRefs: [{name: cart, port: 80}]';

/** An HTTPRoute of one rule for the Service `cart`, with its Gateway. */
function withRule(more: string): string {
  return documents(publicGateway, cart, shopRoute('r', `${toPublic}  rules:\n  - ${backends}\n${more}`));
}

function withListener(listener: string, more = ''): string {
  return gateway('web', 'shop', `[{name: a, port: 80, ${listener}}${more}]`);
}

describe('filters (GWX0601)', () => {
  test('on a backendRef belong to the rule', async () => {
    const ref = '{name: cart, port: 80, filters: [{type: URLRewrite, urlRewrite: {hostname: a.example.com}}]}';
    const text = documents(publicGateway, cart, shopRoute('r', `${toPublic}  rules: [{backendRefs: [${ref}]}]`));
    const finding = await first(text, 'GWX0601');
    expect(finding?.message).toBe('unsupported filter type "URLRewrite"');
    expect(finding?.help).toContain('move the filter to the rule');
  });

  test('that authenticate have a counterpart', async () => {
    const filter = '{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: cart, port: 80}, http: {}}}';
    const finding = await first(withRule(`    filters: [${filter}]`), 'GWX0601', experimental);
    expect(finding?.help).toContain('AuthorizationPolicy with action CUSTOM');
  });
});

describe('backends (GWX0602)', () => {
  const toXBackend = shopRoute(
    'r',
    `${toPublic}  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: pay, port: 443}]}]`,
  );
  const xbackend = (spec: string) =>
    `apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XBackend\nmetadata: {name: pay, namespace: shop}\nspec: ${spec}`;
  const alpha = ['--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true', '--validate', 'ignore'];

  test.each([
    [
      '{type: Service, port: {port: 443}}',
      [
        'error spec.rules[0].backendRefs[0].kind: backend(pay) type: expected ExternalHostname, got Service',
        'error spec.type: unsupported backend type: Service',
      ],
    ],
    [
      '{type: ExternalHostname, externalHostname: {hostname: a.example.com}, port: {port: 443}, tls: {mode: Odd}}',
      ['error spec.tls.mode: unsupported TLS mode: "Odd"'],
    ],
  ])('an XBackend %s', async (spec, expected) => {
    const found = await said(documents(publicGateway, toXBackend, xbackend(spec)), 'GWX0602', alpha);
    expect(found.toSorted()).toEqual(expected);
  });

  test('a ServiceEntry has a kind of its own for its hosts', async () => {
    const ref = '{group: networking.istio.io, kind: ServiceEntry, name: pay, port: 443}';
    const text = documents(publicGateway, shopRoute('r', `${toPublic}  rules: [{backendRefs: [${ref}]}]`));
    expect((await first(text, 'GWX0602'))?.help).toContain('kind Hostname, group networking.istio.io');
  });
});

describe('protocols (GWX0605)', () => {
  test.each([
    ['http', '', true, 'HTTP'],
    ['tcp', ', tls: {certificateRefs: [{name: c}]}', false, 'TCP'],
    ['https', '', false, 'HTTPS'],
    ['hbone', '', false, 'HBONE'],
  ])('the fix of %s%s: safe %s', async (protocol, more, safe, newText) => {
    const finding = await first(withListener(`protocol: ${protocol}${more}`), 'GWX0605');
    expect(finding?.fix).toMatchObject({ safe, edits: [{ newText }] });
  });

  test('the fix is not safe beside a listener that has the port already', async () => {
    const other = ', {name: b, port: 80, protocol: HTTP}';
    expect((await first(withListener('protocol: http', other), 'GWX0605'))?.fix?.safe).toBe(false);
  });

  test('UDP has no other spelling', async () => {
    const finding = await first(withListener('protocol: UDP'), 'GWX0605');
    expect(finding?.fix).toBeUndefined();
    expect(finding?.help).toContain('Istio does not support UDP');
  });
});

describe('TLS options (GWX0607)', () => {
  const withOption = (key: string, value: string, mode = 'Terminate') =>
    withListener(`protocol: HTTPS, tls: {mode: ${mode}, certificateRefs: [{name: c}], options: {${key}: ${value}}}`);

  test.each([
    ['gateway.istio.io/tls-terminate-mod', 'MUTUAL', 'is not read by Istio', 'gateway.istio.io/tls-terminate-mode'],
    ['gateway.istio.io/tls-terminate-mode', 'mutaul', 'is unknown, SIMPLE is used', 'MUTUAL'],
    ['gateway.istio.io/tls-cipher-suites', 'ECDHE-RSA-AES128-GCM', 'is dropped', 'ECDHE-RSA-AES128-SHA'],
    ['gateway.istio.io/tls-cipher-suites', '"AES128-SHA,AES128-SHA"', 'is dropped', 'listed before'],
  ])('%s: %s', async (key, value, message, help) => {
    const finding = await first(withOption(key, value), 'GWX0607');
    expect(finding?.message).toContain(message);
    expect(finding?.help).toContain(help);
  });
});

test('addresses that are skipped are an error where none is left, or nothing else exists (GWX0609)', async () => {
  const addressed = (addresses: string) =>
    withListener('protocol: HTTP').replace('  listeners', `  addresses: ${addresses}\n  listeners`);
  const [host, ip] = ['{type: Hostname, value: web}', '{type: IPAddress, value: 10.0.0.1}'];
  const message = 'only Hostname is supported, ignoring [10.0.0.1]';
  const partly = documents(addressed(`[${host}, ${ip}]`), service('web', 'shop'));
  expect(await said(partly, 'GWX0609')).toEqual([`warning spec.addresses[1]: ${message}`]);
  expect(await said(partly, 'GWX0609', ['--complete'])).toEqual([`error spec.addresses[1]: ${message}`]);
  const none = addressed(`[${ip}, ${ip.replace('0.1', '0.2')}]`);
  expect(await said(none, 'GWX0609')).toEqual([
    'error spec.addresses[0]: only Hostname is supported, ignoring [10.0.0.1 10.0.0.2]',
  ]);
  expect(await said(addressed(`[${ip}]`), 'GWX0609')).toEqual([]);
});

describe('header values', () => {
  const setting = (value: string) =>
    withRule(
      `    filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: x-a, value: ${value}}]}}]`,
    );

  test.each([
    ['"gold\\n"', '"gold"'],
    ['"true\\n"', undefined],
    ['"go\\nld\\n"', undefined],
    ['"a: b\\n"', undefined],
  ])(
    '%s loses its last line break where that is all, and the rest is a string in any style (GWX0610)',
    async (value, newText) => {
      expect((await first(setting(value), 'GWX0610'))?.fix?.edits[0]?.newText).toBe(newText);
    },
  );

  test.each([
    ['50% off', 'error', '50%% off'],
    ['50%% off', undefined, undefined],
    ['up to 50%', 'error', 'up to 50%%'],
    ['"100%% and 50% off"', 'error', '"100%% and 50%% off"'],
    ['"%START_TIME% and 50%"', 'error', undefined],
    ['"%START_TIME(%s)%"', 'warning', undefined],
    ['"50%\\n"', undefined, undefined],
  ])('%s (GWX0614)', async (value, severity, newText) => {
    const finding = await first(setting(value), 'GWX0614');
    expect([finding?.severity, finding?.fix?.edits[0]?.newText]).toEqual([severity, newText]);
  });

  test('name the operators that are replaced (GWX0614)', async () => {
    const { message } = (await first(setting('"%START_TIME(%s.%3f)% 100%% %PROTOCOL%"'), 'GWX0614')) ?? {};
    expect(message).toBe('"%START_TIME(%s.%3f)%", "%PROTOCOL%" are replaced by Envoy, they are not literal');
  });
});

test('timeouts that the API server refuses are not told twice (GWX0611)', async () => {
  const timeouts = (request: string) => withRule(`    timeouts: {request: ${request}, backendRequest: 2s}`);
  expect(await said(timeouts('1s'), 'GWX0611')).toEqual([]);
  const message = (request: string) =>
    `warning spec.rules[0].timeouts.request: without "retry", backendRequest "2s" replaces request "${request}" as the timeout`;
  expect(await said(timeouts('3s'), 'GWX0611')).toEqual([message('3s')]);
  expect(await said(timeouts('0s'), 'GWX0611')).toEqual([message('0s')]);
});

test('what only parents of other kinds read is no concern of a route that has some (GWX0608)', async () => {
  const parents = (more: string) =>
    `  parentRefs: [{group: "", kind: Service, name: cart}${more}]\n  hostnames: [a.example.com]\n  rules: [{${backends}}]`;
  const message = 'warning spec.hostnames: hostnames are ignored for parents of kind Service';
  const both = ', {name: public, namespace: infra}';
  expect(await said(documents(cart, shopRoute('r', parents(''))), 'GWX0608')).toEqual([message]);
  expect(await said(documents(cart, publicGateway, shopRoute('r', parents(both))), 'GWX0608')).toEqual([]);
  // The hostnames of a TLSRoute count in the mesh, too.
  expect(await said(documents(cart, route('TLSRoute', 'r', 'shop', parents(''))), 'GWX0608')).toEqual([]);
});

test('a route whose parents are of another controller is read by that one (GWX0606)', async () => {
  const theirs = gateway('public', 'infra', '[{name: http, port: 80, protocol: HTTP}]').replace(
    'gatewayClassName: istio',
    'gatewayClassName: nginx',
  );
  const nginx =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: nginx}\nspec: {controllerName: example.com/nginx}';
  const sticky = shopRoute('r', `${toPublic}  rules: [{sessionPersistence: {cookie: {name: c}}, ${backends}}]`);
  expect(await said(documents(theirs, nginx, sticky), 'GWX0606', experimental)).toEqual([]);
  const ours = await said(documents(publicGateway, sticky), 'GWX0606', experimental);
  expect(ours).toEqual([
    'warning spec.rules[0].sessionPersistence: "sessionPersistence" is not supported by Istio and has no effect',
  ]);
});
