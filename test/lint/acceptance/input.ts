import { type Case, cart, documents, gateway, route, rules, service, shopRoute } from '../acceptance-case.ts';

export const cases: readonly Case[] = [
  {
    id: '40',
    title: 'a document that does not parse loses no other, and what they miss may be in it',
    input: `${service('carts', 'shop')}\n---\nkind: Gateway\nmetadata:\n\tname: web\n---\n${shopRoute('r', `  parentRefs: [{group: "", kind: Service, name: carts}]\n${rules}`)}`,
    findings: ['error GWX0101'],
    assumed: ['Service shop: cart'],
  },
  ...([[], ['--channel', 'standard']] as const).map(
    (args): Case => ({
      id: args.length === 0 ? '46a' : '46b',
      title: 'a version that is not served is an error where the channel was chosen',
      input: documents(
        gateway('web', 'shop', '[{name: tcp, port: 9000, protocol: TCP}]'),
        route('TCPRoute', 'r', 'shop', `  parentRefs: [{name: web}]\n${rules}`).replace('/v1\n', '/v1alpha2\n'),
        cart,
      ),
      args,
      findings: [`${args.length === 0 ? 'warning' : 'error'} GWX0801 TCPRoute shop/r apiVersion`],
    }),
  ),
  {
    id: '45',
    title: 'two environments are one finding',
    input: '',
    files: {
      'overlays/dev/a.yaml': documents(cart, service('pay', 'shop'), service('web', 'shop')),
      'overlays/prod/a.yaml': documents(cart, service('pay', 'shop'), service('web', 'shop')),
    },
    findings: ['warning GWX0105 Service shop/cart metadata.name'],
    says: ['3 objects of "overlays/dev" are defined again in "overlays/prod"'],
  },
];
