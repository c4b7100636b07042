import type { Request } from '../../../src/request/request.ts';
import { http } from '../requests.ts';
import { gateway, httpRoute, rule } from '../shorthand.ts';
import { type Answers, example, versus, type WorkedExample } from '../worked-example.ts';

/** The rules of one route on the listener for everything. */
function oneRoute(...rules: readonly object[]): readonly object[] {
  return [gateway('a:80'), httpRoute('r', {}, ...rules)];
}

/** Requests for targets that all get the same answer. */
function all(targets: readonly string[], answers: Answers): WorkedExample['cases'] {
  return targets.map((target) => [http(`a.com${target}`), answers] as const);
}

function withHeaders(...headers: Request['headers']): Request {
  return http('a.com/', { headers });
}

const bothPaths = oneRoute(rule('P/match', 'v3'), rule('P/match/prefix', 'v1'), rule('P/match/prefix/one', 'v2'));
const repeatedHeader = [
  gateway('a:80'),
  httpRoute(
    'r',
    {},
    {
      matches: [
        {
          path: { type: 'PathPrefix', value: '/' },
          headers: [
            { type: 'Exact', name: 'x', value: '1' },
            { type: 'Exact', name: 'x', value: '2' },
          ],
        },
      ],
      backendRefs: [{ name: 'v1', port: 80 }],
    },
  ),
];

/** Section 5.3: paths, methods, headers, query. */
export const matchExamples: readonly WorkedExample[] = [
  example('X-40', oneRoute(rule('P/abc', 'v1')), all(['/abc', '/abc/', '/abc/d', '/abc?x=1'], 'v1')),
  example('X-41', oneRoute(rule('P/abc', 'v1')), all(['/abcd'], '404')),
  example('X-42', oneRoute(rule('P/abc/', 'v1')), all(['/abc'], 'v1')),
  example('X-43', oneRoute(rule('E/abc', 'v1')), all(['/abc/'], '404')),
  example('X-44', oneRoute(rule('P/', 'v1'), rule('E/', 'v2')), [...all(['/'], 'v2'), ...all(['/x'], 'v1')]),
  example('X-45', bothPaths, all(['/match/prefix/one/any'], 'v2')),
  example('X-46', oneRoute(rule('P/Abc', 'v1')), all(['/abc'], '404')),
  example('X-47', oneRoute(rule('X/a/[0-9]+', 'v1')), [...all(['/a/12'], 'v1'), ...all(['/a/12/b'], '404')]),
  example('X-48', oneRoute(rule('P/', 'v1'), rule('X/foo/.*', 'v2')), all(['/foo/x'], 'v1')),
  example('X-49', oneRoute(rule('P/ h:env=canary', 'v2'), rule('P/', 'v1')), [
    [withHeaders(['Env', 'canary']), 'v2'],
    [withHeaders(['env', 'Canary']), 'v1'],
  ]),
  example('X-50', oneRoute(rule('P/ h:a=1', 'v1'), rule('P/ h:a=1 h:b=2', 'v2')), [
    [withHeaders(['a', '1'], ['b', '2']), 'v2'],
  ]),
  example('X-51', oneRoute(rule('P/ m:POST', 'v1'), rule('P/ h:x=1', 'v2')), [
    [http('a.com/', { method: 'POST', headers: [['x', '1']] }), 'v1'],
  ]),
  example('X-52', oneRoute(rule('P/a h:x=1', 'v1'), rule('P/a/b', 'v2')), [
    [http('a.com/a/b', { headers: [['x', '1']] }), 'v2'],
  ]),
  example('X-53', oneRoute(rule('P/ h:x=1', 'v1')), [[withHeaders(['x', '1'], ['x', '2']), '404']]),
  example('X-54', oneRoute(rule('P/ q:animal=whale', 'v1')), all(['/?animal=whale&animal=dog'], 'v1')),
  example(
    'X-55',
    oneRoute(rule('P/ q:animal=whale', 'v1')),
    all(['/?animal=dog&animal=whale', '/?ANIMAL=whale'], '404'),
  ),
  example('X-56', oneRoute(rule('P/ q:a=b%20c', 'v1')), [...all(['/?a=b%20c'], 'v1'), ...all(['/?a=b+c'], '404')]),
  example(
    'X-57',
    repeatedHeader,
    [
      [withHeaders(['x', '1']), versus('v1', '404')],
      [withHeaders(['x', '2']), versus('404', 'v1')],
    ],
    { deviations: ['D-11'] },
  ),
  example('X-58', oneRoute(rule('P/b', 'v1')), all(['/a/../b'], versus('404', 'v1')), { deviations: ['D-34'] }),
  example('X-59', oneRoute(rule('P/a', 'v1')), all(['//a', '/a%2Fb'], '404')),
  example(
    'X-60',
    [gateway('a:80'), httpRoute('http', {}, rule('P/a', 'v1')), httpRoute('http-2', {}, rule('P/a', 'v2'))],
    all(['/a'], versus('v1', 'v2')),
    { deviations: ['D-6'] },
  ),
  example(
    'X-61',
    [gateway('a:80'), httpRoute('r1', { age: 2 }, rule('P/a', 'v1')), httpRoute('r2', { age: 1 }, rule('P/a', 'v2'))],
    all(['/a'], 'v2'),
  ),
  example('X-62', oneRoute(rule('P/a', 'v1'), rule('P/a', 'v2')), all(['/a'], 'v1')),
  example(
    'X-63',
    [
      gateway('a:80'),
      httpRoute('r1', {}, rule('P/', 'v1')),
      httpRoute('r2', {}, rule(['P/x', 'P/ h:version=two'], 'v2')),
    ],
    [[http('a.com/y', { headers: [['version', 'two']] }), 'v2']],
  ),
  example('X-64', oneRoute(rule('P/ m:GET', 'v1')), [[http('a.com/', { method: 'HEAD' }), '404']]),
];
