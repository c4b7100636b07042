import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/request/request.ts';
import { grpc, http } from '../requests.ts';
import {
  evaluate,
  forms,
  forwarded,
  istioObject,
  outcomeOf,
  route,
  service,
  serviceEntry,
  site,
  to,
} from './evaluation.ts';

const v1 = service('v1', '{name: http, port: 80}');

/** A site with one entry that has these fields. */
function one(form: 'mirror' | 'user', fields: string): string {
  return site(form, `{${fields}}`);
}

describe('destinations (E-33)', () => {
  const destination = (fields: string) => `route: [{destination: {${fields}}}]`;
  const host = 'host: v1.ns.svc.cluster.local';

  test.each([
    ['the port that is given', `${host}, port: {number: 81}`, '{name: a, port: 81}, {name: b, port: 82}', 81],
    ['the only port of the Service', host, '{name: a, port: 81}', 81],
    ['the port of the listener', host, '{name: a, port: 80}, {name: b, port: 82}', 80],
  ])('%s', async (_, fields, ports, port) => {
    const { choices } = await forwarded(one('user', destination(fields)) + service('v1', ports), http('a.com'));
    expect(choices).toMatchObject([{ port, status: 'ok', probability: 1 }]);
  });

  test.each([
    ['mirror', '500'],
    ['user', '503'],
  ] as const)('%s form: %s where there is no cluster', async (form, status) => {
    const closed = { complete: true };
    expect(await outcomeOf(one(form, route('nope')), http('a.com'), closed)).toBe(status);
    expect(await outcomeOf(one(form, 'route: [{destination: {}}]'), http('a.com'))).toBe(status);
    const otherPort = one(form, destination(`${host}, port: {number: 99}`)) + v1;
    expect(await outcomeOf(otherPort, http('a.com'))).toBe(status);
    const subset = one(form, destination(`${host}, port: {number: 80}, subset: s`)) + v1;
    expect(await outcomeOf(subset, http('a.com'), closed)).toBe(status);
    const rule = istioObject('DestinationRule', 'v1', 'host: v1, subsets: [{name: s}]');
    expect(await outcomeOf(subset + rule, http('a.com'), closed)).toBe('v1');
  });

  test('RQ-4: what is not in the input is taken to exist, with a note', async () => {
    const { outcome, notes } = await evaluate(one('user', route('v1')), http('a.com'));
    expect(outcome).toMatchObject({ choices: [{ status: 'missing?' }] });
    expect(notes).toContain('v1.ns.svc.cluster.local is not in the input and taken to exist');
  });

  test('hosts of ServiceEntries are there', async () => {
    const entry = serviceEntry('e', 'hosts: [e.com], ports: [{number: 80, name: http, protocol: HTTP}]');
    const yaml = one('user', destination('host: e.com, port: {number: 80}')) + entry;
    expect(await outcomeOf(yaml, http('a.com'), { complete: true })).toBe('e.com');
  });
});

describe.each(forms)('shares (E-34), %s form', (form) => {
  test.each([
    [`${to('v1', 'weight: 1')}, ${to('v2', 'weight: 3')}, ${to('v3', 'weight: 0')}`, 'v1 25%, v2 75%'],
    [`${to('v1')}, ${to('v2', 'weight: 3')}`, 'v2'],
    [to('v1', 'weight: 0'), 'v1'],
    [`${to('v1')}, ${to('v2')}`, 'undefined'],
    [
      `${to('v1', 'weight: 1')}, {destination: {}, weight: 1}`,
      form === 'mirror' ? 'v1 50%, 500 50%' : 'v1 50%, 503 50%',
    ],
  ])('%s: %s', async (destinations, expected) => {
    expect(await outcomeOf(one(form, `route: [${destinations}]`), http('a.com'))).toBe(expected);
  });

  test('an entry that does nothing is refused by Envoy', async () => {
    expect(await outcomeOf(one(form, 'timeout: 1s'), http('a.com'))).toBe('undefined');
  });
});

