import { describe, expect, test } from '@jest/globals';
import { applyRules } from './application.ts';

const name = 'app.r.0';
const route = [{ destination: { host: 'web.app.svc.cluster.local', port: { number: 80 } } }];
const backendRefs = [{ name: 'web', port: 80 }];
const path = (type: string, value: string) => ({ path: { type, value } });
const prefix = (value: string) => path('PathPrefix', value);
const rewrite = (replacePrefixMatch: string, hostname?: string) => ({
  type: 'URLRewrite',
  urlRewrite: { hostname, path: { type: 'ReplacePrefixMatch', replacePrefixMatch } },
});
const fullPath = (replaceFullPath: string) => ({
  type: 'URLRewrite',
  urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath } },
});
const redirect = (replacePrefixMatch: string, more: object = {}) => ({
  type: 'RequestRedirect',
  requestRedirect: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch }, statusCode: 302, ...more },
});

/** The entries of one rule without their name. */
async function entriesOf(match: object | undefined, filters: readonly object[] = [], options = {}) {
  const rule = { ...(match && { matches: [match] }), filters, backendRefs };
  const { http = [], messages, corrections } = await applyRules([rule], options);
  expect(http.map((entry) => entry['name'])).toEqual(http.map(() => name));
  return { entries: http.map(({ name: _, ...entry }) => entry), messages, corrections };
}

describe('AF-40, AF-41: a prefix of path elements without a replacement', () => {
  const conditions = {
    method: 'GET',
    headers: [{ name: 'X-A', value: 'b' }],
    queryParams: [{ name: 'q', type: 'RegularExpression', value: 'v+' }],
  };
  const converted = {
    method: { exact: 'GET' },
    headers: { 'X-A': { exact: 'b' } },
    queryParams: { q: { regex: 'v+' } },
  };

  test.each<[string, object | undefined, readonly object[] | undefined]>([
    ['one entry with two matches', prefix('/a'), [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }]],
    ['a trailing slash', prefix('/a/'), [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }]],
    ['the root stays', prefix('/'), [{ uri: { prefix: '/' } }]],
    ['an exact path stays', path('Exact', '/a'), [{ uri: { exact: '/a' } }]],
    ['an expression stays', path('RegularExpression', '/a.*'), [{ uri: { regex: '/a.*' } }]],
    ['no match', undefined, undefined],
    [
      'both matches have the conditions',
      { ...prefix('/a'), ...conditions },
      [
        { uri: { exact: '/a' }, ...converted },
        { uri: { prefix: '/a/' }, ...converted },
      ],
    ],
  ])('%s', async (_name, match, expected) => {
    const { entries } = await entriesOf(match);
    expect(entries).toEqual([{ ...(expected && { match: expected }), route }]);
  });

  test('the service of a gRPC match is such a prefix too', async () => {
    const rule = { matches: [{ method: { service: 'shop.Cart' } }], backendRefs };
    const { http } = await applyRules([rule], { kind: 'GRPCRoute' });
    expect(http).toEqual([
      { name, match: [{ uri: { exact: '/shop.Cart' } }, { uri: { prefix: '/shop.Cart/' } }], route },
    ]);
  });

  test('AF-59c: a gRPC match of everything is none', async () => {
    const { http } = await applyRules([{ matches: [{}], backendRefs }], { kind: 'GRPCRoute' });
    expect(http).toEqual([{ name, route }]);
  });

  test('AF-59b: the expression `*` for a header or query parameter says that it is there', async () => {
    const any = { type: 'RegularExpression', value: '*' };
    const { entries } = await entriesOf({
      ...path('Exact', '/a'),
      headers: [{ name: 'h', ...any }],
      queryParams: [{ name: 'q', ...any }],
    });
    expect(entries[0]?.['match']).toEqual([
      { uri: { exact: '/a' }, headers: { h: { regex: '.*' } }, queryParams: { q: { regex: '.*' } } },
    ]);
  });
});

describe('rewrites of a prefix', () => {
  const exact = (uri: string, to: object) => ({ match: [{ uri: { exact: uri } }], rewrite: to, route });
  const below = (uri: string, to: object) => ({ match: [{ uri: { prefix: uri } }], rewrite: to, route });

  test.each<[string, object | undefined, object, readonly object[], boolean]>([
    [
      'AF-42: by another',
      prefix('/a'),
      rewrite('/x'),
      [exact('/a', { uri: '/x' }), below('/a/', { uri: '/x/' })],
      false,
    ],
    [
      'AF-42: with slashes at the end',
      prefix('/a/'),
      rewrite('/x/'),
      [exact('/a', { uri: '/x' }), below('/a/', { uri: '/x/' })],
      false,
    ],
    ['AF-42: by nothing', prefix('/a'), rewrite('/'), [exact('/a', { uri: '/' }), below('/a/', { uri: '/' })], false],
    [
      'AF-42: by an empty text',
      prefix('/a'),
      rewrite(''),
      [exact('/a', { uri: '/' }), below('/a/', { uri: '/' })],
      false,
    ],
    [
      'AF-42: with the host',
      prefix('/a'),
      rewrite('/x', 'b.com'),
      [exact('/a', { uri: '/x', authority: 'b.com' }), below('/a/', { uri: '/x/', authority: 'b.com' })],
      false,
    ],
    ['AF-43: of the root', prefix('/'), rewrite('/x'), [below('/', { uri: '/x/' })], true],
    ['AF-43: of the root by itself', prefix('/'), rewrite('/'), [{ match: [{ uri: { prefix: '/' } }], route }], false],
    [
      'AF-43: of the root by itself, with the host',
      prefix('/'),
      rewrite('/', 'b.com'),
      [below('/', { authority: 'b.com' })],
      false,
    ],
    ['AF-44: of no match', undefined, rewrite('/x'), [{ rewrite: { uri: '/x/' }, route }], true],
    ['AF-44: of an exact path', path('Exact', '/a'), rewrite('/x'), [exact('/a', { uri: '/x' })], false],
    [
      'AF-44: of an exact path by nothing',
      path('Exact', '/a'),
      rewrite('/'),
      [{ match: [{ uri: { exact: '/a' } }], route }],
      false,
    ],
    [
      'AF-44: of an expression',
      path('RegularExpression', '/a.*'),
      rewrite('/x'),
      [{ match: [{ uri: { regex: '/a.*' } }], rewrite: { uri: '/x' }, route }],
      false,
    ],
  ])('%s', async (_name, match, filter, expected, corrected) => {
    const { entries, corrections } = await entriesOf(match, [filter]);
    expect(entries).toEqual(expected);
    expect(corrections).toEqual(corrected ? [expect.stringContaining('path prefix "/" follows the Gateway API')] : []);
  });

  test.each([
    ['AF-45: the whole path', fullPath('/x'), '/x', []],
    ['AF-45: a backslash stands for itself', fullPath('/a\\1'), '/a\\\\1', []],
    ['AF-45: nothing', fullPath(''), '/', [expect.stringContaining('GWX-A40 warning')]],
  ])('%s', async (_name, filter, expected, said) => {
    const { entries, messages } = await entriesOf(prefix('/a'), [filter]);
    expect(entries).toEqual([
      {
        match: [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }],
        rewrite: { uriRegexRewrite: { match: '/.*', rewrite: expected } },
        route,
      },
    ]);
    expect(messages).toEqual(said);
  });
});

