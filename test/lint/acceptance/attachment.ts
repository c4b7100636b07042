import {
  type Case,
  cart,
  documents,
  gateway,
  httpListener,
  route,
  rules,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '4',
    title: 'a section that the Gateway does not have',
    input: documents(
      gateway('web', 'shop', '[{name: http, port: 80, protocol: HTTP}, {name: https, port: 8443, protocol: HTTP}]'),
      shopRoute('r', `  parentRefs: [{name: web, sectionName: htps}]\n  hostnames: [a.example.com]\n${rules}`),
      cart,
    ),
    findings: ['error GWX0304 HTTPRoute shop/r spec.parentRefs[0].sectionName'],
    says: ['sectionName "htps" not found', 'http:80, https:8443', 'did you mean "https"?'],
  },
  {
    id: '5',
    title: 'a host that no listener covers is one finding with all listeners',
    input: documents(
      gateway(
        'web',
        'shop',
        '[{name: a, port: 80, protocol: HTTP, hostname: "*.example.com"}, {name: b, port: 81, protocol: HTTP, hostname: "*.example.com"}]',
      ),
      shopRoute('r', `  parentRefs: [{name: web}]\n  hostnames: [a.example.org]\n${rules}`),
      cart,
    ),
    findings: ['error GWX0402 HTTPRoute shop/r spec.hostnames'],
    related: ['target spec.listeners[0].hostname', 'target spec.listeners[1].hostname'],
  },
  {
    id: '6',
    title: 'a namespace that the listener does not let in',
    input: documents(
      gateway('public', 'infra', '[{name: http, port: 80, protocol: HTTP}]'),
      shopRoute('r', toPublic + rules),
      cart,
    ),
    findings: ['error GWX0401 HTTPRoute shop/r spec.parentRefs[0]'],
    says: ['selector: {matchLabels: {kubernetes.io/metadata.name: shop}}'],
    saysNot: ['ReferenceGrant'],
    related: ['target spec.listeners[0].allowedRoutes.namespaces'],
  },
  ...(['open', 'closed'] as const).map((world): Case => {
    const selector = '{from: Selector, selector: {matchLabels: {team: a}}}';
    const listeners = `[{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: ${selector}}}]`;
    const input = documents(gateway('public', 'infra', listeners), shopRoute('r', toPublic + rules), cart);
    return world === 'open'
      ? {
          id: '7a',
          title: 'a selector on a namespace that is not in the input cannot be decided',
          input,
          findings: [],
          assumed: ['Namespace : shop'],
        }
      : {
          id: '7b',
          title: 'in a closed world it matches nothing',
          input,
          args: ['--complete', '--only', 'GWX0401'],
          findings: ['error GWX0401 HTTPRoute shop/r spec.parentRefs[0]'],
        };
  }),
  {
    id: '8',
    title: 'a kind that the protocol does not carry',
    input: documents(
      gateway('web', 'shop', httpListener),
      route('TCPRoute', 'r', 'shop', `  parentRefs: [{name: web}]\n${rules}`),
      cart,
    ),
    findings: ['error GWX0403 TCPRoute shop/r spec.parentRefs[0]'],
    says: ['kind gateway.networking.k8s.io/v1/TCPRoute is not allowed'],
  },
];
