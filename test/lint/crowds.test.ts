import { expect, test } from '@jest/globals';
import { lintText } from './linting.ts';

const size = 30;

function crowd(make: (name: string, i: number) => object): string {
  const objects = Array.from({ length: size }, (_, i) => make(`one-${String(i).padStart(2, '0')}`, i));
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

function object(apiVersion: string, kind: string, name: string, spec: object) {
  return { apiVersion, kind, metadata: { name, namespace: 'app' }, spec };
}

const istio = 'networking.istio.io/v1';

function ingress(name: string, hosts: readonly string[], port: object, tls?: object) {
  return object(istio, 'Gateway', name, { selector: { istio: 'ingressgateway' }, servers: [{ port, hosts, tls }] });
}

const http = { number: 80, name: 'http', protocol: 'HTTP' };
const https = { number: 443, name: 'https', protocol: 'HTTPS' };
const shared = { mode: 'SIMPLE', credentialName: 'wildcard' };

/** Rule, objects that each stand in the way of all others, how a message ends its list. */
const crowds: readonly (readonly [string, string, string])[] = [
  ['GWX1013', crowd((name) => ingress(name, ['shop.example.com'], http)), 'one-10 and 19 more ('],
  ['GWX1014', crowd((name) => ingress(name, [`${name}.example.com`], https, shared)), 'one-10 and 19 more]'],
  [
    'GWX1016',
    crowd((name, i) => {
      const ports = [{ ...http, protocol: i % 2 === 0 ? 'HTTP' : 'TCP' }];
      return object(istio, 'ServiceEntry', name, { hosts: ['a.example.com'], ports, resolution: 'DNS' });
    }),
    'one-09 and 20 more)',
  ],
  [
    'GWX1008',
    crowd((name) =>
      object(istio, 'VirtualService', name, {
        hosts: ['a.example.com'],
        http: [{ route: [{ destination: { host: 'a.example.com' } }] }],
      }),
    ),
    'one-09 and 20 more ',
  ],
];

test.each(crowds)('of a crowd of rivals %s names ten, and how many more there are', async (code, text, end) => {
  const { findings } = await lintText(text);
  const found = findings.filter(({ rule }) => rule === code);
  expect(found).toHaveLength(size);
  expect(found[0]?.message).toContain(end);
  for (const { related, place } of found) {
    expect(related).toHaveLength(10);
    expect(related.map((one) => one.place.object?.name)).not.toContain(place?.object?.name);
  }
});
