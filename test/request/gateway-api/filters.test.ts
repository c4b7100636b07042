import { describe, expect, test } from '@jest/globals';
import type { HeaderChanges, Request } from '../../../src/request/request.ts';
import { outcomeText } from '../outcome-text.ts';
import { grpc, http, https } from '../requests.ts';
import { backendRefs, gateway, grpcRoute, grpcRule, httpRoute, rule } from '../shorthand.ts';
import { evaluateRules, evaluateWith, forwarded, outcomeOf } from './evaluation.ts';

const requestModifier = (requestHeaderModifier: object) => ({ type: 'RequestHeaderModifier', requestHeaderModifier });
const responseModifier = (responseHeaderModifier: object) => ({
  type: 'ResponseHeaderModifier',
  responseHeaderModifier,
});
const rewrite = (urlRewrite: object) => ({ type: 'URLRewrite', urlRewrite });
const redirect = (requestRedirect: object) => ({ type: 'RequestRedirect', requestRedirect });
const extension = { type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'F', name: 'f' } };
const header = (name: string, value: string) => ({ name, value });
const none: HeaderChanges = { set: {}, add: {}, remove: [] };

describe('header modifiers (GA-41, GA-42)', () => {
  const request: Request = http('a.com/', {
    headers: [
      ['X-Old', 'old'],
      ['x-gone', '1'],
    ],
  });

  test.each<[string, object, Readonly<Record<string, string>>]>([
    ['nothing', {}, { 'x-old': 'old', 'x-gone': '1' }],
    ['set overwrites', { set: [header('X-OLD', 'new')] }, { 'x-old': 'new', 'x-gone': '1' }],
    ['set adds what is absent', { set: [header('x-new', '%1')] }, { 'x-old': 'old', 'x-gone': '1', 'x-new': '%1' }],
    ['add appends', { add: [header('x-old', 'more')] }, { 'x-old': 'old,more', 'x-gone': '1' }],
    ['remove deletes', { remove: ['X-Gone', 'x-none'] }, { 'x-old': 'old' }],
    [
      'of equal names the first',
      { set: [header('x-a', '1'), header('X-A', '2')], remove: ['x-gone'] },
      { 'x-old': 'old', 'x-a': '1' },
    ],
  ])('of the request: %s', async (_name, modifier, expected) => {
    const { requests } = forwarded(await evaluateWith({ filters: [requestModifier(modifier)] }, request));
    expect(requests).toEqual([{ authority: 'a.com', path: '/', headers: expected }]);
  });

  test.each([
    ['set and add', { set: [header('x', '1')], add: [header('X', '2')] }],
    ['set and remove', { set: [header('x', '1')], remove: ['X'] }],
    ['add and remove', { add: [header('x', '1')], remove: ['X'] }],
  ])('GA-41: %s for one name is undefined', async (_name, modifier) => {
    for (const filter of [requestModifier(modifier), responseModifier(modifier)]) {
      const { outcome } = await evaluateWith({ filters: [filter] });
      expect(outcome).toEqual({ kind: 'undefined', why: 'the header modifier has several actions for "x"' });
    }
  });

  test('GA-42: one contradictory share leaves everything open, unless nobody gets it', async () => {
    const contradictory = { filters: [requestModifier({ set: [header('x', '1')], remove: ['x'] })] };
    const refs = (weight: number) => [...backendRefs('v1'), { ...backendRefs('v2')[0], weight, ...contradictory }];
    expect((await evaluateWith({}, request, refs(1))).outcome.kind).toBe('undefined');
    expect(outcomeText((await evaluateWith({}, request, refs(0))).outcome)).toBe('v1');
  });

  test('GA-42: those of a backend come after those of the rule, for that backend alone', async () => {
    const own = { filters: [requestModifier({ set: [header('x', 'be')], add: [header('y', 'be')] })] };
    const refs = [{ ...backendRefs('v1')[0], ...own }, ...backendRefs('v2')];
    const filters = [requestModifier({ set: [header('x', 'rule'), header('y', 'rule')] })];
    const { requests } = forwarded(await evaluateWith({ filters }, http('a.com/'), refs));
    expect(requests.map(({ headers }) => headers)).toEqual([
      { x: 'be', y: 'rule,be' },
      { x: 'rule', y: 'rule' },
    ]);
  });

  test.each<[string, object, object, HeaderChanges]>([
    ['set over set', { set: [header('x', '1')] }, { set: [header('X', '2')] }, { ...none, set: { x: '2' } }],
    ['add to set', { set: [header('x', '1')] }, { add: [header('x', '2')] }, { ...none, set: { x: '1,2' } }],
    ['add to add', { add: [header('x', '1')] }, { add: [header('x', '2')] }, { ...none, add: { x: '1,2' } }],
    ['set over add', { add: [header('x', '1')] }, { set: [header('x', '2')] }, { ...none, set: { x: '2' } }],
    ['remove after set', { set: [header('x', '1')] }, { remove: ['x'] }, { ...none, remove: ['x'] }],
    ['remove after add', { add: [header('x', '1')] }, { remove: ['x'] }, { ...none, remove: ['x'] }],
    ['set after remove', { remove: ['x'] }, { set: [header('x', '2')] }, { ...none, set: { x: '2' } }],
    // What was there is gone, so the added value is all there is.
    ['add after remove', { remove: ['x'] }, { add: [header('x', '2')] }, { ...none, set: { x: '2' } }],
  ])('of the response, rule then backend: %s', async (_name, ofRule, ofBackend, expected) => {
    const refs = [{ ...backendRefs('v1')[0], filters: [responseModifier(ofBackend)] }];
    const { responses } = forwarded(await evaluateWith({ filters: [responseModifier(ofRule)] }, http('a.com/'), refs));
    expect(responses).toEqual([expected]);
  });

  test('setting Host changes the authority, and is no header of its own', async () => {
    const evaluation = await evaluateWith({ filters: [requestModifier({ set: [header('Host', 'b.com')] })] });
    expect(forwarded(evaluation).requests).toEqual([{ authority: 'b.com', path: '/', headers: {} }]);
    expect(evaluation.notes).toHaveLength(1);
  });
});

