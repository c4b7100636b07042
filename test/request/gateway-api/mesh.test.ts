import { describe, expect, test } from '@jest/globals';
import { grpc, mesh } from '../requests.ts';
import { grpcRoute, grpcRule, httpRoute, l4Route, ofService, rule, service } from '../shorthand.ts';
import { evaluate, outcomeOf } from './evaluation.ts';

const svc = service('svc', 'prod');
const backend = (name: string) => [{ name, namespace: 'ns', port: 80 }];

function onService(name: string, namespace: string, match: string, to: string, port?: number): object {
  return httpRoute(name, { namespace, ...ofService('svc', 'prod', port) }, rule(match, backend(to)));
}

describe('routes on a Service (GA-60, GA-61, GA-63)', () => {
  test('without any it is reached directly', async () => {
    const { outcome } = await evaluate([svc], mesh('app', 'svc.prod/'));
    expect(outcome).toEqual({ kind: 'default-forward', host: 'svc.prod.svc.cluster.local', port: 80 });
  });

  test('with one, what no rule takes gets 404', async () => {
    const objects = [svc, onService('r', 'prod', 'P/a', 'v1')];
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/a'))).toBe('v1');
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/b'))).toBe('404');
  });

  test('hostnames and Host do not count', async () => {
    const route = httpRoute(
      'r',
      { namespace: 'prod', hosts: ['x.com'], ...ofService('svc', 'prod') },
      rule('P/', backend('v1')),
    );
    expect(await outcomeOf([svc, route], mesh('app', 'svc.prod/', { authority: 'y.com' }))).toBe('v1');
  });

  test('a parentRef with a port is for that port', async () => {
    const objects = [svc, onService('r', 'prod', 'P/', 'v1', 80)];
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/'))).toBe('v1');
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/', { port: 81 }))).toBe('default-forward');
  });

  test.each([
    ['a client of the consumer’s namespace', 'app', 'v2'],
    ['another client', 'other', 'v1'],
    ['a client of the Service’s namespace', 'prod', 'v1'],
  ])('a consumer route replaces producer routes for its own clients: %s', async (_name, client, expected) => {
    const objects = [svc, onService('r', 'prod', 'P/a', 'v1'), onService('r', 'app', 'P/', 'v2')];
    expect(await outcomeOf(objects, mesh(client, 'svc.prod/a'))).toBe(expected);
  });

  test('and not adds to them, which is noted', async () => {
    const objects = [svc, onService('r', 'prod', 'P/', 'v1'), onService('r', 'app', 'P/a', 'v2')];
    const { outcome, notes } = await evaluate(objects, mesh('app', 'svc.prod/b'));
    expect(outcome.kind).toBe('not-found');
    expect(notes).toEqual([
      'that routes of a consumer replace those of the producer is a reading of an experimental part of the API',
    ]);
  });

  test('routes with and without a port merge', async () => {
    const objects = [svc, onService('r1', 'prod', 'P/a', 'v1', 80), onService('r2', 'prod', 'P/', 'v2')];
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/a'))).toBe('v1');
    expect(await outcomeOf(objects, mesh('app', 'svc.prod/b'))).toBe('v2');
  });

  test('a redirect falls back to the port of the Service', async () => {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: 'b.org' } }];
    const route = httpRoute(
      'r',
      { namespace: 'prod', ...ofService('svc', 'prod') },
      rule('P/', undefined, { filters }),
    );
    const request = mesh('app', 'svc.prod/', { port: 8080 });
    expect(await outcomeOf([svc, route], request, { raw: true })).toBe('302 http://b.org:8080/');
  });

  test.each([
    ['headless', { clusterIP: 'None' }],
    ['of type ExternalName', { type: 'ExternalName', externalName: 'x.org' }],
  ])('a Service that is %s should be no parent', async (doubt, spec) => {
    const odd = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'svc', namespace: 'prod' }, spec };
    const { notes } = await evaluate([odd, onService('r', 'prod', 'P/', 'v1')], mesh('app', 'svc.prod/'));
    expect(notes).toEqual([`Service "prod/svc" is ${doubt}, which should be no parent of routes`]);
  });
});

describe('kinds of routes on one Service (GA-62)', () => {
  const parent = { namespace: 'prod', ...ofService('svc', 'prod') };
  const all = [
    l4Route('TCPRoute', 'c', parent, 'ns/v1'),
    l4Route('TLSRoute', 't', { hosts: ['a.com'], ...parent }, 'ns/v2'),
    httpRoute('h', parent, rule('P/', backend('v3'))),
    grpcRoute('g', parent, grpcRule('foo/', backend('v1'))),
  ];

  test.each([
    [4, 'GRPCRoute'],
    [3, 'HTTPRoute'],
    [2, 'undefined'],
    [1, 'TCPRoute'],
  ])('of the first %s kinds the last counts', async (count, expected) => {
    const request = { ...grpc('a.com/foo/m'), entry: mesh('app', 'svc.prod/').entry };
    const { outcome, route } = await evaluate([svc, ...all.slice(0, count)], request);
    expect(route?.kind ?? outcome.kind).toBe(expected);
  });

  test('TLSRoutes take TLS, whatever the server name', async () => {
    const request = mesh('app', 'svc.prod/', { transport: 'tls', sni: 'b.com' });
    const { outcome, route } = await evaluate([svc, ...all.slice(0, 2)], request);
    expect([route?.kind, outcome.kind]).toEqual(['TLSRoute', 'tls-passthrough']);
  });

  test('what HTTP rules do with TLS that a client starts is undefined', async () => {
    const { outcome } = await evaluate([svc, ...all.slice(0, 3)], mesh('app', 'svc.prod/', { transport: 'https' }));
    expect(outcome.kind).toBe('undefined');
  });
});
