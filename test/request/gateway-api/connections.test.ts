import { describe, expect, test } from '@jest/globals';
import { outcomeText } from '../outcome-text.ts';
import { https, tcp, tls } from '../requests.ts';
import { gateway, l4Route } from '../shorthand.ts';
import { evaluate, outcomeOf } from './evaluation.ts';

describe('TLSRoutes (GA-17, GA-50)', () => {
  const passthrough = gateway('p:443/TLS/Passthrough');
  const tlsRoute = (name: string, hosts: readonly string[], backends: string, age?: number) =>
    l4Route('TLSRoute', name, { hosts, ...(age !== undefined && { age }) }, backends);

  test.each([
    ['a.b.com', 'v1'],
    ['x.b.com', 'v2'],
    ['x.com', 'v3'],
    ['x.org', 'rejected'],
    ['', 'rejected'],
  ])('server name "%s" by the most specific hostname: %s', async (sni, expected) => {
    const objects = [
      passthrough,
      tlsRoute('c', ['a.b.com'], 'v1'),
      tlsRoute('b', ['*.b.com', 'other.org'], 'v2'),
      tlsRoute('a', ['*.com'], 'v3'),
    ];
    expect(await outcomeOf(objects, tls(sni))).toBe(expected);
  });

  test('then the oldest, then the first by name, which is noted', async () => {
    const routes = (first?: number, second?: number) => [
      passthrough,
      tlsRoute('a', ['a.com'], 'v1', first),
      tlsRoute('b', ['a.com'], 'v2', second),
    ];
    expect(await outcomeOf(routes(2, 1), tls('a.com'))).toBe('v2');
    const { outcome, notes, runnersUp } = await evaluate(routes(), tls('a.com'));
    expect(outcomeText(outcome)).toBe('v1');
    expect(notes).toEqual(['order decided by names; in a cluster the older object wins']);
    expect(runnersUp.map(({ route, failed }) => [route.name, failed])).toEqual([['b', 'comes after TLSRoute "ns/a"']]);
  });

  test('hostnames are narrowed to the listener hostname', async () => {
    const objects = [gateway('p:443/TLS/Passthrough *.b.com'), tlsRoute('r', ['*.com'], 'v1')];
    const { outcome, virtualHost } = await evaluate(objects, tls('a.b.com'));
    expect([outcomeText(outcome), virtualHost]).toEqual(['v1', '*.b.com']);
  });

  test.each([
    ['p:443/TLS/Passthrough', 'tls-passthrough', false],
    ['p:443/TLS/Terminate', 'tcp', true],
  ])('%s: %s', async (listener, kind, terminated) => {
    const { outcome } = await evaluate([gateway(listener), tlsRoute('r', ['a.com'], 'v1')], https('a.com/'));
    expect(outcome).toMatchObject({ kind, terminated });
  });

  test('GA-17: behind a listener that terminates TLS a TCPRoute takes what no TLSRoute takes', async () => {
    const objects = [
      gateway('p:443/TLS/Terminate'),
      tlsRoute('r', ['a.com'], 'v1'),
      l4Route('TCPRoute', 'c', {}, 'v2'),
    ];
    expect(await outcomeOf(objects, tls('a.com'))).toBe('v1');
    expect(await outcomeOf(objects, tls('b.com'))).toBe('v2');
  });
});

describe('TCPRoutes (GA-16, GA-48 to GA-50)', () => {
  const port = gateway('p:9000/TCP');
  const tcpRoute = (name: string, backends: string, more: object = {}) => l4Route('TCPRoute', name, more, backends);

  test.each<[string, readonly object[], string]>([
    ['shares', [tcpRoute('r', 'v1=1 v2=3')], 'v1 25%, v2 75%'],
    ['the oldest', [tcpRoute('a', 'v1', { age: 2 }), tcpRoute('b', 'v2', { age: 1 })], 'v2'],
    ['the first by name', [tcpRoute('b', 'v1', { age: 1 }), tcpRoute('a', 'v2', { age: 1 })], 'v2'],
    ['an unusable share is refused', [tcpRoute('r', 'v1=1 Unknown/x=1')], 'v1 50%, rejected 50%'],
  ])('%s', async (_name, routes, expected) => {
    expect(await outcomeOf([port, ...routes], tcp(9000))).toBe(expected);
  });

  test.each<[string, readonly object[], string]>([
    ['no route', [], 'no-route'],
    ['no weight', [tcpRoute('r', 'v1=0')], 'no-backend'],
    ['nothing usable', [tcpRoute('r', 'Unknown/x')], 'no-backend'],
  ])('%s: the connection is rejected', async (_name, routes, cause) => {
    expect((await evaluate([port, ...routes], tcp(9000))).outcome).toEqual({ kind: 'rejected', cause });
  });

  test('a refused share has no status that answers it', async () => {
    const { outcome } = await evaluate([port, tcpRoute('r', 'v1 Unknown/x')], tcp(9000));
    expect(outcome).toMatchObject({ choices: [{ status: 'ok' }, { status: 'invalid' }] });
    expect(JSON.stringify(outcome)).not.toContain('response');
  });
});
