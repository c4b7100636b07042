import { describe, expect, test } from '@jest/globals';
import { cart, documents, gateway, publicGateway, route, rules, shopRoute, toPublic } from './acceptance-case.ts';
import { lintSources, lintText } from './linting.ts';

const alpha = ['--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'];

/** `severity CODE: message` of each finding of some rules. */
async function said(text: string, only: string, args: readonly string[]): Promise<readonly string[]> {
  const { findings } = await lintText(text, ['--only', only, ...args]);
  return findings.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
}

function object(apiVersion: string, kind: string, name: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}`;
}

function crd(name: string, bundle: string, versions = '[{name: v1, served: true}]'): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ${name}.gateway.networking.k8s.io, annotations: {gateway.networking.k8s.io/bundle-version: ${bundle}}}
spec: {versions: ${versions}}`;
}

const listenerSet = object(
  'gateway.networking.k8s.io/v1',
  'ListenerSet',
  'more',
  '{parentRef: {name: web}, listeners: [{name: a, port: 81, protocol: HTTP}]}',
);
const pool = object(
  'inference.networking.k8s.io/v1',
  'InferencePool',
  'model',
  '{selector: {matchLabels: {app: model}}, targetPorts: [{number: 80}], endpointPickerRef: {name: p, port: {number: 9002}}}',
);
const xbackend = object(
  'gateway.networking.x-k8s.io/v1alpha1',
  'XBackend',
  'pay',
  '{type: ExternalHostname, externalHostname: {hostname: pay.example.com}, port: {port: 443}}',
);
const policy = object(
  'gateway.networking.k8s.io/v1',
  'BackendTLSPolicy',
  'cart',
  '{targetRefs: [{group: "", kind: Service, name: cart}], validation: {hostname: a.example.com, wellKnownCACertificates: System}}',
);
const retrying = shopRoute('r', `${toPublic}  rules: [{retry: {attempts: 2}, backendRefs: [{name: cart, port: 80}]}]`);
const sharing = shopRoute(
  'r',
  `${toPublic}  rules: [{filters: [{type: CORS, cors: {allowOrigins: ["https://a.example.com"]}}], backendRefs: [{name: cart, port: 80}]}]`,
);

describe('what a release does not read yet (GWX0803)', () => {
  test.each([
    ['ListenerSet', listenerSet, '1.30', 'ListenerSet needs Istio 1.30; profile 1.29 ignores it'],
    ['InferencePool', pool, '1.27', 'InferencePool needs Istio 1.27; profile 1.26 ignores it'],
    ['XBackend', xbackend, '1.32', 'XBackend needs Istio 1.32; profile 1.31 ignores it'],
    ['BackendTLSPolicy', policy, '1.26', 'BackendTLSPolicy needs Istio 1.26; profile 1.25 ignores it'],
    ['retry', retrying, '1.26', '"retry" needs Istio 1.26; profile 1.25 ignores it'],
    ['CORS', sharing, '1.26', 'filter CORS needs Istio 1.26; profile 1.25 rejects it'],
  ])('%s', async (_, text, release, message) => {
    const before = `1.${Number(release.slice(2)) - 1}`;
    expect(await said(text, 'GWX0803', ['--istio-version', before])).toEqual([`error GWX0803: ${message}`]);
    expect(await said(text, 'GWX0803', ['--istio-version', release])).toEqual([]);
  });

  test('hides that a switch is missing, too (GWX0604)', async () => {
    const { findings } = await lintText(xbackend, ['--istio-version', '1.31']);
    expect(findings.map(({ rule }) => rule)).toEqual(['GWX0803']);
  });

  test('a release that nobody knows is refused', async () => {
    await expect(lintText(xbackend, ['--istio-version', '2.0'])).rejects.toThrow('--istio-version 2.0: ');
  });
});

test.each([
  ['TLSRoute', '1.29', '1.30'],
  ['TCPRoute', '1.30', '1.31'],
])('a %s needs the alpha switch up to %s (GWX0604)', async (kind, last, next) => {
  const text = route(kind, 'r', 'shop', `${toPublic}  hostnames: [a.example.com]\n${rules}`);
  const message = `${kind} is ignored unless istiod runs with PILOT_ENABLE_ALPHA_GATEWAY_API=true`;
  expect(await said(text, 'GWX0604', ['--istio-version', last])).toEqual([`warning GWX0604: ${message}`]);
  expect(await said(text, 'GWX0604', ['--istio-version', last, ...alpha])).toEqual([]);
  expect(await said(text, 'GWX0604', ['--istio-version', next])).toEqual([]);
});

