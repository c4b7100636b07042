import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/request/request.ts';
import { http, https, tcp, tls } from '../requests.ts';
import { gateway, httpRoute, l4Route, listenerSet, rule } from '../shorthand.ts';
import { evaluate } from './evaluation.ts';

const toAll = httpRoute('r', {}, rule('P/', 'v1'));

/** The listener that takes a request, or what becomes of it without one. */
async function listenerOf(objects: readonly object[], request: Request, complete?: true): Promise<string> {
  const { outcome, listener } = await evaluate(objects, request, complete ? { complete } : {});
  if (outcome.kind === 'rejected') return outcome.cause;
  return outcome.kind === 'misdirected' ? '421' : (listener?.listener ?? outcome.kind);
}

describe('candidates (GA-10)', () => {
  test.each<[string, readonly string[], Request, string]>([
    ['http takes HTTP', ['a:80'], http('a.com/'), 'a'],
    ['of the port alone', ['a:80'], http('a.com/', { port: 81 }), 'no-listener'],
    ['http takes no HTTPS', ['a:80/HTTPS'], http('a.com/'), 'no-listener'],
    ['https takes HTTPS', ['s:443/HTTPS'], https('a.com/'), 's'],
    ['https takes TLS', ['t:443/TLS/Passthrough a.com', 's:443/HTTPS'], https('a.com/'), 't'],
    ['https takes no HTTP', ['a:443'], https('a.com/'), 'no-listener'],
    ['tls takes TLS', ['t:443/TLS/Passthrough a.com', 's:443/HTTPS'], tls('a.com'), 't'],
    [
      'tls is no HTTP, so HTTPS cannot take it',
      ['t:443/TLS/Passthrough a.com', 's:443/HTTPS'],
      tls('b.com'),
      'no-listener',
    ],
    ['tcp takes TCP', ['p:9000/TCP'], tcp(9000), 'p'],
    ['tcp takes no HTTP', ['a:80'], tcp(80), 'no-listener'],
    ['a listener that lost a conflict does not serve', ['a:80 a.com', 'b:80/TCP'], tcp(80), 'no-listener'],
  ])('%s', async (_name, listeners, request, expected) => {
    const routes = [
      l4Route('TLSRoute', 't', { hosts: ['a.com', 'b.com'] }, 'v1'),
      l4Route('TCPRoute', 'c', {}, 'v1'),
      toAll,
    ];
    expect(await listenerOf([gateway(...listeners), ...routes], request)).toBe(expected);
  });

  test('D-36: one without its certificate is not programmed, and the step says why', async () => {
    const { outcome, steps } = await evaluate([gateway('s:443/HTTPS'), toAll], https('a.com/'), { complete: true });
    expect(outcome).toEqual({ kind: 'rejected', cause: 'no-listener' });
    expect(steps.map(({ rule: id, text }) => `${id} ${text}`)).toEqual([
      expect.stringMatching(/^GA-10 listener "s" is not programmed: .*ns\/certificate/),
      'GA-10 no listener of port 443 that takes https is programmed',
    ]);
  });

  test('a Gateway that is not in the input has none', async () => {
    const entry = { type: 'gateway', namespace: 'ns', name: 'other' } as const;
    expect(await listenerOf([gateway('a:80'), toAll], http('a.com/', { entry }))).toBe('no-listener');
  });

  test('those of attached ListenerSets compete with the Gateway’s own (GA-12)', async () => {
    const objects = [gateway('a:80'), listenerSet('ls', 'b:80 *.b.com'), toAll];
    expect(await listenerOf(objects, http('x.b.com/'))).toBe('b');
    expect((await evaluate(objects, http('x.b.com/'))).listener).toEqual({
      kind: 'ListenerSet',
      namespace: 'ns',
      name: 'ls',
      listener: 'b',
      port: 80,
    });
  });
});

describe('the most specific listener (GA-12 to GA-14)', () => {
  const all = ['any:80', 'com:80 *.com', 'a:80 *.a.com', 'exact:80 x.a.com'];

  test.each([
    ['x.a.com', 'exact'],
    ['y.a.com', 'a'],
    ['a.com', 'com'],
    ['a.org', 'any'],
    ['1.2.3.4', 'any'],
  ])('host %s: %s', async (host, expected) => {
    expect(await listenerOf([gateway(...all), toAll], http(`${host}/`))).toBe(expected);
  });

  test('GA-13: a host that no listener covers gets 404, not a refused connection', async () => {
    const { outcome, listener } = await evaluate([gateway('a:80 *.a.com'), toAll], http('b.com/'));
    expect({ outcome, listener }).toEqual({
      outcome: { kind: 'not-found', status: 404, cause: 'no-host' },
      listener: undefined,
    });
  });

  test.each([
    ['a.com', 'a'],
    ['A.COM', 'a'],
    ['b.com', 'no-sni-match'],
    ['', 'no-sni-match'],
  ])('GA-14: server name "%s" among listeners with hostnames: %s', async (sni, expected) => {
    expect(await listenerOf([gateway('a:443/HTTPS a.com'), toAll], https('a.com/', { sni }))).toBe(expected);
  });

  test('GA-14: no server name finds a listener without hostname', async () => {
    const objects = [gateway('a:443/HTTPS a.com', 'any:443/HTTPS'), toAll];
    expect(await listenerOf(objects, https('b.com/', { sni: '' }))).toBe('any');
  });
});

describe('misdirected requests (GA-15)', () => {
  // The listeners of the conformance test.
  const listeners = gateway(
    'any:443/HTTPS',
    'second:443/HTTPS second-example.org',
    'wildcard:443/HTTPS *.wildcard.org',
    'fourth:443/HTTPS fourth-example.wildcard.org',
  );

  test.each([
    ['example.org', 'example.org', 'any'],
    ['example.org', 'other.org', 'any'],
    ['example.org', 'second-example.org', '421'],
    ['example.org', 'x.wildcard.org', '421'],
    ['second-example.org', 'second-example.org', 'second'],
    ['second-example.org', 'example.org', '421'],
    ['second-example.org', 'x.wildcard.org', '421'],
    ['x.wildcard.org', 'y.wildcard.org', 'wildcard'],
    ['x.wildcard.org', 'fourth-example.wildcard.org', '421'],
    ['fourth-example.wildcard.org', 'x.wildcard.org', '421'],
    ['fourth-example.wildcard.org', 'fourth-example.wildcard.org', 'fourth'],
  ])('server name %s, host %s: %s', async (sni, host, expected) => {
    expect(await listenerOf([listeners, toAll], https(`${host}/`, { sni }))).toBe(expected);
  });

  test('a host that no HTTPS listener covers gets 404', async () => {
    const objects = [gateway('a:443/HTTPS a.com', 'b:443/HTTPS b.com', 't:443/TLS/Passthrough c.com'), toAll];
    const { outcome } = await evaluate(objects, https('c.com/', { sni: 'a.com' }));
    expect(outcome).toEqual({ kind: 'not-found', status: 404, cause: 'no-host' });
  });
});
