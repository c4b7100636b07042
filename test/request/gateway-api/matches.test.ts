import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/request/request.ts';
import { outcomeText } from '../outcome-text.ts';
import { grpc, http } from '../requests.ts';
import { backendRefs, gateway, grpcRoute, grpcRule, httpRoute, rule } from '../shorthand.ts';
import { evaluate, evaluateRules, outcomeOf } from './evaluation.ts';

const v1 = { backendRefs: backendRefs('v1') };

function withHeaders(...headers: readonly (readonly [string, string])[]): Request {
  return http('a.com/', { headers });
}

async function matched(match: object, request: Request): Promise<boolean> {
  const { outcome } = await evaluateRules([{ matches: [match], ...v1 }], request);
  return outcome.kind === 'backends';
}

describe('paths (GA-4, GA-25, GA-26)', () => {
  test.each([
    ['Exact', '/abc', '/abc', true],
    ['Exact', '/abc', '/abc/', false],
    ['Exact', '/abc', '/ABC', false],
    ['Exact', '/abc', '/abc?x=/abc', true],
    ['Exact', '/abc', '/abc#part', true],
    ['PathPrefix', '/', '', true],
    ['PathPrefix', '/', '/anything', true],
    ['PathPrefix', '/abc', '/abc', true],
    ['PathPrefix', '/abc', '/abc/d', true],
    ['PathPrefix', '/abc', '/abcd', false],
    ['PathPrefix', '/abc', '/abc?d', true],
    ['PathPrefix', '/abc/', '/abc', true],
    ['PathPrefix', '/abc/', '/abcd', false],
    ['PathPrefix', '/abc', '/a%62c', false],
    ['PathPrefix', '/b', '/a/../b', false],
    ['RegularExpression', '/a[0-9]+', '/a12', true],
    ['RegularExpression', '/a[0-9]+', '/a12/b', false],
    ['RegularExpression', '/a[0-9]+', '/x/a12', false],
    ['RegularExpression', '(', '(', false],
    ['Suffix', '/abc', '/abc', false],
  ])('%s %s and %s: %s', async (type, value, path, expected) => {
    expect(await matched({ path: { type, value } }, http(`a.com${path}`, { path }))).toBe(expected);
  });

  test.each(['/a%2Fb', '//a', '/a/./b', '/a/..', '/a\\b'])('%s is compared as sent, which is noted', async (path) => {
    const { notes } = await evaluateRules([rule('P/', 'v1')], http('a.com/', { path }));
    expect(notes).toEqual([
      `path "${path}" is compared as sent; the Gateway API does not say how it is decoded or normalised`,
    ]);
  });

  test.each([
    ['a rule without matches', {}],
    ['a match without conditions', { matches: [{}] }],
  ])('GA-25: %s takes everything', async (_name, part) => {
    const objects = [gateway('a:80'), httpRoute('r', {}, { ...part, ...v1 })];
    expect(await outcomeOf(objects, http('a.com/x'), { raw: true })).toBe('v1');
  });

  test('GA-25: matches are alternatives, the conditions of one must all hold', async () => {
    const rules = [rule(['P/x h:a=1', 'P/y m:POST'], 'v1')];
    const ask = async (request: Request) => outcomeText((await evaluateRules(rules, request)).outcome);
    expect(await ask(http('a.com/x', { headers: [['a', '1']] }))).toBe('v1');
    expect(await ask(http('a.com/y', { method: 'POST' }))).toBe('v1');
    expect(await ask(http('a.com/y', { headers: [['a', '1']] }))).toBe('404');
    expect(await ask(http('a.com/x', { method: 'POST' }))).toBe('404');
  });
});

