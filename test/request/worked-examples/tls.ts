import { https, tcp, tls } from '../requests.ts';
import { gateway, httpRoute, l4Route, rule, service } from '../shorthand.ts';
import { example, versus, type WorkedExample } from '../worked-example.ts';

const oneHost = [gateway('s:443/HTTPS a.com'), httpRoute('r', { hosts: ['a.com'] }, rule('P/', 'v1'))];
const twoHosts = [
  gateway('s:443/HTTPS a.com', 't:443/HTTPS b.com'),
  httpRoute('r1', { hosts: ['a.com'] }, rule('P/', 'v1')),
  httpRoute('r2', { hosts: ['b.com'] }, rule('P/', 'v2')),
];
const passthrough = [
  gateway('p:443/TLS/Passthrough'),
  l4Route('TLSRoute', 'r1', { hosts: ['a.com'] }, 'v1'),
  l4Route('TLSRoute', 'r2', { hosts: ['*.com'] }, 'v2'),
];
const plainTcp = gateway('p:9000/TCP');

/** Section 5.2: TLS and connections. */
export const tlsExamples: readonly WorkedExample[] = [
  example('X-21', oneHost, [[https('a.com'), 'v1']]),
  example('X-22', oneHost, [[https('b.com'), { outcome: 'rejected', cause: 'no-sni-match' }]]),
  example('X-23', oneHost, [[https('a.com', { sni: '' }), { outcome: 'rejected', cause: 'no-sni-match' }]]),
  example('X-24', twoHosts, [[https('b.com', { sni: 'a.com' }), versus('421', '404')]], { deviations: ['D-1'] }),
  example('X-25', twoHosts, [[https('c.com', { sni: 'a.com' }), '404']]),
  example(
    'X-26',
    [
      gateway('any:443/HTTPS', 'b:443/HTTPS b.com'),
      httpRoute('r1', { at: 'any' }, rule('P/', 'v1')),
      httpRoute('r2', { at: 'b' }, rule('P/', 'v2')),
    ],
    [[https('b.com', { sni: 'x.com' }), versus('421', { outcome: 'v1', virtualHost: '*' })]],
    { deviations: ['D-1'] },
  ),
  example(
    'X-27',
    [gateway('w:443/HTTPS *.w.org'), httpRoute('r', {}, rule('P/', 'v1'))],
    [[https('c.w.org', { sni: 'a.w.org' }), 'v1']],
  ),
  example('X-28', passthrough, [
    [tls('a.com'), { outcome: 'v1', kind: 'tls-passthrough', terminated: false }],
    [tls('b.com'), { outcome: 'v2', kind: 'tls-passthrough', terminated: false }],
  ]),
  example('X-29', passthrough, [[tls('a.org'), 'rejected']]),
  example(
    'X-30',
    [gateway('p:443/TLS/Passthrough *.com'), l4Route('TLSRoute', 'r', { hosts: ['a.com', 'b.com'] }, 'v1')],
    [[tls('b.com'), 'v1']],
  ),
  example(
    'X-31',
    [
      gateway('t:443/TLS *.com'),
      l4Route('TLSRoute', 'r1', { hosts: ['a.com'] }, 'v1'),
      l4Route('TLSRoute', 'r2', { hosts: ['b.com'] }, 'v2'),
    ],
    [[tls('b.com'), versus({ outcome: 'v2', terminated: true }, { outcome: 'v1', terminated: true })]],
    { deviations: ['D-24'] },
  ),
  example(
    'X-32',
    [plainTcp, l4Route('TCPRoute', 'r', {}, 'v1=1 v2=3')],
    [[tcp(9000), { outcome: 'v1 25%, v2 75%', kind: 'tcp' }]],
  ),
  example(
    'X-33',
    [
      plainTcp,
      service('v1', 'a'),
      service('v2', 'b'),
      l4Route('TCPRoute', 'zz', { namespace: 'a' }, 'v1'),
      l4Route('TCPRoute', 'aa', { namespace: 'b' }, 'v2'),
    ],
    [[tcp(9000), versus('v1', 'v2')]],
    { deviations: ['D-7'] },
  ),
  example('X-34', [plainTcp], [[tcp(9000), 'rejected']]),
  example(
    'X-35',
    [plainTcp, l4Route('TCPRoute', 'r', {}, 'v1=1 Unknown/nope=1')],
    [[tcp(9000), 'v1 50%, rejected 50%']],
  ),
  example('X-36', oneHost, [[https('a.com'), 'rejected']], { complete: true }),
];