describe('filters that cannot be carried out (GA-40)', () => {
  test('an unknown one answers 500 for its rule alone', async () => {
    const rules = [rule('P/a', 'v1', { filters: [extension] }), rule('P/b', 'v2')];
    expect((await evaluateRules(rules, http('a.com/a'))).outcome).toEqual({
      kind: 'direct',
      status: 500,
      cause: 'filter-error',
    });
    expect(outcomeText((await evaluateRules(rules, http('a.com/b'))).outcome)).toBe('v2');
  });

  test('so does a header value that no header can have', async () => {
    const filters = [requestModifier({ set: [header('x', 'a\nb')] })];
    const { outcome, steps } = await evaluateWith({ filters });
    expect(outcome).toMatchObject({ kind: 'direct', cause: 'filter-error' });
    expect(steps.map(({ text }) => text)).toContain(
      'the value for header "x" holds characters that no header can have',
    );
  });

  test('on a backend it costs the share of that backend', async () => {
    const refs = [...backendRefs('v1=3'), { ...backendRefs('v2')[0], filters: [extension] }];
    expect(outcomeText((await evaluateWith({}, http('a.com/'), refs)).outcome)).toBe('v1 75%, 500 25%');
    expect(outcomeText((await evaluateWith({}, http('a.com/'), refs.slice(1))).outcome)).toBe('500');
  });

  test('a GRPCRoute has fewer filters', async () => {
    const filters = [rewrite({ hostname: 'b.com' })];
    const objects = [gateway('a:80'), grpcRoute('g', {}, { ...grpcRule('foo/', 'v1'), filters })];
    expect(await outcomeOf(objects, grpc('a.com/foo/m'))).toBe('500');
  });

  test.each([
    'URLRewrite',
    'RequestRedirect',
    'RequestMirror',
    'CORS',
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
  ])('a %s without its field does nothing', async (type) => {
    expect(outcomeText((await evaluateWith({ filters: [{ type }] })).outcome)).toBe('v1');
  });
});

