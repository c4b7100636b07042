import { http, https } from '../requests.ts';
import { gateway, httpRoute, rule } from '../shorthand.ts';
import { corrected, type Expected, example, versus, type WorkedExample } from '../worked-example.ts';

const fullPath = (replaceFullPath: string) => ({ path: { type: 'ReplaceFullPath', replaceFullPath } });
const prefix = (replacePrefixMatch: string) => ({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch } });

/** A rule on a listener that rewrites and forwards to v1. */
function rewriting(match: string, urlRewrite: object): readonly object[] {
  return [gateway('a:80'), httpRoute('r', {}, rule(match, 'v1', { filters: [{ type: 'URLRewrite', urlRewrite }] }))];
}

/** A rule that redirects everything that matches. */
function redirecting(listener: string, requestRedirect: object, match = 'P/'): readonly object[] {
  const filters = [{ type: 'RequestRedirect', requestRedirect }];
  return [gateway(listener), httpRoute('r', {}, rule(match, undefined, { filters }))];
}

/** Forwarded to v1 with that path. */
function v1With(path: string): Expected {
  return { outcome: 'v1', path };
}

const cutOne = rewriting('P/prefix/one', prefix('/one'));
const example302 = { hostname: 'example.org' };

/** Section 5.4: rewrites and redirects. */
export const redirectExamples: readonly WorkedExample[] = [
  example('X-70', cutOne, [[http('a.com/prefix/one/two?q=1'), v1With('/one/two?q=1')]]),
  example('X-71', cutOne, [
    [http('a.com/prefix/one'), v1With('/one')],
    [http('a.com/prefix/one/'), v1With('/one/')],
  ]),
  example('X-72', rewriting('P/strip', prefix('/')), [
    [http('a.com/strip/three'), v1With('/three')],
    [http('a.com/strip'), v1With('/')],
    [http('a.com/strip/'), v1With('/')],
  ]),
  example('X-73', rewriting('P/', prefix('/x')), [[http('a.com/foo'), corrected(v1With('/x/foo'), v1With('/xfoo'))]], {
    deviations: ['D-12'],
  }),
  example('X-74', rewriting('P/full', fullPath('/one')), [[http('a.com/full/a/b?z'), v1With('/one?z')]]),
  example('X-75', rewriting('P/', { hostname: 'h.com' }), [[http('a.com:81'), { outcome: 'v1', host: 'h.com' }]]),
  example('X-76', redirecting('a:80', example302), [[http('a.com/p?q=1'), '302 http://example.org/p?q=1']]),
  example('X-77', redirecting('a:8080', example302), [
    [http('a.com:8080/p', { port: 8080 }), '302 http://example.org:8080/p'],
  ]),
  example('X-78', redirecting('a:80', { scheme: 'https' }), [[http('a.com'), '302 https://a.com/']]),
  example('X-79', redirecting('a:80', { scheme: 'https', port: 443, ...example302 }), [
    [http('a.com'), '302 https://example.org/'],
  ]),
  example('X-79, port 8443', redirecting('a:80', { scheme: 'https', port: 8443, ...example302 }), [
    [http('a.com'), '302 https://example.org:8443/'],
  ]),
  example('X-80', redirecting('s:443/HTTPS', example302), [[https('a.com'), '302 https://example.org/']]),
  example('X-81', redirecting('s:443/HTTPS', { port: 443, scheme: 'http' }), [
    [https('a.com'), '302 http://a.com:443/'],
  ]),
  example(
    'X-82',
    redirecting('a:80', { scheme: 'https' }),
    [[http('a.com:8080'), versus('302 https://a.com/', '302 https://a.com:8080/')]],
    { deviations: ['D-17'] },
  ),
  example('X-83', redirecting('a:80', { statusCode: 301, ...prefix('/x') }, 'P/a'), [
    [http('a.com/a/b'), '301 http://a.com/x/b'],
    [http('a.com/a'), '301 http://a.com/x'],
  ]),
  example(
    'X-84',
    redirecting('a:80', prefix('/'), 'P/a'),
    [[http('a.com/a/b'), corrected('302 http://a.com/b', '302 http://a.com//b')]],
    { deviations: ['D-13'] },
  ),
  example(
    'X-85',
    redirecting('a:80', example302),
    [[http('a.com'), versus('302 http://example.org/', '301 http://example.org/')]],
    { raw: true, deviations: ['D-16'] },
  ),
  example('X-86', redirecting('a:80', fullPath('/new'), 'P/old'), [
    [http('a.com/old?x=1'), '302 http://a.com/new?x=1'],
  ]),
];
