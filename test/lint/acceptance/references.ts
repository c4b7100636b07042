import {
  type Case,
  documents,
  gateway,
  httpListener,
  publicGateway,
  rules,
  service,
  shopRoute,
  toPublic,
} from '../acceptance-case.ts';

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
    id: '42',
    title: 'in a closed world an absent backend is an error',
    input: documents(publicGateway, shopRoute('r', toPublic + rules), service('carts', 'shop')),
    args: ['--complete', '--only', 'GWX0305'],
    findings: ['error GWX0305 HTTPRoute shop/r spec.rules[0].backendRefs[0].name'],
  },
];