describe('rewrites (E-35)', () => {
  const rewriting = (form: 'mirror' | 'user', uri: string, rewrite: string) =>
    one(form, `match: [{uri: {${uri}}}], rewrite: {${rewrite}}, ${route('v1')}`);

  test.each([
    ['user', 'prefix: /a', 'uri: /x', '/ab?q=/a', '/xb?q=/a'],
    ['mirror', 'prefix: /a', 'uri: /x', '/a/b?q=/a', '/x/b?q=/a'],
    ['user', 'prefix: /a', 'uri: /', '/a/b', '//b'],
    ['mirror', 'prefix: /a', 'uri: /', '/a/b', '/b'],
    ['mirror', 'prefix: /a', 'uri: /', '/a//b', '//b'],
    ['mirror', 'prefix: /a', 'uri: /', '/a?q', '/?q'],
    ['mirror', 'prefix: /', 'uri: /', '/a/b', '/a/b'],
    ['mirror', 'exact: /a', 'uri: /', '/a', '/a'],
    ['user', 'exact: /a', 'uri: /', '/a', '/'],
    ['mirror', 'prefix: /', 'uri: /x', '/foo', '/xfoo'],
    ['user', 'exact: /a', 'uri: /x', '/a?q', '/x?q'],
    ['user', 'regex: "/a.*"', 'uri: /x', '/abc?q', '/x?q'],
    ['user', 'prefix: /', 'uriRegexRewrite: {match: "/.*", rewrite: /one}', '/a/b?z', '/one?z'],
    ['user', 'prefix: /', 'uriRegexRewrite: {match: "/(b)", rewrite: "/<\\\\1>"}', '/a/b/b?/b', '/a/<b>/<b>?/b'],
  ] as const)('%s form, {%s}, {%s}: %s becomes %s', async (form, uri, rewrite, path, expected) => {
    const { requests } = await forwarded(rewriting(form, uri, rewrite), http(`a.com${path}`));
    expect(requests.map((request) => request.path)).toEqual([expected]);
  });

  const setHost = (value: string) => `headers: {request: {set: {Host: ${value}}}}`;

  test.each([
    ['a rewrite', `rewrite: {authority: r.com}, ${setHost('h.com')}, ${route('v1')}`, 'r.com'],
    ['a header of the route', `${setHost('h.com')}, route: [${to('v1', setHost('d.com'))}]`, 'h.com'],
    ['a header of the destination', `route: [${to('v1', setHost('d.com'))}]`, 'd.com'],
    ['nothing', route('v1'), 'A.com:81'],
  ])('the Host by %s', async (_, fields, authority) => {
    const { requests } = await forwarded(one('user', fields), http('A.com:81/'));
    expect(requests.map((request) => request.authority)).toEqual([authority]);
  });
});

describe.each(forms)('header operations (E-36), %s form', (form) => {
  const headers: Request['headers'] = [
    ['X', 'z'],
    ['W', 'q'],
    ['w', 'r'],
  ];
  const seen = async (fields: string) => (await forwarded(one(form, fields), http('a.com', { headers }))).requests;
  const ops = (operations: string) => `headers: {request: {${operations}}}`;

  test.each([
    ['nothing: repeated ones are joined', '', { x: 'z', w: 'q,r' }],
    ['remove', 'remove: [X]', { w: 'q,r' }],
    ['set', 'set: {x: a}', { x: 'a', w: 'q,r' }],
    ['add', 'add: {x: a, k: b}', { x: 'z,a', w: 'q,r', k: 'b' }],
    ['remove, then set, then add', 'add: {x: b}, set: {x: a}, remove: [x, w]', { x: 'a,b' }],
    ['a doubled percent sign is one', 'set: {x: "50%% off"}', { x: '50% off', w: 'q,r' }],
    ['an operator stays', 'set: {x: "%REQ(w)%"}', { x: '%REQ(w)%', w: 'q,r' }],
    ['pseudo headers are left alone', 'set: {":path": /x, x: a}', { x: 'a', w: 'q,r' }],
  ])('%s', async (_, operations, expected) => {
    expect(await seen(`${operations && `${ops(operations)}, `}${route('v1')}`)).toEqual([
      { authority: 'a.com', path: '/', headers: expected },
    ]);
  });

  test('the only destination joins its route: all removals first, then the destination sets last', async () => {
    const fields = `${ops('set: {x: route}, add: {k: route}')}, route: [${to('v1', ops('set: {x: destination}, add: {k: destination}, remove: [w]'))}]`;
    expect((await seen(fields)).map((request) => request.headers)).toEqual([
      { x: 'destination', k: 'route,destination' },
    ]);
    const removed = `${ops('set: {x: route}')}, route: [${to('v1', ops('remove: [x]'))}]`;
    expect((await seen(removed)).map((request) => request.headers)).toEqual([{ x: 'route', w: 'q,r' }]);
  });

  test('of several destinations each goes first, and the route wins', async () => {
    const first = to('v1', `weight: 1, ${ops('set: {x: destination, k: destination}')}`);
    const fields = `${ops('set: {x: route}, add: {k: route}')}, route: [${first}, ${to('v2', 'weight: 1')}]`;
    expect((await seen(fields)).map((request) => request.headers)).toEqual([
      { x: 'route', w: 'q,r', k: 'destination,route' },
      { x: 'route', w: 'q,r', k: 'route' },
    ]);
  });

  test('operations on the response are said in one step', async () => {
    const response = (operations: string) => `headers: {response: {${operations}}}`;
    const first = to('v1', `weight: 1, ${response('set: {X: d, s: d}, add: {r: d}, remove: [g]')}`);
    const fields = `${response('set: {x: r}, add: {s: r}, remove: [r]')}, route: [${first}, ${to('v2', 'weight: 1')}]`;
    expect((await forwarded(one(form, fields), http('a.com'))).responses).toEqual([
      { set: { x: 'r', s: 'd' }, add: { s: 'r' }, remove: ['g', 'r'] },
      { set: { x: 'r' }, add: { s: 'r' }, remove: ['r'] },
    ]);
  });
});

