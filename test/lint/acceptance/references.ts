import {
  type Case,
  cart,
  documents,
  gateway,
  httpListener,
  publicGateway,
  rules,
  service,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

const ledger = service('ledger', 'pay');
const ledgerRules = '  rules: [{backendRefs: [{name: ledger, namespace: pay, port: 80}]}]';
const toLedger = shopRoute('r', toPublic + ledgerRules);

/** A ReferenceGrant of namespace `pay` for objects of namespace `shop`. */
function grant(kind: string, to: string): string {
  const from = `{group: gateway.networking.k8s.io, kind: ${kind}, namespace: shop}`;
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: g, namespace: pay}\nspec: {from: [${from}], to: [${to}]}`;
}

const clientCA =
  '  tls: {frontend: {default: {validation: {caCertificateRefs: [{group: "", kind: ConfigMap, name: clients, namespace: pay}]}}}}';
const httpsGateway = gateway(
  'web',
  'shop',
  '[{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: web-cert}]}}]',
);

export const cases: readonly Case[] = [
  {
    id: '1a',
    title: 'a Gateway of another namespace that is not in the input is a note',
    input: shopRoute('r', toPublic + rules),
    findings: ['info GWX0301 HTTPRoute shop/r spec.parentRefs[0].name'],
    assumed: ['Service shop: cart'],
  },
  {
    id: '1b',
    title: 'one of the own namespace is a warning',
    input: shopRoute('r', `  parentRefs: [{name: public}]\n${rules}`),
    findings: ['warning GWX0301 HTTPRoute shop/r spec.parentRefs[0].name'],
    assumed: [],
  },
  {
    id: '1c',
    title: 'a Gateway in a context file is found',
    input: shopRoute('r', toPublic + rules),
    context: publicGateway,
    findings: [],
    assumed: ['Service shop: cart'],
  },
  {
    id: '2',
    title: 'a near name makes it an error, and nothing is said of hostnames',
    input: documents(shopRoute('r', toPublic + rules), gateway('publik', 'infra', httpListener)),
    findings: ['error GWX0301 HTTPRoute shop/r spec.parentRefs[0].name'],
    says: ['did you mean "publik"?'],
  },
  {
    id: '3',
    title: 'a Service parent without its group',
    input: documents(shopRoute('r', `  parentRefs: [{kind: Service, name: cart}]\n${rules}`), cart),
    findings: ['error GWX0303 HTTPRoute shop/r spec.parentRefs[0].kind'],
    fix: 'group: "", ',
  },
  {
    id: '9',
    title: 'an absent backend beside one of a near name',
    input: documents(publicGateway, shopRoute('r', toPublic + rules), service('carts', 'shop')),
    findings: ['warning GWX0305 HTTPRoute shop/r spec.rules[0].backendRefs[0].name'],
    says: ['backend(cart.shop.svc.cluster.local) not found', 'did you mean "carts"?'],
  },
  {
    id: '10',
    title: 'a targetPort is no port',
    input: documents(
      publicGateway,
      shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: cart, port: 8080}]}]`),
      service('cart', 'shop', '[{name: http, port: 80, targetPort: 8080}]'),
    ),
    findings: ['error GWX0306 HTTPRoute shop/r spec.rules[0].backendRefs[0].port'],
    fix: '80',
  },
  {
    id: '11',
    title: 'a host in the place of a name',
    input: documents(
      publicGateway,
      shopRoute('r', `${toPublic}  rules: [{backendRefs: [{name: cart.shop.svc.cluster.local, port: 80}]}]`),
      cart,
    ),
    findings: ['error GWX0307 HTTPRoute shop/r spec.rules[0].backendRefs[0].name'],
    says: ['the whole route is dropped by istiod, not only this rule'],
    fix: 'cart',
  },
  {
    id: '12a',
    title: 'a backend of a known namespace without a grant',
    input: documents(publicGateway, toLedger, ledger),
    findings: ['error GWX0308 HTTPRoute shop/r spec.rules[0].backendRefs[0].namespace'],
    says: [
      'backendRef ledger/pay not accessible to a HTTPRoute in namespace "shop" (missing a ReferenceGrant?)',
      'metadata: {name: allow-shop-httproute, namespace: pay}',
      'from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]',
      'to: [{group: "", kind: Service, name: ledger}]',
    ],
  },
  {
    id: '12b',
    title: 'a backend of a namespace that the input knows nothing of',
    input: documents(publicGateway, toLedger),
    findings: ['warning GWX0308 HTTPRoute shop/r spec.rules[0].backendRefs[0].namespace'],
  },
  {
    id: '13',
    title: 'a grant for another kind of route',
    input: documents(publicGateway, toLedger, ledger, grant('GRPCRoute', '{group: "", kind: Service}')),
    findings: ['error GWX0308 HTTPRoute shop/r spec.rules[0].backendRefs[0].namespace'],
    related: ['near-miss spec.from[0]'],
  },
  {
    id: '14',
    title: 'mesh routes need no grant',
    input: documents(
      shopRoute('r', `  parentRefs: [{group: "", kind: Service, name: cart}]\n${ledgerRules}`),
      cart,
      ledger,
    ),
    args: ['--skip', 'GWX09'],
    findings: [],
  },
  {
    id: '15',
    title: 'a grant that names the ConfigMap of a CA reference',
    input: documents(
      gateway(
        'web',
        'shop',
        '[{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}]',
        clientCA,
      ),
      grant('Gateway', '{group: "", kind: ConfigMap, name: clients}'),
    ),
    findings: ['error GWX0308 Gateway shop/web spec.tls.frontend.default.validation.caCertificateRefs[0].namespace'],
    says: ['istiod compares the name of a CA reference as "clients-cacert"'],
    related: ['near-miss spec.to[0]'],
  },
  {
    id: '16a',
    title: 'a certificate that is not in the input, as no other is',
    input: httpsGateway,
    findings: [],
    assumed: ['Secret shop: web-cert'],
  },
  {
    id: '16b',
    title: 'a certificate that is not among those of its namespace',
    input: documents(
      httpsGateway,
      'apiVersion: v1\nkind: Secret\nmetadata: {name: other, namespace: shop}\ndata: {tls.crt: ""}',
    ),
    findings: ['warning GWX0311 Gateway shop/web spec.listeners[0].tls.certificateRefs[0].name'],
    says: ['invalid certificate reference /Secret/web-cert., secret shop/web-cert not found'],
  },
  {
    id: '16c',
    title: 'a certificate that cert-manager will write',
    input: documents(
      httpsGateway,
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web, namespace: shop}\nspec: {secretName: web-cert}',
    ),
    findings: [],
    assumed: [],
  },
  {
    id: '17',
    title: 'a near miss of a class, and nothing of the routes of its Gateway',
    input: documents(
      gateway('web', 'shop', httpListener).replace('gatewayClassName: istio', 'gatewayClassName: isto'),
      shopRoute('r', `  parentRefs: [{name: web}]\n  rules: [{backendRefs: [{name: cart, port: 81}]}]`),
      cart,
    ),
    findings: ['error GWX0314 Gateway shop/web spec.gatewayClassName'],
    says: ['did you mean "istio"?'],
    related: ['also spec.parentRefs[0]'],
  },
  {
    id: '18',
    title: "another controller's class, Gateway and routes are none of istiod's business",
    input: documents(
      'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: nginx}\nspec: {controllerName: example.com/nginx}',
      gateway('web', 'shop', httpListener).replace('gatewayClassName: istio', 'gatewayClassName: nginx'),
      shopRoute('r', `  parentRefs: [{name: web}]\n  rules: [{backendRefs: [{name: cart, port: 81}]}]`),
      cart,
    ),
    findings: [],
  },
  {
    id: '42',
    title: 'in a closed world an absent backend is an error',
    input: documents(publicGateway, shopRoute('r', toPublic + rules), service('carts', 'shop')),
    args: ['--complete', '--only', 'GWX0305'],
    findings: ['error GWX0305 HTTPRoute shop/r spec.rules[0].backendRefs[0].name'],
  },
];
