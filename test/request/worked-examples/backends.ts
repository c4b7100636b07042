import type { Request } from '../../../src/request/request.ts';
import { grpc, http } from '../requests.ts';
import { backendRefs, gateway, grpcRoute, grpcRule, httpRoute, rule } from '../shorthand.ts';
import { type Answers, example, versus, type WorkedExample } from '../worked-example.ts';

/** One rule for everything: backends in shorthand, and what the rule has beside them. */
function forwarding(backends: string | readonly object[], more: object = {}): readonly object[] {
  return [gateway('a:80'), httpRoute('r', {}, rule('P/', backends, more))];
}

function grpcCalls(...rules: readonly object[]): readonly object[] {
  return [gateway('a:80'), grpcRoute('g', {}, ...rules)];
}

const root = http('a.com/');

/** The answer to a plain request. */
function toRoot(answers: Answers): WorkedExample['cases'] {
  return [[root, answers]];
}

function headerFilter(requestHeaderModifier: object): object {
  return { type: 'RequestHeaderModifier', requestHeaderModifier };
}

const setX = (value: string) => ({ filters: [headerFilter({ set: [{ name: 'X', value }] })] });

/** Backends that each set X to `be`, under a rule that sets it to `rule`. */
function overruling(backends: string): readonly object[] {
  const refs = backendRefs(backends).map((ref) => ({ ...ref, ...setX('be') }));
  return forwarding(refs, setX('rule'));
}

function mirroring(requestMirror: object): readonly object[] {
  return forwarding('v1', { filters: [{ type: 'RequestMirror', requestMirror }] });
}

const manyActions = {
  set: [{ name: 'X', value: 'a' }],
  add: [{ name: 'X', value: 'b' }],
  remove: ['Y'],
};
const withXAndY: Request = http('a.com/', {
  headers: [
    ['X', 'z'],
    ['Y', 'q'],
  ],
});
const preflight: Request = http('a.com/', {
  method: 'OPTIONS',
  headers: [
    ['Origin', 'https://b.com'],
    ['Access-Control-Request-Method', 'GET'],
  ],
});
const extension = { type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Filter', name: 'f' } };

/** Section 5.5: backends, filters, policies. */
export const backendExamples: readonly WorkedExample[] = [
  example('X-90', forwarding('v1=90 v2=10'), toRoot('v1 90%, v2 10%')),
  example('X-91', forwarding('v1=0 v2=5'), toRoot('v2')),
  example('X-92', forwarding([]), toRoot({ outcome: '500', cause: 'no-backends' })),
  example('X-93', forwarding('Unknown/x'), toRoot('500')),
  example('X-94', forwarding('v1=1 Unknown/x=1'), toRoot('v1 50%, 500 50%')),
  example('X-95', forwarding('missing'), toRoot({ gatewayAPI: '500', mirror: '500', applyReady: '503' }), {
    complete: true,
  }),
  example('X-96', forwarding('far/v1'), toRoot('500')),
  example(
    'X-97',
    [gateway('a:80'), httpRoute('r', {}, rule('P/a', 'v2', { filters: [extension] }), rule('P/b', 'v1'))],
    [[http('a.com/b'), versus('v1', '404')]],
    { deviations: ['D-32'] },
  ),
  example(
    'X-98',
    forwarding('v1', { filters: [headerFilter(manyActions)] }),
    [[withXAndY, versus('undefined', { outcome: 'v1', headers: { x: 'a,b' }, absentHeaders: ['y'] })]],
    { deviations: ['D-20'] },
  ),
  example('X-99', overruling('v1'), toRoot({ outcome: 'v1', headers: { x: 'be' } })),
  example(
    'X-100',
    overruling('v1 v2'),
    toRoot(
      versus(
        { outcome: 'v1 50%, v2 50%', headers: { x: 'be' } },
        { outcome: 'v1 50%, v2 50%', headers: { x: 'rule' } },
      ),
    ),
    { deviations: ['D-19'] },
  ),
  example(
    'X-101',
    forwarding('v1', setX('50% off')),
    toRoot({
      gatewayAPI: { outcome: 'v1', headers: { x: '50% off' } },
      mirror: 'undefined',
      applyReady: { outcome: 'v1', headers: { x: '50% off' } },
    }),
    { deviations: ['D-18'] },
  ),
  example(
    'X-102',
    mirroring({ backendRef: { name: 'v2', port: 80 }, percent: 50 }),
    toRoot({ outcome: 'v1', mirrors: [{ host: 'v2.ns.svc.cluster.local', percent: 50 }] }),
  ),
  example('X-103', mirroring({ backendRef: { name: 'missing', port: 80 } }), toRoot({ outcome: 'v1', mirrors: [] }), {
    complete: true,
  }),
  example('X-104', forwarding('v1', { filters: [{ type: 'CORS', cors: { allowOrigins: ['https://a.com'] } }] }), [
    [preflight, { outcome: '200', cause: 'cors-preflight', corsHeaders: {} }],
  ]),
  example(
    'X-105',
    forwarding('v1', { timeouts: { request: '10s', backendRequest: '2s' } }),
    toRoot(
      versus(
        { outcome: 'v1', timeout: '10s', perTryTimeout: '2s' },
        { outcome: 'v1', timeout: '2s', perTryTimeout: undefined },
      ),
    ),
    { deviations: ['D-31'] },
  ),
  example(
    'X-106',
    forwarding('v1', { retry: { codes: [503], attempts: 2 } }),
    toRoot({ outcome: 'v1', retries: { attempts: 2 } }),
  ),
  example('X-107', grpcCalls(grpcRule('foo.Bar/Baz', 'v1'), grpcRule('foo.Bar/', 'v2')), [
    [grpc('a.com/foo.Bar/Baz'), 'v1'],
    [grpc('a.com/foo.Bar/Qux'), 'v2'],
  ]),
  example('X-108', grpcCalls(grpcRule('/Baz', 'v1')), [
    [grpc('a.com/any.S/Baz'), 'v1'],
    [grpc('a.com/a/b/Baz'), '404 grpc 12'],
  ]),
  example(
    'X-109',
    grpcCalls(grpcRule('foo.Bar/Baz', 'Unknown/x')),
    [[grpc('a.com/foo.Bar/Baz'), versus('500 grpc 14', '500 grpc 2')]],
    { deviations: ['D-21'] },
  ),
  example('X-110', grpcCalls(grpcRule('foo/', 'v1')), [[grpc('a.com/foo'), versus('404 grpc 12', 'v1')]], {
    deviations: ['X-110'],
  }),
  example(
    'X-111',
    [gateway('a:80'), grpcRoute('g', {}, grpcRule('foo/', 'v1')), httpRoute('h', {}, rule('P/', 'v2'))],
    [
      [grpc('a.com/foo/m'), 'v1'],
      [grpc('a.com/x'), versus('404 grpc 12', 'v2')],
    ],
    { deviations: ['D-8'] },
  ),
];