describe('mirrors, timeouts, retries (E-37, E-38)', () => {
  const host = (name: string) => `${name}.ns.svc.cluster.local`;
  const copy = (name: string, more = '') => `{destination: {host: ${host(name)}, port: {number: 80}}${more}}`;

  test.each([
    [`mirrors: [${copy('m')}]`, [{ host: host('m'), port: 80, percent: 100 }]],
    [`mirrors: [${copy('m', ', percentage: {value: 12.5}')}]`, [{ host: host('m'), port: 80, percent: 12.5 }]],
    [`mirrors: [${copy('m', ', percentage: {}')}]`, []],
    [
      `mirror: {host: ${host('m')}, port: {number: 80}}, mirrorPercentage: {value: 5}`,
      [{ host: host('m'), port: 80, percent: 5 }],
    ],
    ...['mirrorPercent', 'mirror_percent'].map((field): [string, object[]] => [
      `mirror: {host: ${host('m')}, port: {number: 80}}, ${field}: 5`,
      [{ host: host('m'), port: 80, percent: 5 }],
    ]),
  ])('%s', async (fields, mirrors) => {
    expect((await forwarded(one('user', `${fields}, ${route('v1')}`), http('a.com'))).mirrors).toEqual(mirrors);
  });

  test('a mirror without a host is left out, and that is said', async () => {
    const yaml = one('user', `mirrors: [{destination: {}}], ${route('v1')}`);
    const { steps } = await evaluate(yaml, http('a.com'));
    expect(steps.map(({ text }) => text)).toContain(
      'no copy to a backend that does not exist: there is no such backend',
    );
    expect((await forwarded(yaml, http('a.com'))).mirrors).toEqual([]);
  });

  test('a mirror to nowhere is left out', async () => {
    const yaml = one('user', `mirrors: [${copy('nope')}], ${route('v1')}`) + v1;
    expect((await forwarded(yaml, http('a.com'), { complete: true })).mirrors).toEqual([]);
  });

  const mesh = ['connect-failure', 'refused-stream', 'unavailable', 'cancelled'];

  test.each([
    ['', { retries: { attempts: 2, on: mesh } }],
    ['retries: {}', {}],
    ['retries: {attempts: 0, retryOn: 5xx}', {}],
    ['retries: {attempts: 3}', { retries: { attempts: 3, on: mesh } }],
    [
      'retries: {attempts: 3, retryOn: "reset,503", perTryTimeout: 2s, backoff: 1s}, timeout: 10s',
      { retries: { attempts: 3, on: ['reset', '503'], backoff: '1s' }, perTryTimeout: '2s', timeout: '10s' },
    ],
  ])('%s', async (fields, expected) => {
    const { retries, perTryTimeout, timeout } = await forwarded(
      one('user', `${fields && `${fields}, `}${route('v1')}`),
      http('a.com'),
    );
    expect(JSON.parse(JSON.stringify({ retries, perTryTimeout, timeout }))).toEqual(expected);
  });
});

