import { describe, expect, test } from '@jest/globals';
import { requestAt } from '../../src/request/entry.ts';
import type { EntryWish } from '../../src/request/entry-wish.ts';
import { requestFromURL } from '../../src/request/request-from-url.ts';
import { convertExample } from './check-column.ts';
import { gateway, httpRoute, listenerSet, namedGateway, ofService, rule, service, serviceEntry } from './shorthand.ts';
import { example } from './worked-example.ts';

async function enter(objects: readonly object[], url: string, wish: EntryWish) {
  const target = requestFromURL(url);
  if ('problem' in target) throw new Error(target.problem);
  return requestAt(target, wish, await convertExample(example('', objects, [])));
}

describe('a request enters at a Gateway', () => {
  const waypoint = namedGateway('waypoint', {}, 'mesh:15008/HBONE');
  const two = [gateway('a:80'), namedGateway('other', {}, 'b:80')];

  test('that is the only one; waypoints do not count', async () => {
    const request = await enter([gateway('a:80'), waypoint], 'http://a.com/', { type: 'gateway' });
    expect(request).toMatchObject({ entry: { type: 'gateway', namespace: 'ns', name: 'gw' }, port: 80 });
  });

  test('that is named', async () => {
    const wish: EntryWish = { type: 'gateway', gateway: { namespace: 'ns', name: 'other' } };
    expect(await enter(two, 'http://a.com/', wish)).toMatchObject({ entry: { name: 'other' } });
  });

  test('at the port of a listener, one of a ListenerSet too', async () => {
    const objects = [gateway('a:8080'), listenerSet('ls', 'b:9090/HTTP b.com')];
    expect(await enter(objects, 'a.com', { type: 'gateway', listener: 'a' })).toMatchObject({ port: 8080 });
    expect(await enter(objects, 'b.com', { type: 'gateway', listener: 'b' })).toMatchObject({ port: 9090 });
    expect(await enter(objects, 'a.com:8080', { type: 'gateway', listener: 'a' })).toMatchObject({ port: 8080 });
  });

  test.each<[string, readonly object[], string, EntryWish, string]>([
    [
      'none',
      [],
      'a.com',
      { type: 'gateway' },
      'no Gateway of Istio is in the input; name its file with --context PATH, or use --mesh --from NAMESPACE',
    ],
    ['several', two, 'a.com', { type: 'gateway' }, 'several Gateways: --gateway is one of ns/gw, ns/other'],
    [
      'an unknown one',
      two,
      'a.com',
      { type: 'gateway', gateway: { namespace: 'ns', name: 'othr' } },
      'Gateway ns/othr is not in the input; did you mean ns/other?',
    ],
    [
      'one that is like none',
      two,
      'a.com',
      { type: 'gateway', gateway: { namespace: 'infra', name: 'public' } },
      'Gateway infra/public is not in the input; there is ns/gw, ns/other',
    ],
    [
      'one of an input without any',
      [],
      'a.com',
      { type: 'gateway', gateway: { namespace: 'infra', name: 'public' } },
      'Gateway infra/public is not in the input',
    ],
    [
      'one of many',
      Array.from({ length: 9 }, (_, i) => namedGateway(`gw${i}`, {}, 'a:80')),
      'a.com',
      { type: 'gateway' },
      'several Gateways: --gateway is one of ns/gw0, ns/gw1, ns/gw2, ns/gw3, ns/gw4, ns/gw5, ns/gw6, ns/gw7 and 1 more',
    ],
    [
      'an unknown listener',
      [gateway('a:80', 'b:81')],
      'a.com',
      { type: 'gateway', listener: 'c' },
      'Gateway ns/gw has no listener "c"; there is a, b',
    ],
    [
      'two ports',
      [gateway('a:80')],
      'a.com:81',
      { type: 'gateway', listener: 'a' },
      'listener a has port 80, and the URL says 81',
    ],
  ])('%s is a problem', async (_what, objects, url, wish, problem) => {
    expect(await enter(objects, url, wish)).toEqual({ problem });
  });
});

describe('a client in the mesh addresses a Service by each of its names (E-53)', () => {
  const objects = [
    service('cart', 'shop'),
    serviceEntry('wide', '*.e.com'),
    serviceEntry('one', 'a.e.com'),
    httpRoute('r', { namespace: 'far', ...ofService('assumed', 'far') }, rule('P/', 'v1')),
  ];
  test.each([
    ['cart', 'cart.app.svc.cluster.local'],
    ['cart.shop', 'cart.shop.svc.cluster.local'],
    ['CART.shop.svc', 'cart.shop.svc.cluster.local'],
    ['cart.shop.svc.cluster.local.', 'cart.shop.svc.cluster.local'],
    ['assumed.far', 'assumed.far.svc.cluster.local'],
    ['a.e.com', 'a.e.com'],
    ['b.c.e.com', '*.e.com'],
    ['example.com', 'example.com'],
    ['api.example.com', 'api.example.com'],
    ['other.shop', 'other.shop.svc.cluster.local'],
  ])('%s is %s', async (called, service) => {
    const request = await enter(objects, `http://${called}/`, { type: 'mesh', clientNamespace: 'app' });
    expect(request).toMatchObject({ entry: { type: 'mesh', clientNamespace: 'app', service }, authority: called });
  });

  test('or by a service that the request names beside its Host', async () => {
    const wish: EntryWish = { type: 'mesh', clientNamespace: 'shop', service: 'cart' };
    const request = await enter(objects, 'http://x.com/', wish);
    expect(request).toMatchObject({ entry: { service: 'cart.shop.svc.cluster.local' }, authority: 'x.com' });
  });
});