describe('XListenerSet (GWX0806)', () => {
  const set = object('gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet', 'more', '{parentRef: {name: web}}');
  const attached = shopRoute(
    'r',
    `  parentRefs: [{group: gateway.networking.x-k8s.io, kind: XListenerSet, name: more}]\n${rules}`,
  );
  const ignored = (release: string) =>
    `error GWX0806: istiod ${release} does not read XListenerSet; use ListenerSet (gateway.networking.k8s.io/v1)`;
  const gated = 'warning GWX0806: XListenerSet is ignored unless istiod runs with PILOT_ENABLE_ALPHA_GATEWAY_API=true';

  test.each([
    ['1.26', [], [ignored('1.26')]],
    ['1.27', [], [gated]],
    ['1.29', [], [gated]],
    ['1.29', alpha, []],
    ['1.30', alpha, [ignored('1.30')]],
    ['1.32', [], [ignored('1.32')]],
  ])('in %s with %j', async (release, args, expected) => {
    expect(await said(set, 'GWX0806', ['--istio-version', release, ...args])).toEqual(expected);
  });

  test('is fixed together with the references of its file', async () => {
    const { findings } = await lintSources([
      { name: 'a.yaml', text: documents(set, attached) },
      { name: 'b.yaml', text: attached.replace('name: r', 'name: other') },
    ]);
    const fixes = findings.filter(({ rule }) => rule === 'GWX0806').map(({ fix }) => fix?.edits);
    expect(fixes.map((edits) => edits?.map(({ newText }) => newText))).toEqual([
      ['gateway.networking.k8s.io/v1', 'ListenerSet', 'gateway.networking.k8s.io', 'ListenerSet'],
      ['gateway.networking.k8s.io', 'ListenerSet'],
      ['gateway.networking.k8s.io', 'ListenerSet'],
    ]);
  });
});

describe('bundles that are too old (GWX0804)', () => {
  const tlsRoute = route('TLSRoute', 'r', 'shop', `${toPublic}  hostnames: [a.example.com]\n${rules}`);
  const message =
    'Gateway API CRD "tlsroutes.gateway.networking.k8s.io" is at version "v1.4.1" but Istio requires at least "1.5.0"; resources of this kind will not be processed. Upgrade the Gateway API CRDs to satisfy the minimum version.';

  test.each([
    ['alone', [crd('tlsroutes', 'v1.4.1')], [`warning GWX0804: ${message}`]],
    ['with an object of the kind', [crd('tlsroutes', 'v1.4.1'), tlsRoute], [`error GWX0804: ${message}`]],
    ['of the minimum', [crd('tlsroutes', 'v1.5.0'), tlsRoute], []],
    ['of a pre-release of the minimum', [crd('tlsroutes', 'v1.5.0-rc.1'), tlsRoute], []],
    ['of a later patch', [crd('grpcroutes', '1.1.1')], []],
    ['of a later major version', [crd('tcproutes', 'v2.0.0')], []],
    ['of no version', [crd('tlsroutes', 'monthly')], []],
    ['of a kind without minimum', [crd('gateways', 'v0.1.0')], []],
  ])('a CRD %s', async (_, texts, expected) => {
    expect(await said(documents(...texts), 'GWX0804', [])).toEqual(expected);
  });

  test('in a context file are reported on the objects', async () => {
    const { findings } = await lintSources([
      { name: 'a.yaml', text: tlsRoute },
      { name: 'crds.yaml', text: crd('tlsroutes', 'v1.4.1'), context: true },
    ]);
    expect(findings.filter(({ rule }) => rule === 'GWX0804').map(({ place }) => place?.path)).toEqual(['kind']);
  });
});