describe('headers, query and method (GA-5, GA-6, GA-27, GA-28)', () => {
  const exact = (name: string, value: string) => ({ headers: [{ type: 'Exact', name, value }] });

  test.each<[string, object, Request, boolean]>([
    ['names in any case', exact('X-A', '1'), withHeaders(['x-a', '1']), true],
    ['values in their case', exact('x-a', 'v'), withHeaders(['x-a', 'V']), false],
    ['space around values does not count', exact('x-a', 'v'), withHeaders(['x-a', '  v ']), true],
    ['repeated ones are joined', exact('x-a', '1,2'), withHeaders(['x-a', '1'], ['X-A', '2']), true],
    ['absent ones never match', exact('x-a', ''), withHeaders(), false],
    ['Host that is empty is none', exact('host', ''), http('/'), false],
    ['Host has its port', exact('host', 'a.com:80'), http('a.com:80/'), true],
    [
      'expressions match the whole value',
      { headers: [{ type: 'RegularExpression', name: 'x-a', value: 'v[0-9]' }] },
      withHeaders(['x-a', 'v12']),
      false,
    ],
    [
      'GA-27: of equivalent names the first counts',
      {
        headers: [
          { name: 'x', value: '1' },
          { name: 'X', value: '2' },
        ],
      },
      withHeaders(['x', '1']),
      true,
    ],
  ])('headers: %s', async (_name, match, request, expected) => {
    expect(await matched(match, request)).toBe(expected);
  });

  test.each([
    ['a', '1', '/?a=1', true],
    ['a', '1', '/?b=2&a=1#a', true],
    ['a', '1', '/?A=1', false],
    ['a', '1', '/?a=1&a=2', true],
    ['a', '1', '/?a=2&a=1', false],
    ['a', '', '/?a', true],
    ['a', '1=2', '/?a=1=2', true],
    ['a', 'b c', '/?a=b%20c', false],
    ['a', '1', '/', false],
  ])('query %s=%s and %s: %s', async (name, value, path, expected) => {
    expect(await matched({ queryParams: [{ name, value }] }, http('a.com/', { path }))).toBe(expected);
  });

  test('GA-27: of equal query names the first counts, and names differ by case', async () => {
    const twice = {
      queryParams: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    };
    expect(await matched(twice, http('a.com/?a=1'))).toBe(true);
    const cases = {
      queryParams: [
        { name: 'a', value: '1' },
        { name: 'A', value: '2' },
      ],
    };
    expect(await matched(cases, http('a.com/?a=1'))).toBe(false);
    expect(await matched(cases, http('a.com/?a=1&A=2'))).toBe(true);
  });

  test.each([
    ['GET', 'GET', true],
    ['GET', 'HEAD', false],
    ['GET', 'get', false],
  ])('GA-28: method %s and %s: %s', async (method, sent, expected) => {
    expect(await matched({ method }, http('a.com/', { method: sent }))).toBe(expected);
  });

  test('choices about repeated and encoded values are noted', async () => {
    const match = { headers: [{ name: 'x', value: '1,2' }], queryParams: [{ name: 'a', value: 'b%20c' }] };
    const request = http('a.com/', {
      path: '/?a=b%20c&a=d',
      headers: [
        ['x', '1'],
        ['x', '2'],
      ],
    });
    expect((await evaluateRules([{ matches: [match], ...v1 }], request)).notes).toEqual([
      'the values of repeated header "x" are joined with commas',
      'of repeated query parameter "a" the first value counts',
      'the value of query parameter "a" is compared without decoding it',
    ]);
  });
});

describe('gRPC (GA-29)', () => {
  const calls = (match: object) => [gateway('a:80'), grpcRoute('g', {}, { matches: [match], ...v1 })];

  test.each([
    [{ service: 'foo.Bar', method: 'Baz' }, 'foo.Bar/Baz', true],
    [{ service: 'foo.Bar', method: 'Baz' }, 'foo.bar/Baz', false],
    [{ service: 'foo.Bar' }, 'foo.Bar/Any', true],
    [{ service: 'foo' }, 'foo', false],
    [{ service: 'foo' }, 'foo/a/b', false],
    [{ service: 'foo' }, 'foo/', false],
    [{ method: 'Baz' }, 'any.S/Baz', true],
    [{ method: 'Baz' }, 'a/b/Baz', false],
    [{ type: 'RegularExpression', service: 'foo\\..*', method: 'B.*' }, 'foo.Bar/Baz', true],
    [{ type: 'RegularExpression', service: 'foo\\..*' }, 'x.foo.Bar/Baz', false],
  ])('%j and /%s: %s', async (method, path, expected) => {
    const { outcome } = await evaluate(calls({ method }), grpc(`a.com/${path}`));
    expect(outcome).toEqual(
      expected
        ? expect.objectContaining({ kind: 'backends' })
        : { kind: 'not-found', status: 404, grpcStatus: 12, cause: 'no-rule' },
    );
  });

  test('without a method every call matches, and a request that is not gRPC does with a note', async () => {
    const objects = calls({ headers: [{ name: 'x', value: '1' }] });
    const headers = [['x', '1'] as const];
    const { outcome, notes } = await evaluate(objects, http('a.com/whatever', { headers }));
    expect(outcomeText(outcome)).toBe('v1');
    expect(notes).toEqual(['the request is not gRPC; whether a GRPCRoute may take it the Gateway API does not say']);
  });
});