describe('rewrites (GA-43)', () => {
  const prefixed = (prefix: string, replacePrefixMatch: string, path: string) =>
    evaluateRules(
      [rule(`P${prefix}`, 'v1', { filters: [rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch } })] })],
      http('a.com/', { path }),
    );

  // The table of the API.
  test.each([
    ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
    ['/foo', '/foo', '/xyz', '/xyz'],
    ['/foo/', '/foo', '/xyz', '/xyz/'],
    ['/foo/bar', '/foo', '', '/bar'],
    ['/foo/', '/foo', '', '/'],
    ['/foo', '/foo', '', '/'],
    ['/foo/', '/foo', '/', '/'],
    ['/foo', '/foo', '/', '/'],
    ['/foo', '/', '/x', '/x/foo'],
    ['/foo/a?q=/foo', '/foo', '/x', '/x/a?q=/foo'],
  ])('path %s, prefix %s, replaced by "%s": %s', async (path, prefix, replacement, expected) => {
    const { requests } = forwarded(await prefixed(prefix, replacement, path));
    expect(requests[0]?.path).toBe(expected);
  });

  test.each([
    ['/new', '/new?q=1'],
    ['', '/?q=1'],
  ])('the full path by "%s", the query is kept', async (replaceFullPath, expected) => {
    const filters = [rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath } })];
    const { requests } = forwarded(await evaluateWith({ filters }, http('a.com/old?q=1')));
    expect(requests[0]?.path).toBe(expected);
  });

  test('the hostname replaces Host with its port; without one Host stays as sent', async () => {
    const sent = http('A.com:81/');
    const renamed = forwarded(await evaluateWith({ filters: [rewrite({ hostname: 'b.com' })] }, sent));
    expect(renamed.requests[0]?.authority).toBe('b.com');
    expect(forwarded(await evaluateWith({}, sent)).requests[0]?.authority).toBe('A.com:81');
  });

  test.each(['E/foo', 'X/fo+'])('replacing the prefix of a match %s is undefined', async (match) => {
    const filters = [rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } })];
    const { outcome } = await evaluateRules([rule(match, 'v1', { filters })], http('a.com/foo'));
    expect(outcome.kind).toBe('undefined');
  });

  test('of one backend', async () => {
    const filters = [rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } })];
    const refs = [{ ...backendRefs('v1')[0], filters }, ...backendRefs('v2')];
    const { requests } = forwarded(await evaluateWith({}, http('a.com/old'), refs));
    expect(requests.map(({ path }) => path)).toEqual(['/x', '/old']);
  });
});

