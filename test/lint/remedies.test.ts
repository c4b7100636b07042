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
import { lintText } from './linting.ts';

const alpha = ['--channel', 'experimental', '--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'];
const inference = ['--istiod-env', 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true'];

function objectOf(apiVersion: string, kind: string, name: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}`;
}

/** A route of the public Gateway with one rule. */
function withRule(rule: string): string {
  return documents(publicGateway, cart, shopRoute('r', `${toPublic}  rules: [{${rule}}]`));
}

function withBackend(ref: string): string {
  return withRule(`backendRefs: [${ref}]`);
}

function mirrored(ref: string): string {
  return withRule(`filters: [{type: RequestMirror, requestMirror: {backendRef: ${ref}}}], ${backend}`);
}

function tlsPolicy(target: string): string {
  const validation = '{hostname: a.com, wellKnownCACertificates: System}';
  return route('BackendTLSPolicy', 'p', 'shop', `  targetRefs: [${target}]\n  validation: ${validation}`);
}

function virtualService(spec: string): string {
  return objectOf('networking.istio.io/v1', 'VirtualService', 'vs', spec);
}

const serviceEntry = objectOf(
  'networking.istio.io/v1',
  'ServiceEntry',
  'se',
  '{hosts: [api.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 443, name: tls, protocol: TLS}]}',
);
const pool = objectOf(
  'inference.networking.k8s.io/v1',
  'InferencePool',
  'llm',
  '{selector: {matchLabels: {app: llm}}, targetPorts: [{number: 8000}], endpointPickerRef: {name: epp, port: {number: 9002}}}',
);
const toPool = '{group: inference.networking.k8s.io, kind: InferencePool, name: llm}';
const xBackend = objectOf(
  'gateway.networking.x-k8s.io/v1alpha1',
  'XBackend',
  'pay',
  '{type: ExternalHostname, externalHostname: {hostname: pay.shop.svc.cluster.local}, port: {port: 443}}',
);
const toXBackend = '{group: gateway.networking.x-k8s.io, kind: XBackend, name: pay}';
const toHostname = '{group: networking.istio.io, kind: Hostname, name: a.example.com, namespace: shop, port: 80}';

function listenerSet(namespace: string, listener = '{name: a, port: 81, protocol: HTTP}'): string {
  return route(
    'ListenerSet',
    's',
    namespace,
    `  parentRef: {name: public, namespace: infra}\n  listeners: [${listener}]`,
  );
}

const ofMirror = 'istiod leaves the mirror out';
const ofRoute = 'the whole route is dropped by istiod, not only this rule';
const ofShare = 'the share of the requests that goes to this backend gets 500';

/** Rule, what is wrong, the input, the help of the first finding, flags. */
const cases: readonly (readonly [string, string, string, string, ...string[]])[] = [
  ['GWX0205', 'a backend', withBackend('{name: cart}'), `add "port": Service "shop/cart" has port 80; ${ofRoute}`],
  ['GWX0205', 'a mirror', mirrored('{name: cart}'), `add "port": Service "shop/cart" has port 80; ${ofMirror}`],
  [
    'GWX0205',
    'a mirror of a GRPCRoute',
    mirrored('{name: cart}').replace('HTTPRoute', 'GRPCRoute'),
    `add "port": Service "shop/cart" has port 80; ${ofRoute}`,
  ],
  [
    'GWX0205',
    'a mirror to a host',
    mirrored('{group: networking.istio.io, kind: Hostname, name: a.example.com}'),
    `add the port of the Service; ${ofMirror}`,
  ],
  [
    'GWX0205',
    'a backend of another namespace',
    documents(
      withBackend('{name: one, namespace: other}'),
      service('one', 'other', '[{name: a, port: 1}, {name: b, port: 2}]'),
    ),
    `add "port": Service "other/one" has ports 1, 2; ${ofRoute}`,
  ],
  [
    'GWX0305',
    'names of other namespaces',
    documents(withBackend('{name: web, port: 80}'), service('web', 'one'), service('web', 'two')),
    `"web" exists in namespaces "one", "two"; add the Service, or correct name and namespace; ${ofShare}`,
    '--complete',
  ],
  [
    'GWX0305',
    'an InferencePool without Service',
    documents(withBackend(toPool), pool.replace(', port: {number: 9002}', '')),
    `give the InferencePool an endpointPickerRef with a port, and attach an HTTPRoute with it to a Gateway; ${ofShare}`,
    ...inference,
  ],
  [
    'GWX0305',
    'an XBackend for a host of the cluster',
    documents(withBackend(toXBackend), xBackend),
    `give the XBackend a hostname outside of the cluster; for a Service name the Service itself; ${ofShare}`,
    '--complete',
    ...alpha,
  ],
  [
    'GWX0308',
    'a kind of the experimental group',
    documents(withBackend(toXBackend.replace('}', ', namespace: other}')), xBackend.replace('shop}', 'other}')),
    'add a ReferenceGrant to namespace "other":\n  to: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: pay}]',
    ...alpha,
  ],
  [
    'GWX0316',
    'ports without names',
    documents(
      service('cart', 'shop', '[{port: 443}]'),
      tlsPolicy('{group: "", kind: Service, name: cart, sectionName: "443"}'),
    ),
    'write the name of a port, not its number: its ports have no names',
  ],
  [
    'GWX0316',
    'ports of a ServiceEntry',
    documents(
      serviceEntry,
      tlsPolicy('{group: networking.istio.io, kind: ServiceEntry, name: se, sectionName: "443"}'),
    ),
    'write the name of a port, not its number: its ports are tls',
  ],
  [
    'GWX0316',
    'a policy with more targets',
    objectOf(
      'gateway.networking.x-k8s.io/v1alpha1',
      'XBackendTrafficPolicy',
      'p',
      '{targetRefs: [{group: "", kind: Service, name: gone}, {group: "", kind: Service, name: too}], retryConstraint: {budget: {percent: 10}}}',
    ),
    "name a Service of the policy's namespace; later targets repeat this status",
    '--complete',
    ...alpha,
  ],
  [
    'GWX0402',
    'a listener that sectionName picks beside another one',
    documents(
      gateway(
        'public',
        'infra',
        '[{name: a, port: 80, protocol: HTTP, hostname: "*.example.com"}, {name: b, port: 81, protocol: HTTP}]',
      ),
      route(
        'HTTPRoute',
        'r',
        'infra',
        `  parentRefs: [{name: public, sectionName: a}]\n  hostnames: [a.org]\n${rules}`,
      ),
    ),
    'use a hostname that a listener covers: the route has "a.org", the listeners have "*.example.com" (a); "*.example.com" covers names of any depth below example.com, but not example.com itself',
  ],
  [
    'GWX0406',
    'a ListenerSet of another namespace',
    documents(publicGateway, listenerSet('shop')),
    'let it in at the Gateway, in spec.allowedListeners (the message names another field), which lets in nothing by default: allowedListeners: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: shop}}}}',
  ],
  [
    'GWX0406',
    'a ListenerSet of the same namespace',
    documents(publicGateway, listenerSet('infra')),
    'let it in at the Gateway, in spec.allowedListeners (the message names another field), which lets in nothing by default: allowedListeners: {namespaces: {from: Same}}',
  ],
  [
    'GWX0407',
    'a protocol that carries no kinds',
    gateway('a', 'infra', '[{name: a, port: 81, protocol: FOO, allowedRoutes: {kinds: [{kind: TCPRoute}]}}]'),
    'list each kind once, of those that protocol FOO carries: no routes; the listener still serves the valid ones',
  ],
  [
    'GWX0602',
    'a Hostname with namespace',
    withBackend(toHostname),
    'remove "namespace": a Hostname is looked up in the namespace of the route; the whole route is dropped by istiod',
  ],
  [
    'GWX0602',
    'the same as a mirror',
    mirrored(toHostname),
    `remove "namespace": a Hostname is looked up in the namespace of the route; ${ofMirror}`,
  ],
  [
    'GWX0602',
    'a Service that has the name of the one for an InferencePool',
    documents(withBackend(toPool), pool, service('llm-ip-487b9104', 'shop')),
    'remove the Service that has the name of the one that istiod makes for the InferencePool; the whole route is dropped by istiod',
    ...inference,
  ],
  [
    'GWX0604',
    'a kind that istiod is told to ignore',
    withRule(backend),
    'take the kind out of PILOT_IGNORE_RESOURCES',
    '--istiod-env',
    'PILOT_IGNORE_RESOURCES=httproutes.gateway.networking.k8s.io',
  ],
  [
    'GWX0718',
    'a port without name',
    documents(withBackend('{name: web, port: 443}'), service('web', 'shop', '[{port: 443, appProtocol: https}]')),
    'add a BackendTLSPolicy, or correct what the port declares: {apiVersion: gateway.networking.k8s.io/v1, kind: BackendTLSPolicy, metadata: {name: web, namespace: shop}, spec: {targetRefs: [{group: "", kind: Service, name: web}], validation: {hostname: web.shop.svc, wellKnownCACertificates: System}}}',
  ],
  [
    'GWX1005',
    'a Service without ports',
    documents(
      service('cart', 'shop', '[]'),
      virtualService('{hosts: [a.com], http: [{route: [{destination: {host: cart, port: {number: 80}}}]}]}'),
    ),
    'name one of its ports: none',
  ],
];

describe('the help of a finding fits what is wrong', () => {
  test.each(cases)('%s: %s', async (rule, _, text, help, ...args) => {
    const { findings } = await lintText(text, ['--only', rule, ...args]);
    const [wanted, ...lines] = help.split('\n');
    expect(findings[0]?.help?.split('\n')[0]).toBe(wanted);
    for (const line of lines) expect(findings[0]?.help).toContain(`\n${line}`);
  });
});

describe('what is in order is no finding', () => {
  const tlsPort = service('cart', 'shop', '[{name: https, port: 443}]');
  const meshRoute = (parent: string) =>
    shopRoute(
      'r',
      `  parentRefs: [{group: "", kind: Service, name: ${parent}}]\n  rules: [{backendRefs: [{name: cart, port: 443}]}]`,
    );
  const credential = objectOf(
    'networking.istio.io/v1',
    'Gateway',
    'g',
    '{servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: [a.com], tls: {mode: SIMPLE, credentialName: cred}}]}',
  );
  const certificate = (secret: string) => objectOf('cert-manager.io/v1', 'Certificate', 'c', `{secretName: ${secret}}`);

  test.each([
    ['GWX0718: clients in the mesh speak TLS to the port that they call', documents(tlsPort, meshRoute('cart')), 0],
    ['GWX0718: but not to one behind another Service', documents(tlsPort, service('web', 'shop'), meshRoute('web')), 1],
    [
      'GWX1020: a Sidecar without the former field',
      objectOf('networking.istio.io/v1', 'Sidecar', 's', '{outboundTrafficPolicy: {mode: ALLOW_ANY}}'),
      0,
    ],
    ['GWX1012: a Secret that a Certificate produces', documents(credential, certificate('cred')), 0],
    ['GWX1012: another one than it produces', documents(credential, certificate('other')), 1],
    [
      'GWX1017: a rule for all hosts',
      documents(cart, objectOf('networking.istio.io/v1', 'DestinationRule', 'd', '{host: "*"}')),
      0,
    ],
    [
      'GWX1017: a rule for all hosts, of which there are none',
      objectOf('networking.istio.io/v1', 'DestinationRule', 'd', '{host: "*"}'),
      1,
    ],
  ])('%s', async (title, text, count) => {
    const { findings } = await lintText(text, ['--only', title.slice(0, 7), '--complete']);
    expect(findings).toHaveLength(count);
  });
});

describe('a kind that one listener refuses (GWX0403) belongs to the listener that takes it', () => {
  const listeners = '{name: tcp, port: 9000, protocol: TCP}, {name: web, port: 80, protocol: HTTP, hostname: a.com}';
  const taken =
    'attach the HTTPRoute to listener "web", which takes the kind: sectionName, port and hostnames have to lead there';

  test.each([
    ['by sectionName', '{name: one, sectionName: tcp}', 'a.com'],
    ['by hostnames', '{name: one}', 'b.com'],
  ])('%s', async (_, parentRef, hostname) => {
    const text = documents(
      gateway('one', 'shop', `[${listeners}]`),
      cart,
      shopRoute('r', `  parentRefs: [${parentRef}]\n  hostnames: [${hostname}]\n${rules}`),
    );
    expect((await lintText(text, ['--only', 'GWX0403'])).findings.map(({ help }) => help)).toEqual([taken]);
  });

  test.each([
    [
      'Terminate, certificateRefs: [{name: c}]',
      'add {kind: TCPRoute} to allowedRoutes.kinds of listener "one", whose protocol carries it',
    ],
    [
      'Passthrough',
      'attach the TCPRoute to a listener with protocol TCP, or protocol TLS with an explicit mode: Terminate',
    ],
  ])('a TCPRoute on TLS with mode %s', async (mode, help) => {
    const listener = `{name: one, port: 443, protocol: TLS, tls: {mode: ${mode}}, allowedRoutes: {kinds: [{kind: TLSRoute}]}}`;
    const text = documents(
      gateway('l4', 'shop', `[${listener}]`),
      route('TCPRoute', 't', 'shop', `  parentRefs: [{name: l4}]\n${rules}`),
    );
    expect((await lintText(text, ['--only', 'GWX0403'])).findings.map((one) => one.help)).toEqual([help]);
  });
});

test.each([
  ['same', []],
  ['picked', ['cause metadata.labels']],
])('GWX0401 names the Namespace where it is the selector that refuses: listener %s', async (sectionName, expected) => {
  const selector = (label: string) =>
    `allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {${label}}}}}`;
  const listeners = [
    '{name: same, port: 80, protocol: HTTP}',
    `{name: picked, port: 81, protocol: HTTP, ${selector('team: a')}}`,
    `{name: open, port: 82, protocol: HTTP, ${selector('team: b')}}`,
  ];
  const text = documents(
    gateway('public', 'infra', `[${listeners.join()}]`),
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: b}}',
    cart,
    shopRoute('r', `  parentRefs: [{name: public, namespace: infra, sectionName: ${sectionName}}]\n${rules}`),
  );
  const { findings } = await lintText(text, ['--only', 'GWX0401']);
  const causes = findings.map(({ related }) => related.filter(({ role }) => role === 'cause'));
  expect(causes.map((all) => all.map(({ role, place }) => `${role} ${place.path}`))).toEqual([expected]);
});
