import { describe, expect, test } from '@jest/globals';
import { createHostnameIndex } from '../../../src/request/gateway-api/hostname-index.ts';
import {
  coveringHostnames,
  covers,
  narrower,
  readHost,
  specificity,
} from '../../../src/request/gateway-api/hostnames.ts';
import { http } from '../requests.ts';
import { gateway, grpcRoute, grpcRule, httpRoute, rule } from '../shorthand.ts';
import { evaluate, outcomeOf } from './evaluation.ts';

describe('the host of a request (GA-1 to GA-3)', () => {
  test.each([
    ['a.com', 'a.com', 'a.com'],
    ['A.Com:8080', 'a.com', 'a.com'],
    ['user:secret@a.com:80', 'a.com', 'a.com'],
    ['a.com.', 'a.com.', 'a.com.'],
    ['1.2.3.4:80', '1.2.3.4', ''],
    ['[::1]:80', '[::1]', ''],
    ['[::1]', '[::1]', ''],
    ['::1', '::1', ''],
    ['', '', ''],
  ])('%s is compared as %s, with hostnames as "%s"', (authority, text, name) => {
    expect(readHost(authority)).toMatchObject({ text, name });
  });

  test.each([
    ['a.com.', '404', 'the trailing dot of host "a.com." is compared literally'],
    ['', '404', 'the request has no Host, which HTTP/1.1 demands; only what has no hostname matches it'],
  ])('host "%s" is noted and matches no hostname', async (authority, outcome, note) => {
    const objects = [gateway('a:80'), httpRoute('r', { hosts: ['a.com'] }, rule('P/', 'v1'))];
    const request = http('', { authority });
    expect(await outcomeOf(objects, request)).toBe(outcome);
    expect((await evaluate(objects, request)).notes).toContain(note);
  });
});

describe('hostnames (GA-11, GA-12, GA-20)', () => {
  test.each([
    ['', 'a.com', true],
    ['', '', true],
    ['a.com', 'a.com', true],
    ['A.com', 'a.com', true],
    ['a.com', 'b.a.com', false],
    ['*.a.com', 'b.a.com', true],
    ['*.a.com', 'c.b.a.com', true],
    ['*.a.com', 'a.com', false],
    ['*.a.com', '.a.com', false],
    ['*.a.com', 'ba.com', false],
    ['*.a.com', '', false],
  ])('"%s" and host "%s": %s', (hostname, host, expected) => {
    expect(covers(hostname, host)).toBe(expected);
  });

  test('exact ones are the most specific, then wildcards by their labels, then none', () => {
    const ordered = ['a.com', '*.c.b.com', '*.b.com', ''];
    expect([...ordered].sort((a, b) => (specificity(a) < specificity(b) ? 1 : -1))).toEqual(ordered);
    // More labels count, not more characters.
    expect(specificity('*.a.b.c')).toBeGreaterThan(specificity('*.long-name.org'));
  });

  test.each([
    ['', '*.a.com', '*.a.com'],
    ['b.a.com', '*.a.com', 'b.a.com'],
    ['*.a.com', '*.b.a.com', '*.b.a.com'],
    ['*.a.com', '*.a.com', '*.a.com'],
    ['*.a.com', 'a.com', undefined],
    ['*.b.com', '*.a.com', undefined],
    ['a.com', 'b.com', undefined],
  ])('the narrower of "%s" and "%s" is %s', (a, b, expected) => {
    expect(narrower(a, b)).toBe(expected);
    expect(narrower(b, a)).toBe(expected);
  });
});

describe('every hostname that covers another (GA-11)', () => {
  test.each([
    ['a.b.com', ['a.b.com', '*.b.com', '*.com', '']],
    ['*.b.com', ['*.b.com', '*.com', '']],
    ['com', ['com', '']],
    ['.com', ['.com', '']],
    ['', ['']],
    [`${'a.'.repeat(200)}com`, ['']],
  ])('%s', (hostname, expected) => {
    expect(coveringHostnames(hostname)).toEqual(expected);
  });
});

describe('HTTPRoutes and GRPCRoutes that meet (GA-22)', () => {
  const names = ['', 'a.com', '*.com', 'x.a.com', '*.a.com', 'b.org', '*.x.a.com'];

  test.each(names.flatMap((a) => names.map((b) => [a, b] as const)))('by "%s" and "%s"', (a, b) => {
    const index = createHostnameIndex<string>();
    index.add('unrelated.net', 'other');
    index.add(a, 'met');
    expect(index.firstMeeting([b])).toBe(narrower(a, b) === undefined ? undefined : b === '' ? 'other' : 'met');
  });
});