describe('faults and CORS (E-39)', () => {
  const abort = (fields: string) => `fault: {abort: {${fields}}}`;
  const all = 'percentage: {value: 100}';

  test.each([
    [`${abort(`httpStatus: 418, ${all}`)}, ${route('v1')}`, '418'],
    [`${abort('httpStatus: 418, percentage: {value: 25}')}, ${route('v1')}`, 'v1 75%, 418 25%'],
    [`${abort('httpStatus: 418')}, ${route('v1')}`, 'v1'],
    [`${abort(`grpcStatus: UNAVAILABLE, ${all}`)}, ${route('v1')}`, '200 grpc 14'],
    [`${abort(`httpStatus: 418, ${all}`)}, directResponse: {status: 200}`, '418'],
    [`${abort(`grpcStatus: NO_SUCH_STATUS, ${all}`)}, ${route('v1')}`, 'v1'],
    [`${abort(`grpcStatus: NO_SUCH_STATUS, httpStatus: 418, ${all}`)}, ${route('v1')}`, '418'],
  ])('%s: %s', async (fields, expected) => {
    expect(await outcomeOf(one('user', fields), http('a.com'))).toBe(expected);
  });

  test('a delay is noted', async () => {
    const delay = 'fault: {delay: {fixedDelay: 1s, percentage: {value: 100}}}';
    const { outcome, notes } = await evaluate(one('user', `${delay}, ${route('v1')}`), http('a.com'));
    expect([outcome.kind, notes]).toEqual([
      'backends',
      expect.arrayContaining(['a fault of the entry delays requests']),
    ]);
  });

  test('`allowOrigin` of older VirtualServices counts where there is no `allowOrigins`', async () => {
    const allowed = async (policy: string, origin: string) => {
      const yaml = one('user', `corsPolicy: {${policy}}, ${route('v1')}`);
      return (await forwarded(yaml, http('a.com', from(origin)))).cors?.allowed;
    };
    expect(await allowed('allowOrigin: ["https://a.com"]', 'https://a.com')).toBe(true);
    expect(await allowed('allowOrigin: ["https://a.com"]', 'https://b.com')).toBe(false);
    expect(await allowed('allowOrigin: ["*"]', 'https://b.com')).toBe(true);
    expect(await allowed('allowOrigin: ["*"], allowOrigins: [{exact: "https://a.com"}]', 'https://b.com')).toBe(false);
  });

  const cors = (more = '') =>
    `corsPolicy: {allowOrigins: [{exact: "https://a.com"}, {regex: "https://[a-z]+\\\\.b\\\\.com"}], allowMethods: [GET, PUT], allowHeaders: [x, w], exposeHeaders: [z], maxAge: 60s, allowCredentials: true${more}}`;
  const from = (origin: string, preflight = false): Partial<Request> => ({
    method: preflight ? 'OPTIONS' : 'GET',
    headers: [['Origin', origin], ...(preflight ? [['Access-Control-Request-Method', 'PUT'] as const] : [])],
  });

  test('a preflight of an allowed origin is answered', async () => {
    const { outcome } = await evaluate(
      one('user', `${cors()}, ${route('v1')}`),
      http('a.com', from('https://x.b.com', true)),
    );
    expect(outcome).toEqual({
      kind: 'direct',
      status: 200,
      cause: 'cors-preflight',
      cors: {
        allowed: true,
        responseHeaders: {
          'access-control-allow-origin': 'https://x.b.com',
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'GET,PUT',
          'access-control-allow-headers': 'x,w',
          'access-control-max-age': '60',
        },
      },
    });
  });

  test.each([
    ['', 'backends'],
    [', unmatchedPreflights: FORWARD', 'backends'],
    [', unmatchedPreflights: IGNORE', 'direct'],
  ])('a preflight of another origin, with %s', async (more, kind) => {
    const yaml = one('user', `${cors(more)}, ${route('v1')}`);
    const { outcome } = await evaluate(yaml, http('a.com', from('https://a.com.evil', true)));
    expect(outcome).toMatchObject({ kind, cors: { allowed: false, responseHeaders: {} } });
  });

  test('other requests pass, with headers for an allowed origin', async () => {
    const yaml = one('user', `${cors()}, ${route('v1')}`);
    expect((await forwarded(yaml, http('a.com', from('https://a.com')))).cors?.responseHeaders).toEqual({
      'access-control-allow-origin': 'https://a.com',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'z',
    });
    expect((await forwarded(yaml, http('a.com', from('https://c.com')))).cors).toEqual({
      allowed: false,
      responseHeaders: {},
    });
  });

  test('the fault comes first, the redirect last', async () => {
    const request = http('a.com', from('https://a.com', true));
    const fault = `${abort(`httpStatus: 418, ${all}`)}, ${cors()}, ${route('v1')}`;
    expect(await outcomeOf(one('user', fault), request)).toBe('418');
    expect(await outcomeOf(one('user', `${cors()}, redirect: {authority: b.com}`), request)).toBe('200');
  });
});

describe('gRPC (E-40)', () => {
  test.each([
    [400, 13],
    [401, 16],
    [403, 7],
    [404, 12],
    [429, 14],
    [502, 14],
    [503, 14],
    [504, 14],
    [500, 2],
    [421, 2],
  ])('%d is grpc-status %d', async (status, grpcStatus) => {
    const yaml = one('user', `directResponse: {status: ${status}}`);
    expect(await outcomeOf(yaml, grpc('a.com/s/m'))).toBe(`${status} grpc ${grpcStatus}`);
  });
});