describe('versions (GWX0801)', () => {
  const tcpRoute = route('TCPRoute', 'r', 'shop', `${toPublic}${rules}`).replace('/v1\n', '/v1alpha2\n');
  const served = '[{name: v1, served: true}, {name: v1alpha2, served: true}]';
  const bundle = 'TCPRoute version "v1alpha2" is not served by Gateway API';

  test.each([
    ['not of the assumed bundle', [tcpRoute], [], [`warning GWX0801: ${bundle} 1.6.1 (standard)`]],
    ['not of the chosen one', [tcpRoute], ['--channel', 'standard'], [`error GWX0801: ${bundle} 1.6.1 (standard)`]],
    ['of the experimental channel', [tcpRoute], ['--channel', 'experimental'], []],
    ['of the CRD of the input', [tcpRoute, crd('tcproutes', 'v1.6.0', served)], ['--channel', 'standard'], []],
    ['not of that CRD', [tcpRoute, crd('tcproutes', 'v1.6.0')], [], [`error GWX0801: ${bundle} 1.6.0 (standard)`]],
    [
      'of no CRD at all',
      [publicGateway.replace('/v1\n', '/v7\n')],
      [],
      ['error GWX0801: Gateway version "v7" is not served by Gateway API 1.6.1 (standard)'],
    ],
    [
      'of no CRD of Istio',
      [object('networking.istio.io/v2', 'VirtualService', 'a', '{}')],
      [],
      ['error GWX0801: VirtualService version "v2" is not served by Istio 1.32'],
    ],
    [
      'of the group that came before',
      [object('networking.x-k8s.io/v1alpha1', 'HTTPRoute', 'a', '{}')],
      [],
      ['error GWX0801: HTTPRoute version "v1alpha1" is not served by Gateway API 1.6.1 (standard)'],
    ],
    ['v1beta1 of a Gateway', [publicGateway.replace('/v1\n', '/v1beta1\n')], [], []],
  ])('%s', async (_, texts, args, expected) => {
    expect(await said(documents(...texts), 'GWX0801', args)).toEqual(expected);
  });

  test.each([
    ['one rule', tcpRoute, true],
    ['several rules, of which v1 takes one', tcpRoute.replace('rules: [', 'rules: [{backendRefs: []}, '), false],
    ['a TLSRoute without hostnames, which v1 demands', tcpRoute.replace('TCPRoute', 'TLSRoute'), false],
  ])('the fix is safe where v1 takes the object as it is: %s', async (_, text, safe) => {
    const { findings } = await lintText(text, ['--only', 'GWX0801']);
    expect(findings.map(({ fix }) => [fix?.safe, fix?.edits[0]?.newText])).toEqual([
      [safe, 'gateway.networking.k8s.io/v1'],
    ]);
  });
});

test('the label that pods lost in 1.24 is none of an older release (GWX0808)', async () => {
  const text = object('networking.istio.io/v1', 'Gateway', 'web', '{selector: {istio.io/gateway-name: web}}');
  expect(await said(text, 'GWX0808', ['--istio-version', '1.23'])).toEqual([]);
  const { findings } = await lintText(text, ['--only', 'GWX0808']);
  expect(findings.map(({ fix }) => fix?.edits[0]?.newText)).toEqual(['gateway.networking.k8s.io/gateway-name']);
  const both = text.replace('web}}', 'web, gateway.networking.k8s.io/gateway-name: web}}');
  expect((await lintText(both, ['--only', 'GWX0808'])).findings.map(({ fix }) => fix)).toEqual([undefined]);
});

test('a deprecated annotation is a note where it still works, and false status where it does not (GWX0807)', async () => {
  const web = gateway('web', 'shop', '[{name: http, port: 80, protocol: HTTP}]').replace(
    'namespace: shop',
    'namespace: shop, annotations: {networking.istio.io/service-type: ClusterIP}',
  );
  const message = 'annotation networking.istio.io/service-type is deprecated, use Spec.Infrastructure.Routeability';
  expect(await said(web, 'GWX0807', [])).toEqual([`info GWX0807: ${message}`]);
  const unmanaged = web.replace('  listeners', '  addresses: [{type: Hostname, value: web}]\n  listeners');
  expect(await said(documents(unmanaged, cart), 'GWX0807', [])).toEqual([`warning GWX0807: ${message}`]);
});

test.each([
  ['1.29', ['500', '500', '500']],
  ['1.30', ['404', '404', '500']],
  ['1.31', ['500', '500', '500']],
])(
  'Istio %s answers rules without backendRefs, with none, and with one of weight 0 (GWX0701) with %j',
  async (release, expected) => {
    const none = `${toPublic}  rules: [{}, {backendRefs: []}, {backendRefs: [{name: cart, port: 80, weight: 0}]}]`;
    const text = documents(publicGateway, cart, shopRoute('r', none));
    const found = await said(text, 'GWX0701', ['--istio-version', release]);
    expect(found.map((line) => line.slice(-3))).toEqual(expected);
  },
);