describe('routes of a listener (GA-20 to GA-24)', () => {
  test('GA-20: a hostname outside of the listener hostname is ignored, one that fits counts', async () => {
    const objects = [gateway('a:80 *.w.io'), httpRoute('r', { hosts: ['a.w.io', 'b.com'] }, rule('P/', 'v1'))];
    expect(await outcomeOf(objects, http('a.w.io/'))).toBe('v1');
    expect(await outcomeOf(objects, http('c.w.io/'))).toBe('404');
  });

  test.each([
    // A long wildcard loses to any exact hostname: exact characters come first.
    ['exact before wildcard', ['a.b.example.com'], ['*.example.com'], 'v1'],
    ['exact before a wildcard of the same length', ['*.b.example.com'], ['a.b.example.com'], 'v2'],
    ['longer wildcard first', ['*.example.com'], ['*.b.example.com'], 'v2'],
    ['any hostname before none', [], ['*.com'], 'v2'],
    ['equal hostnames by name', ['*.com'], ['*.com'], 'v1'],
    // The longest matching hostname of each route counts, others do not.
    ['only matching hostnames count', ['*.com', 'very.long.other.example.com'], ['*.b.example.com'], 'v2'],
  ])('GA-21: %s', async (_name, first, second, expected) => {
    const objects = [
      gateway('a:80'),
      httpRoute('r1', { hosts: first }, rule('P/', 'v1')),
      httpRoute('r2', { hosts: second }, rule('P/', 'v2')),
    ];
    expect(await outcomeOf(objects, http('a.b.example.com/'))).toBe(expected);
  });

  test('GA-21: on a listener with a hostname the characters of the route hostname count, not those of the effective one', async () => {
    const objects = [
      gateway('a:80 a.b.com'),
      httpRoute('r1', { hosts: ['*.com'] }, rule('E/x', 'v1')),
      httpRoute('r2', { hosts: ['*.b.com'] }, rule('P/', 'v2')),
    ];
    const { outcome, virtualHost, notes } = await evaluate(objects, http('a.b.com/x'));
    expect({ outcome: outcome.kind === 'backends' && outcome.choices[0]?.host, virtualHost, notes }).toEqual({
      outcome: 'v2.ns.svc.cluster.local',
      virtualHost: 'a.b.com',
      notes: [],
    });
  });

  test('GA-21: that a route without hostnames is the last is noted', async () => {
    const objects = [
      gateway('a:80'),
      httpRoute('r1', {}, rule('E/x', 'v1')),
      httpRoute('r2', { hosts: ['a.com'] }, rule('P/', 'v2')),
    ];
    const { notes } = await evaluate(objects, http('a.com/x'));
    expect(notes).toEqual(['a route without hostnames ranks below every route with one; the API does not say so']);
  });

  test('GA-23: falling through to a less specific hostname is noted, where it is another virtual host', async () => {
    const routes = [
      httpRoute('r1', { hosts: ['*.e.com'] }, rule('P/', 'v1')),
      httpRoute('r2', { hosts: ['foo.e.com'] }, rule('P/b', 'v2')),
    ];
    const note =
      'no rule of HTTPRoute "ns/r2" matches, so a rule for a less specific hostname applies; implementations with Envoy answer 404';
    expect((await evaluate([gateway('a:80'), ...routes], http('foo.e.com/x'))).notes).toEqual([note]);
    expect((await evaluate([gateway('a:80 foo.e.com'), ...routes], http('foo.e.com/x'))).notes).toEqual([]);
  });

  test.each([
    ['of equal age by name', {}, {}, 'v1'],
    ['the older one', { age: 2 }, { age: 1 }, 'v2'],
    ['both where their hostnames have nothing in common', { hosts: ['a.com'] }, { hosts: ['b.com'] }, 'v1'],
    [
      'the older one, also where only the listener makes hostnames meet',
      { age: 2, hosts: ['*.com'] },
      { age: 1, hosts: ['a.com'] },
      'v2',
    ],
  ])('GA-22: of an HTTPRoute and a GRPCRoute %s', async (_name, http1, grpc1, expected) => {
    const objects = [
      gateway('a:80'),
      httpRoute('a', http1, rule('P/', 'v1')),
      grpcRoute('b', grpc1, grpcRule('foo/', 'v2')),
    ];
    expect(await outcomeOf(objects, http('a.com/foo/m'))).toBe(expected);
    expect(await outcomeOf(objects, http('a.com/x'))).toBe(expected === 'v1' ? 'v1' : '404');
  });

  test('GA-22: a route that is ignored makes room for nobody, and is told', async () => {
    const objects = [
      gateway('a:80'),
      httpRoute('a', { age: 1, hosts: ['a.com'] }, rule('P/x', 'v1')),
      grpcRoute('b', { age: 2, hosts: ['a.com', 'b.com'] }, grpcRule('foo/', 'v2')),
      httpRoute('c', { age: 3, hosts: ['b.com'] }, rule('P/', 'v3')),
    ];
    // b loses to a for all its hostnames, so it does not keep c away.
    expect(await outcomeOf(objects, http('b.com/foo/m'))).toBe('v3');
    const { steps } = await evaluate(objects, http('b.com/foo/m'));
    expect(steps.filter(({ rule: id }) => id === 'GA-22').map(({ text }) => text)).toEqual([
      'GRPCRoute "ns/b" is not accepted: HTTPRoute "ns/a" has hostnames in common with it and comes first',
    ]);
  });

  test('GA-24: no route for the host and no rule for the path are told apart', async () => {
    const objects = [gateway('a:80'), httpRoute('r', { hosts: ['a.com'] }, rule('P/a', 'v1'))];
    expect((await evaluate(objects, http('b.com/a'))).outcome).toEqual({
      kind: 'not-found',
      status: 404,
      cause: 'no-host',
    });
    expect((await evaluate(objects, http('a.com/b'))).outcome).toEqual({
      kind: 'not-found',
      status: 404,
      cause: 'no-rule',
    });
  });
});
