import {
  api,
  apiRoute,
  backend,
  type Case,
  cart,
  documents,
  gateway,
  httpListener,
  publicGateway,
  route,
  rules,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '21',
    title: 'of two equal matches the one of the later name never serves',
    input: documents(publicGateway, apiRoute('cart'), apiRoute('checkout'), cart),
    findings: ['warning GWX0502 HTTPRoute shop/checkout spec.rules[0].matches[0]'],
    says: ['HTTPRoute "shop/cart" rule 0 (decided by name; the files carry no creationTimestamp'],
    data: { decidedBy: 'name', certain: false, hosts: ['shop.example.com'], listeners: ['http'] },
    related: ['winner spec.rules[0].matches[0]'],
  },
  {
    id: '22',
    title: 'creation times decide where both have one',
    input: documents(
      publicGateway,
      apiRoute('cart', ', creationTimestamp: "2025-01-01T00:00:00Z"'),
      apiRoute('checkout', ', creationTimestamp: "2024-01-01T00:00:00Z"'),
      cart,
    ),
    findings: ['warning GWX0502 HTTPRoute shop/cart spec.rules[0].matches[0]'],
    data: { decidedBy: 'creationTimestamp', certain: true, hosts: ['shop.example.com'], listeners: ['http'] },
  },
  {
    id: '23',
    title: 'precedence is intended where a match asks for more',
    input: documents(
      publicGateway,
      apiRoute('cart'),
      apiRoute('checkout', '', 'matches: [{path: {value: /api}, headers: [{name: x-canary, value: "1"}]}]'),
      cart,
    ),
    findings: [],
  },
  {
    id: '24',
    title: 'a match that the same route has already',
    input: documents(
      publicGateway,
      shopRoute('r', `${toPublic}  rules: [{${api}, ${backend}}, {${backend}}, {${api}, ${backend}}]`),
      cart,
    ),
    findings: ['warning GWX0503 HTTPRoute shop/r spec.rules[2].matches[0]'],
  },
  ...(['', gateway('internal', 'infra', httpListener)] as const).map((other): Case => {
    const payRoute = apiRoute('pay').replace('namespace: shop', 'namespace: pay');
    const input = documents(apiRoute('shop-route'), payRoute, ...(other === '' ? [] : [other]));
    return other === ''
      ? {
          id: '41a',
          title: 'routes of an absent Gateway are compared as if it were there',
          input,
          findings: [
            'warning GWX0502 HTTPRoute shop/shop-route spec.rules[0].matches[0]',
            'info GWX0301 HTTPRoute pay/pay spec.parentRefs[0].name',
          ],
          related: ['winner spec.rules[0].matches[0]'],
          assumed: ['Service pay: cart', 'Service shop: cart'],
        }
      : {
          id: '41b',
          title: 'but not where the Gateways of the namespace are in the input',
          input,
          findings: [
            'error GWX0301 HTTPRoute shop/shop-route spec.parentRefs[0].name',
            'error GWX0301 HTTPRoute pay/pay spec.parentRefs[0].name',
          ],
        };
  }),
  {
    id: '19',
    title: 'of two listeners that take the same hosts of a port in different protocols the second loses',
    input: gateway(
      'web',
      'shop',
      '[{name: a, port: 443, protocol: HTTPS, hostname: "*.a.com", tls: {certificateRefs: [{name: c}]}}, {name: b, port: 443, protocol: TLS, hostname: "*.a.com", tls: {mode: Passthrough}}]',
    ),
    findings: ['error GWX0501 Gateway shop/web spec.listeners[1].hostname'],
    says: [
      'Listener has a conflict with another listener attached to the same Gateway',
      'same port 443 and hostname "*.a.com", HTTPS against TLS',
    ],
    related: ['winner spec.listeners[0].hostname'],
  },
  {
    id: '25',
    title: 'a prefix of another route takes everything from a regular expression',
    input: documents(
      publicGateway,
      shopRoute(
        'a',
        `${toPublic}  rules: [{matches: [{path: {type: RegularExpression, value: "/(a|b)/.*"}}], ${backend}}]`,
      ),
      shopRoute('b', `${toPublic}  rules: [{${backend}}]`),
      cart,
    ),
    findings: ['warning GWX0504 HTTPRoute shop/a spec.rules[0].matches[0].path.value'],
    says: ['never reached: PathPrefix "/" on host "*" comes before every regular expression path in Istio'],
    related: ['winner spec.rules[0].matches[0]'],
  },
  {
    id: '26a',
    title: 'two rules of one host have one name',
    input: documents(publicGateway, mainRule('a', backend), mainRule('b', backend), cart),
    findings: ['warning GWX0505 HTTPRoute shop/b spec.rules[0].name'],
    says: ['rule name "main" is also used by HTTPRoute "shop/a" rule 0 on host "*"'],
    related: ['first spec.rules[0].name'],
  },
  {
    id: '26b',
    title: 'and forward to InferencePools',
    input: documents(publicGateway, mainRule('a', pools('one')), mainRule('b', pools('two')), pool('one'), pool('two')),
    args: ['--istiod-env', 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true'],
    findings: ['error GWX0505 HTTPRoute shop/b spec.rules[0].name'],
  },
  {
    id: '27',
    title: 'the second TCPRoute of a listener never serves',
    input: documents(
      gateway('web', 'shop', '[{name: tcp, port: 9000, protocol: TCP}]'),
      ...['db', 'queue'].map((name) => route('TCPRoute', name, 'shop', `  parentRefs: [{name: web}]\n${rules}`)),
      cart,
    ),
    findings: ['warning GWX0507 TCPRoute shop/queue spec.parentRefs[0]'],
    says: ['shadowed: listener "tcp" already forwards to TCPRoute "shop/db" (decided by name; the files carry no'],
    data: { decidedBy: 'name', certain: false, listeners: ['tcp'] },
    related: ['winner spec.parentRefs[0]'],
  },
  {
    id: '29a',
    // Exception: the catalogue expects GWX0508 of 1.27. The goldens of 1.26 and 1.27 give a VirtualService for HTTP the name of its
    // Gateway and host, which no TCPRoute can come to (test/upstream/generated-names.test.ts); of older releases there are none.
    title: 'in Istio 1.27 the names that could run together are not given to VirtualServices for HTTP',
    input: documents(
      gateway('web', 'shop', '[{name: http, port: 80, protocol: HTTP}, {name: tcp, port: 9000, protocol: TCP}]'),
      shopRoute('x-tcp', `  parentRefs: [{name: web}]\n${rules}`),
      route('TCPRoute', 'x', 'shop', `  parentRefs: [{name: web, sectionName: tcp}]\n${rules}`),
      cart,
    ),
    args: ['--istio-version', '1.27', '--istiod-env', 'PILOT_ENABLE_ALPHA_GATEWAY_API=true'],
    findings: [],
  },
  {
    id: '29b',
    title: 'since Istio 1.28 the kind of a route and its name do not run together in names',
    input: documents(
      gateway('web', 'shop', '[{name: http, port: 80, protocol: HTTP}, {name: tcp, port: 9000, protocol: TCP}]'),
      shopRoute('x-tcp', `  parentRefs: [{name: web}]\n${rules}`),
      route('TCPRoute', 'x', 'shop', `  parentRefs: [{name: web, sectionName: tcp}]\n${rules}`),
      cart,
    ),
    findings: [],
  },
  {
    id: '38',
    title: 'of two policies without uid the later name has no effect, whatever its status says',
    input: documents(tlsPolicy('a'), tlsPolicy('b'), cart),
    findings: ['warning GWX0512 BackendTLSPolicy shop/b spec.targetRefs[0]'],
    says: ['shadowed: BackendTLSPolicy "a" already sets this for "cart.shop.svc.cluster.local" (decided by name;'],
    related: ['winner metadata.name'],
  },
];

function mainRule(name: string, to: string): string {
  return shopRoute(name, `${toPublic}  rules: [{name: main, matches: [{path: {value: /${name}}}], ${to}}]`);
}

function pools(name: string): string {
  return `backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: ${name}}]`;
}

function pool(name: string): string {
  const spec = `  selector: {matchLabels: {app: ${name}}}\n  targetPorts: [{number: 8000}]\n  endpointPickerRef: {name: picker, port: {number: 9002}}`;
  return route('InferencePool', name, 'shop', spec).replace('gateway.networking', 'inference.networking');
}

function tlsPolicy(name: string): string {
  const spec =
    '  targetRefs: [{group: "", kind: Service, name: cart}]\n  validation: {hostname: cart.example.com, wellKnownCACertificates: System}';
  return route('BackendTLSPolicy', name, 'shop', spec);
}