describe('AF-47: redirects of a prefix', () => {
  const more = { derivePort: 'FROM_REQUEST_PORT', redirectCode: 302 };
  const exact = (uri: string, to: string) => ({ match: [{ uri: { exact: uri } }], redirect: { uri: to, ...more } });
  const below = (uri: string, to: string) => ({
    match: [{ uri: { prefix: uri } }],
    redirect: { prefixRewrite: to, ...more },
  });

  test.each<[string, object | undefined, object, readonly object[], boolean]>([
    ['to another', prefix('/a'), redirect('/x'), [exact('/a', '/x'), below('/a/', '/x/')], false],
    ['with a slash at the end', prefix('/a'), redirect('/x/'), [exact('/a', '/x'), below('/a/', '/x/')], true],
    ['to the root', prefix('/a'), redirect('/'), [exact('/a', '/'), below('/a/', '/')], true],
    ['to nothing', prefix('/a'), redirect(''), [exact('/a', '/'), below('/a/', '/')], true],
    ['of the root', prefix('/'), redirect('/x'), [below('/', '/x/')], true],
    ['of the root, with a slash at the end', prefix('/'), redirect('/x/'), [below('/', '/x/')], false],
    ['of the root to nothing', prefix('/'), redirect(''), [below('/', '/')], false],
    ['of no match', undefined, redirect('/x'), [{ redirect: { prefixRewrite: '/x/', ...more } }], true],
    ['of an exact path', path('Exact', '/a'), redirect('/x'), [exact('/a', '/x')], false],
    [
      'of an exact path to nothing',
      path('Exact', '/a'),
      redirect(''),
      [{ match: [{ uri: { exact: '/a' } }], redirect: more }],
      false,
    ],
  ])('%s', async (_name, match, filter, expected, corrected) => {
    const { entries, corrections } = await entriesOf(match, [filter]);
    expect(entries).toEqual(expected);
    expect(corrections).toEqual(corrected ? [expect.stringContaining('redirects with ReplacePrefixMatch')] : []);
  });

  test('AF-48: without a code it is 301, as in Istio', async () => {
    const { entries } = await entriesOf(path('Exact', '/a'), [redirect('/x', { statusCode: undefined })]);
    expect(entries).toEqual([
      {
        match: [{ uri: { exact: '/a' } }],
        redirect: { uri: '/x', derivePort: 'FROM_REQUEST_PORT', redirectCode: 301 },
      },
    ]);
  });

  test.each([301, 302, 303, 307, 308])('AF-48: code %d', async (statusCode) => {
    const { entries, messages } = await entriesOf(path('Exact', '/a'), [redirect('/x', { statusCode })]);
    expect(entries).toMatchObject([{ redirect: { redirectCode: statusCode } }]);
    expect(messages).toEqual([]);
  });

  test('AF-48, AF-5: a code that istiod cannot send answers with 500, for the same requests', async () => {
    const { entries, messages } = await entriesOf(prefix('/a'), [redirect('/x', { statusCode: 304 })]);
    expect(entries).toEqual([
      { match: [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }], directResponse: { status: 500 } },
    ]);
    expect(messages).toEqual([expect.stringContaining('GWX-A41 error')]);
  });

  test('AF-49: nothing else that answers is beside a redirect; ports are said as istiod says them', async () => {
    const { entries } = await entriesOf(path('Exact', '/a'), [
      redirect('/x', { port: 8443, scheme: 'https', hostname: 'b.com' }),
      rewrite('/y', 'c.com'),
    ]);
    expect(entries).toEqual([
      {
        match: [{ uri: { exact: '/a' } }],
        redirect: { uri: '/x', port: 8443, scheme: 'https', authority: 'b.com', redirectCode: 302 },
      },
    ]);
  });

  test('AP-71: a redirect without any other field has the port of the protocol', async () => {
    const bare = { type: 'RequestRedirect', requestRedirect: { port: 0 } };
    const { entries } = await entriesOf(path('Exact', '/a'), [bare]);
    expect(entries[0]?.['redirect']).toEqual({ derivePort: 'FROM_PROTOCOL_DEFAULT', redirectCode: 301 });
  });
});