describe('precedence (GA-30, GA-31)', () => {
  // Each list from the first to the last; every neighbour differs in one thing.
  const order: readonly (readonly [string, Request])[] = [
    ['E/a/b', http('a.com/a/b')],
    ['P/a/b', http('a.com/a/b')],
    ['P/a', http('a.com/a/b')],
    ['P/ m:GET', http('a.com/a/b')],
    ['P/ h:x=1 h:y=1', http('a.com/a/b')],
    ['P/ h:x=1 q:p=1 q:q=1', http('a.com/a/b')],
    ['P/ h:x=1', http('a.com/a/b')],
    ['P/ q:p=1 q:q=1', http('a.com/a/b')],
    ['P/ q:p=1', http('a.com/a/b')],
    ['P/', http('a.com/a/b')],
    ['X/a.*', http('a.com/a/b')],
    ['X/.*', http('a.com/a/b')],
  ];
  const request = http('a.com/a/b', {
    path: '/a/b?p=1&q=1',
    headers: [
      ['x', '1'],
      ['y', '1'],
    ],
  });

  test.each(order.slice(1).map(([later], i) => [order[i]?.[0] ?? '', later] as const))(
    '%s before %s',
    async (first, later) => {
      for (const rules of [
        [rule(first, 'v1'), rule(later, 'v2')],
        [rule(later, 'v2'), rule(first, 'v1')],
      ]) {
        expect(outcomeText((await evaluateRules(rules, request)).outcome)).toBe('v1');
      }
    },
  );

  test.each([
    ['the older route', [{ age: 2 }, 'a'], [{ age: 1 }, 'b'], 'v2'],
    ['of equal age the first by name', [{ age: 1 }, 'b'], [{ age: 1 }, 'a'], 'v2'],
    ['a name before its own continuation', [{}, 'http-2'], [{}, 'http'], 'v2'],
    // `a-b/r` comes before `a/r`: the text with the slash is compared, not one part after the other.
    ['by the text namespace/name', [{ namespace: 'a' }, 'r'], [{ namespace: 'a-b' }, 'r'], 'v2'],
  ] as const)('%s', async (_name, [first, firstName], [second, secondName], expected) => {
    const objects = [
      gateway('a:80'),
      httpRoute(firstName, first, rule('P/', [{ name: 'v1', port: 80 }])),
      httpRoute(secondName, second, rule('P/', [{ name: 'v2', port: 80 }])),
    ];
    expect(await outcomeOf(objects, http('a.com/'))).toBe(expected);
  });

  test('that names decide is noted, but only where files do not tell the age', async () => {
    const objects = (age: object) => [
      gateway('a:80'),
      httpRoute('a', age, rule('P/', 'v1')),
      httpRoute('b', age, rule('P/', 'v2')),
    ];
    const note = 'order decided by names; in a cluster the older object wins';
    expect((await evaluate(objects({}), http('a.com/'))).notes).toEqual([note]);
    expect((await evaluate(objects({ age: 1 }), http('a.com/'))).notes).toEqual([]);
  });

  test('the earlier rule, then the earlier match', async () => {
    const { rule: taken, match } = await evaluateRules(
      [rule('P/a', 'v1'), rule(['P/', 'P/a', 'P/a'], 'v2')],
      http('a.com/a'),
    );
    expect({ taken, match }).toEqual({ taken: { index: 0 }, match: { index: 0 } });
    const alone = await evaluateRules([rule(['P/', 'P/a', 'P/a'], 'v2')], http('a.com/a'));
    expect(alone.match).toEqual({ index: 1 });
  });

  test('an expression beside a prefix is noted', async () => {
    const { notes } = await evaluateRules([rule('P/', 'v1'), rule('X/a.*', 'v2')], http('a.com/a'));
    expect(notes).toEqual([
      'a regular expression and a PathPrefix both match; the API leaves their order open, here the prefix wins',
    ]);
  });

  test.each([
    ['a longer service', 'f.B/', '/LongMethod', 'v1'],
    ['then a longer method', 'f.B/', 'f.B/LongMethod', 'v2'],
    ['then the first rule', 'f.B/LongMethod', 'f.B/LongMethod', 'v1'],
  ])('GA-31: %s', async (_name, first, second, expected) => {
    const objects = [gateway('a:80'), grpcRoute('g', {}, grpcRule(first, 'v1'), grpcRule(second, 'v2'))];
    expect(await outcomeOf(objects, grpc('a.com/f.B/LongMethod'))).toBe(expected);
  });

  test('GA-31: more headers', async () => {
    const withHeader = { matches: [{ headers: [{ name: 'content-type', value: 'application/grpc' }] }] };
    const rules = [
      { matches: [{}], backendRefs: backendRefs('v1') },
      { ...withHeader, backendRefs: backendRefs('v2') },
    ];
    expect(await outcomeOf([gateway('a:80'), grpcRoute('g', {}, ...rules)], grpc('a.com/foo.Bar/Baz'))).toBe('v2');
  });
});

describe('runners-up (RQ-1)', () => {
  test('every other rule tells the first condition that keeps it from the request', async () => {
    const rules = [
      rule('P/a', 'v1'),
      rule('P/b', 'v2'),
      rule(['E/a m:POST', 'P/a h:x=1', 'P/a q:y=2'], 'v3'),
      rule('P/', 'v2'),
    ];
    const { runnersUp, rule: taken } = await evaluateRules(rules, http('a.com/a'));
    expect(taken).toEqual({ index: 0 });
    expect(runnersUp.map(({ rule: index, match, failed }) => [index, match, failed])).toEqual([
      [1, 0, 'path "/a" does not lie below "/b"'],
      [2, 0, 'method is GET, not POST'],
      [2, 1, 'header "x" is absent'],
      [2, 2, 'query parameter "y" is absent'],
      [3, 0, 'matches, but comes after rule 0, match 0 of HTTPRoute "ns/r": a longer PathPrefix'],
    ]);
  });
});
