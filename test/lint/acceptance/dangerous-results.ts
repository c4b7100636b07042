import {
  type Case,
  documents,
  gateway,
  publicGateway,
  route,
  service,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '34a',
    title: 'a selector that is missing opens the listener',
    input: gateway(
      'web',
      'shop',
      '[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}}}]',
    ),
    findings: ['error GWX0702 Gateway shop/web spec.listeners[0].allowedRoutes.namespaces.from'],
  },
  {
    id: '34b',
    title: 'an HTTPS listener without tls serves nothing',
    input: gateway('web', 'shop', '[{name: https, port: 443, protocol: HTTPS}]'),
    findings: ['error GWX0703 Gateway shop/web spec.listeners[0]'],
    says: ['HTTPS listener has no "tls"; nothing is programmed for it although its status shows no error'],
  },
  {
    id: '34c',
    title: 'which may be meant where a ListenerSet serves its port',
    input: documents(
      gateway(
        'web',
        'shop',
        '[{name: https, port: 443, protocol: HTTPS}]',
        '  allowedListeners: {namespaces: {from: Same}}\n',
      ),
      route(
        'ListenerSet',
        'own',
        'shop',
        '  parentRef: {name: web}\n  listeners: [{name: a, port: 443, protocol: HTTPS, hostname: a.com, tls: {certificateRefs: [{name: c}]}}]',
      ),
    ),
    findings: ['warning GWX0703 Gateway shop/web spec.listeners[0]'],
  },
  ...(['', ', sectionName: http'] as const).map(
    (section): Case => ({
      id: section === '' ? '35a' : '35b',
      title: 'a redirect to https that is bound to the HTTPS listener too',
      input: documents(
        gateway(
          'web',
          'shop',
          '[{name: http, port: 80, protocol: HTTP}, {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}]',
        ),
        shopRoute(
          'r',
          `  parentRefs: [{name: web${section}}]\n  rules: [{filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}]`,
        ),
      ),
      ...(section === ''
        ? {
            findings: ['warning GWX0708 HTTPRoute shop/r spec.rules[0].filters[0]'],
            says: ['on listener "https" this redirects every request to itself'],
            related: ['target spec.listeners[1]'],
          }
        : { findings: [] }),
    }),
  ),
  ...(
    [
      ['a', 'name: web', true],
      ['b', 'name: grpc-web2', false],
      ['c', 'name: grpc', false],
      ['d', 'name: x, appProtocol: kubernetes.io/h2c', false],
      ['e', 'name: h2c', true],
    ] as const
  ).map(
    ([letter, declared, fails]): Case => ({
      id: `47${letter}`,
      title: `a GRPCRoute to a port with ${declared}`,
      input: documents(
        publicGateway,
        route('GRPCRoute', 'r', 'shop', `${toPublic}  rules: [{backendRefs: [{name: cart, port: 9000}]}]`),
        service('cart', 'shop', `[{${declared}, port: 9000}]`),
      ),
      findings: fails ? ['error GWX0717 GRPCRoute shop/r spec.rules[0].backendRefs[0].port'] : [],
    }),
  ),
];