describe('redirects (GA-44)', () => {
  const located = async (filter: object, request: Request, port = 'a:80'): Promise<string> => {
    const objects = [gateway(port), httpRoute('r', {}, rule('P/', undefined, { filters: [redirect(filter)] }))];
    return outcomeOf(objects, request, { raw: true });
  };

  test.each<[string, object, Request, string, string]>([
    ['port 80 of http is left out', { hostname: 'b.org' }, http('a.com/p?q=1'), 'a:80', '302 http://b.org/p?q=1'],
    [
      'the listener port stays',
      { hostname: 'b.org' },
      http('a.com/', { port: 8080 }),
      'a:8080',
      '302 http://b.org:8080/',
    ],
    ['the port of Host does not', {}, http('A.com:99/'), 'a:80', '302 http://A.com/'],
    [
      'a scheme has its usual port',
      { scheme: 'https' },
      http('a.com:8080/', { port: 8080 }),
      'a:8080',
      '302 https://a.com/',
    ],
    ['a port given', { scheme: 'https', port: 8443 }, http('a.com/'), 'a:80', '302 https://a.com:8443/'],
    ['443 of https is left out', { port: 443 }, https('a.com/'), 's:443/HTTPS', '302 https://a.com/'],
    ['443 of http is not', { scheme: 'http', port: 443 }, https('a.com/'), 's:443/HTTPS', '302 http://a.com:443/'],
    ['the scheme of the request', { hostname: 'b.org' }, https('a.com/'), 's:443/HTTPS', '302 https://b.org/'],
    [
      'another scheme takes the listener port',
      { scheme: 'wss' },
      https('a.com/'),
      's:443/HTTPS',
      '302 wss://a.com:443/',
    ],
    ['a status', { statusCode: 308 }, http('a.com/'), 'a:80', '308 http://a.com/'],
    ['an address keeps its brackets', {}, http('[::1]:80/'), 'a:80', '302 http://[::1]/'],
    [
      'a path',
      { path: { type: 'ReplaceFullPath', replaceFullPath: '/n' } },
      http('a.com/o?q'),
      'a:80',
      '302 http://a.com/n?q',
    ],
    [
      'a prefix',
      { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/n/' } },
      http('a.com/o?q'),
      'a:80',
      '302 http://a.com/n/o?q',
    ],
  ])('%s', async (_name, filter, request, port, expected) => {
    expect(await located(filter, request, port)).toBe(expected);
  });

  test('it ends processing: what comes later has no part', async () => {
    const filters = [redirect({ hostname: 'b.org' }), extension];
    expect(outcomeText((await evaluateWith({ filters })).outcome)).toBe('302 http://b.org/');
    expect(outcomeText((await evaluateWith({ filters: filters.toReversed() })).outcome)).toBe('500');
  });

  test('of a backend it answers the share of that backend', async () => {
    const refs = [{ ...backendRefs('v1')[0], filters: [redirect({ hostname: 'b.org' })] }, ...backendRefs('v2')];
    expect(outcomeText((await evaluateWith({}, http('a.com/'), refs.slice(0, 1))).outcome)).toBe('302 http://b.org/');
    expect(outcomeText((await evaluateWith({}, http('a.com/'), refs)).outcome)).toBe('302 50%, v2 50%');
  });
});

describe('mirrors (GA-45)', () => {
  const mirror = (more: object = {}, name = 'v2') => ({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name, port: 80 }, ...more },
  });
  const mirrorsOf = async (filters: readonly object[]) => forwarded(await evaluateWith({ filters })).mirrors;
  const v2 = { host: 'v2.ns.svc.cluster.local', port: 80 };

  test.each([
    [{}, [{ ...v2, percent: 100 }]],
    [{ percent: 42 }, [{ ...v2, percent: 42 }]],
    [{ percent: 0 }, []],
    [{ fraction: { numerator: 1, denominator: 4 } }, [{ ...v2, percent: 25 }]],
    [{ fraction: { numerator: 5 } }, [{ ...v2, percent: 5 }]],
  ])('%j', async (share, expected) => {
    expect(await mirrorsOf([mirror(share)])).toEqual(expected);
  });

  test('several, and one that is invalid is left out without harm', async () => {
    const invalid = { type: 'RequestMirror', requestMirror: { backendRef: { group: 'x.io', kind: 'X', name: 'x' } } };
    const hosts = (await mirrorsOf([mirror(), invalid, mirror({}, 'v3')])).map(({ host }) => host);
    expect(hosts).toEqual(['v2.ns.svc.cluster.local', 'v3.ns.svc.cluster.local']);
  });
});

describe('timeouts and retries (GA-47)', () => {
  test('are told in Go’s notation; those of zero are none', async () => {
    const timeouts = { request: '1m30s', backendRequest: '500ms' };
    const retry = { attempts: 3, codes: [500, 503], backoff: '100ms' };
    expect(forwarded(await evaluateWith({ timeouts, retry }))).toMatchObject({
      timeout: '90s',
      perTryTimeout: '0.500s',
      retries: { attempts: 3, on: ['connect-failure', '500', '503'], backoff: '0.100s' },
    });
    const unset = forwarded(await evaluateWith({ timeouts: { request: '0s' }, retry: { attempts: 0 } }));
    expect(Object.keys(unset).filter((key) => /timeout|retries/i.test(key))).toEqual([]);
  });
});
