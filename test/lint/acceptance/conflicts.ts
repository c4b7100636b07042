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
];
