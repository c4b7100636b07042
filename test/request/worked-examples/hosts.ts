import { http } from '../requests.ts';
import { gateway, httpRoute, listenerSet, namedGateway, rule, service } from '../shorthand.ts';
import { corrected, example, versus, type WorkedExample } from '../worked-example.ts';

const fooOnly = [gateway('a:80'), httpRoute('r', { hosts: ['foo.com'] }, rule('P/', 'v1'))];
const wildcard = [gateway('a:80/HTTP *.w.io'), httpRoute('r', {}, rule('P/', 'v1'))];
const isolated = [
  gateway('any:80', 'wex:80/HTTP *.example.com', 'abc:80/HTTP abc.foo.example.com'),
  httpRoute('any', { at: 'any' }, rule('P/any', 'v1')),
  httpRoute('wex', { at: 'wex' }, rule('P/wex', 'v2')),
  httpRoute('abc', { at: 'abc' }, rule('P/abc', 'v3')),
];
const specific = [
  gateway('a:80/HTTP very.specific.com'),
  httpRoute('r', { hosts: ['*.specific.com'] }, rule('P/s3', 'v3')),
];
const lessSpecific = [
  gateway('a:80'),
  httpRoute('r1', { hosts: ['*.e.com'] }, rule('P/', 'v1')),
  httpRoute('r2', { hosts: ['foo.e.com'] }, rule('P/b', 'v2')),
];

/** Routes of one listener for `*.e.com`: the first without a hostname, the second with the listener's. */
function collapsing(ofFirst: string, ofSecond: string): readonly object[] {
  return [
    gateway('a:80/HTTP *.e.com'),
    httpRoute('r1', {}, rule(ofFirst, 'v1')),
    httpRoute('r2', { hosts: ['*.e.com'] }, rule(ofSecond, 'v2')),
  ];
}

const front = 'front.ns.svc.cluster.local';
const twoGateways = [
  service('front'),
  namedGateway('ga', { service: front, age: 2 }, 'a:80/HTTP foo.com'),
  namedGateway('gb', { service: front, age: 1 }, 'a:80/HTTP foo.com'),
  httpRoute('r1', { hosts: ['foo.com'], at: 'Gateway/ga', age: 1 }, rule('P/a', 'v1')),
  httpRoute('r2', { hosts: ['foo.com'], at: 'Gateway/gb', age: 3 }, rule('P/a', 'v2')),
];

function enteringAt(name: string) {
  return http('foo.com/a', { entry: { type: 'gateway', namespace: 'ns', name } });
}

/** Section 5.1: hosts and listeners. */
export const hostExamples: readonly WorkedExample[] = [
  example('X-1', [gateway('a:80'), httpRoute('r', {}, rule('P/', 'v1'))], [[http('any.com/x'), 'v1']]),
  example('X-2', fooOnly, [[http('foo.com:1234'), { outcome: 'v1', host: 'foo.com:1234' }]]),
  example('X-3', fooOnly, [[http('FOO.com'), 'v1']]),
  example('X-4', fooOnly, [[http('bar.com'), { outcome: '404', cause: 'no-host' }]]),
  example('X-5', wildcard, [[http('w.io'), '404']]),
  example('X-6', wildcard, [[http('a.b.w.io'), 'v1']]),
  example(
    'X-7',
    [gateway('a:80/HTTP *.w.io'), httpRoute('r', { hosts: ['foo.w.io', 'bar.com'] }, rule('P/', 'v1'))],
    [[http('bar.com'), '404']],
  ),
  example('X-8', specific, [[http('very.specific.com/s3'), { outcome: 'v3', virtualHost: 'very.specific.com' }]]),
  example('X-9', specific, [[http('foo.specific.com/s3'), '404']]),
  example('X-10', isolated, [[http('abc.foo.example.com/wex'), '404']]),
  example('X-11', isolated, [[http('bar.example.com/wex'), 'v2']]),
  example(
    'X-12',
    [gateway('any:80', 'sec:80/HTTP foo.com'), httpRoute('r1', { at: 'any' }, rule('P/', 'v1'))],
    [[http('foo.com'), versus('404', 'v1')]],
    { deviations: ['D-2'] },
  ),
  example(
    'X-13',
    [
      gateway('any:80'),
      listenerSet('ls', 'foo:80/HTTP foo.com'),
      httpRoute('r1', { hosts: ['foo.com'], at: 'any' }, rule('P/', 'v1')),
      httpRoute('r2', { at: 'ListenerSet/ls' }, rule('P/a', 'v2')),
    ],
    [[http('foo.com/b'), versus('404', 'v1')]],
    { deviations: ['D-3'] },
  ),
  example(
    'X-13a',
    twoGateways,
    [
      [enteringAt('ga'), versus('v1', 'v2')],
      [enteringAt('gb'), 'v2'],
    ],
    { deviations: ['D-3'] },
  ),
  example('X-14', lessSpecific, [[http('foo.e.com/x'), versus('v1', '404')]], { deviations: ['D-4'] }),
  example('X-15', lessSpecific, [[http('foo.e.com/b'), 'v2']]),
  example('X-16', collapsing('P/x', 'E/x'), [[http('a.e.com/x'), corrected('v2', 'v1')]], { deviations: ['D-5'] }),
  example('X-17', collapsing('P/', 'P/x'), [[http('a.e.com/x'), 'v2']]),
  example('X-17a', collapsing('P/x', 'P/'), [[http('a.e.com/x'), corrected('v2', 'v1')]], { deviations: ['D-5'] }),
  example(
    'X-18',
    [gateway('a:8080'), httpRoute('r', {}, rule('P/', 'v1'))],
    [[http('a.com'), { outcome: 'rejected', cause: 'no-listener' }]],
  ),
  example(
    'X-19',
    [gateway('a:80', 'b:443/HTTPS'), httpRoute('r', { at: 'b' }, rule('P/', 'v1'))],
    [[http('a.com'), '404']],
  ),
  example('X-20', [gateway('a:80'), httpRoute('r', {}, rule('P/', 'v1'))], [[http('1.2.3.4'), 'v1']]),
];
