import { describe, expect, test } from '@jest/globals';
import { convertRules, service } from './conversion.ts';

const backend = { name: 'web', port: 80 };
const destination = { host: 'web.app.svc.cluster.local', port: { number: 80 } };

/** The entry of an HTTPRoute rule with these filters, without what every entry has. */
async function convertFilters(filters: readonly object[]): Promise<unknown> {
  const { http, issues } = await convertRules('HTTPRoute', [{ filters, backendRefs: [backend] }]);
  expect(issues).toEqual([]);
  const { name, route, ...rest } = http?.[0] ?? {};
  expect([http?.length, name, route]).toEqual([1, 'app.r.0', [{ destination }]]);
  return rest;
}

const request = (requestHeaderModifier: object) => ({ type: 'RequestHeaderModifier', requestHeaderModifier });
const response = (responseHeaderModifier: object) => ({ type: 'ResponseHeaderModifier', responseHeaderModifier });
const redirect = (requestRedirect: object) => ({ type: 'RequestRedirect', requestRedirect });
const rewrite = (urlRewrite: object) => ({ type: 'URLRewrite', urlRewrite });
const cors = (policy: object) => ({ type: 'CORS', cors: policy });
const mirror = (requestMirror: object) => ({ type: 'RequestMirror', requestMirror });

describe('header modifiers', () => {
  test.each([
    ['RT-90: nothing in it', [request({})], { headers: { request: {} } }],
    [
      'RT-90: names in lower case, the first of one name wins, remove keeps its case',
      [
        request({
          set: [
            { name: 'X-A', value: '1' },
            { name: 'x-a', value: '2' },
          ],
          add: [
            { name: 'B', value: '3' },
            { name: 'b', value: '4' },
          ],
          remove: ['X-C', 'x-c'],
        }),
      ],
      { headers: { request: { set: { 'x-a': '1' }, add: { b: '3' }, remove: ['X-C', 'x-c'] } } },
    ],
    [
      'section 8: a later filter of the same type overwrites, one of the other type stays',
      [
        request({ set: [{ name: 'a', value: '1' }] }),
        response({ remove: ['r'] }),
        request({ add: [{ name: 'b', value: '2' }] }),
      ],
      { headers: { request: { add: { b: '2' } }, response: { remove: ['r'] } } },
    ],
    [
      'RT-91: tabs and all of UTF-8 are fine; remove is not looked at',
      [response({ set: [{ name: 'a', value: '\tñ☃\u0085 ~' }], remove: ['a\nb'] })],
      { headers: { response: { set: { a: '\tñ☃\u0085 ~' }, remove: ['a\nb'] } } },
    ],
    ['a filter without the field that its type names', [{ type: 'RequestHeaderModifier' }], {}],
  ])('%s', async (_name, filters, expected) => {
    expect(await convertFilters(filters)).toEqual(expected);
  });

  test.each(['\x00', '\b', '\n', '\r', '\x1f', '\x7f'])('RT-91: %j in a value is a hard error', async (character) => {
    const bad = { name: 'X"Bad', value: `a${character}` };
    const filters = [request({ add: [bad], set: [{ name: 'ok', value: 'ok' }, bad] })];
    const { http, issues } = await convertRules('HTTPRoute', [{ filters, backendRefs: [backend] }]);
    expect(http).toBeUndefined();
    const message = 'ResolvedRefs InvalidFilter (hard): header "X\\"Bad" value contains invalid characters';
    const path = 'spec.rules[0].filters[0].requestHeaderModifier';
    // set comes before add, wherever they are written.
    expect(issues).toEqual([`${path}.set[1].value ${message}`, `${path}.add[0].value ${message}`]);
  });
});

describe('RT-92: redirects', () => {
  test.each([
    [{}, { derivePort: 'FROM_REQUEST_PORT' }],
    [{ statusCode: 301 }, { derivePort: 'FROM_REQUEST_PORT', redirectCode: 301 }],
    [{ scheme: 'https' }, { derivePort: 'FROM_PROTOCOL_DEFAULT', scheme: 'https' }],
    [
      { scheme: 'https', port: 8443 },
      { port: 8443, scheme: 'https' },
    ],
    [
      { port: 8080, hostname: 'e.com' },
      { port: 8080, authority: 'e.com' },
    ],
    [
      { port: 1, path: { type: 'ReplaceFullPath', replaceFullPath: '/x/' } },
      { port: 1, uri: '/x/' },
    ],
    [
      { port: 1, path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x/' } },
      { port: 1, prefixRewrite: '/x/' },
    ],
  ])('%j', async (source, expected) => {
    expect(await convertFilters([redirect(source)])).toEqual({ redirect: expected });
  });

  test('RT-4: in a cluster the status code is 302', async () => {
    const rules = [{ filters: [redirect({})] }];
    const { http } = await convertRules('HTTPRoute', rules, { load: { defaults: true } });
    expect(http).toEqual([
      {
        name: 'app.r.0',
        match: [{ uri: { prefix: '/' } }],
        redirect: { redirectCode: 302, derivePort: 'FROM_REQUEST_PORT' },
      },
    ]);
  });
});

describe('RT-93: rewrites', () => {
  const prefix = (replacePrefixMatch: string) => ({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch } });
  const full = (replaceFullPath: string) => ({ path: { type: 'ReplaceFullPath', replaceFullPath } });
  test.each([
    [{ hostname: 'e.com' }, { authority: 'e.com' }],
    [prefix('/x'), { uri: '/x' }],
    [prefix('/x/'), { uri: '/x' }],
    [prefix('/x//'), { uri: '/x/' }],
    [prefix('/'), { uri: '/' }],
    [prefix(''), { uri: '/' }],
    [full('/x/'), { uriRegexRewrite: { match: '/.*', rewrite: '/x/' } }],
    // RT-99: an empty string is a zero value.
    [full(''), { uriRegexRewrite: { match: '/.*' } }],
    [
      { hostname: 'e.com', ...full('/') },
      { authority: 'e.com', uriRegexRewrite: { match: '/.*', rewrite: '/' } },
    ],
  ])('%j', async (source, expected) => {
    expect(await convertFilters([rewrite(source)])).toEqual({ rewrite: expected });
  });

  test('nothing results', async () => {
    expect(await convertFilters([rewrite({})])).toEqual({});
  });
});

describe('mirrors', () => {
  test.each([
    ['neither', {}, undefined],
    ['percent', { percent: 7 }, { value: 7 }],
    ['percent 0', { percent: 0 }, {}],
    ['fraction of 100', { fraction: { numerator: 50 } }, { value: 50 }],
    ['fraction', { fraction: { numerator: 1, denominator: 3 } }, { value: 33.333333333333336 }],
    ['a small fraction', { fraction: { numerator: 5, denominator: 1000 } }, { value: 0.5 }],
    ['fraction 0', { fraction: { numerator: 0, denominator: 5 } }, {}],
    ['both', { percent: 9, fraction: { numerator: 4, denominator: 5 } }, { value: 80 }],
    ['an impossible fraction', { fraction: { numerator: 3, denominator: 0 } }, { value: 3 }],
  ])('RT-94: %s', async (_name, share, percentage) => {
    expect(await convertFilters([mirror({ backendRef: backend, ...share })])).toEqual({
      mirrors: [{ destination, ...(percentage && { percentage }) }],
    });
  });

  test('section 8: mirrors accumulate', async () => {
    const other = { ...backend, port: 81 };
    expect(await convertFilters([mirror({ backendRef: backend }), mirror({ backendRef: other })])).toEqual({
      mirrors: [{ destination }, { destination: { ...destination, port: { number: 81 } } }],
    });
  });

  const filters = [
    mirror({ backendRef: { name: 'a.b', port: 80 } }),
    mirror({ backendRef: backend }),
    mirror({ backendRef: { name: 'gone', port: 80 } }),
  ];
  const path = (i: number) => `spec.rules[0].filters[${i}].requestMirror.backendRef.name ResolvedRefs`;
  const invalid = 'service name invalid; the name of the Service must be used, not the hostname.';
  const options = { complete: true, beside: [service('web')] };

  test('RT-95: an HTTPRoute leaves out the mirrors that are wrong, softly', async () => {
    const { http, issues } = await convertRules('HTTPRoute', [{ filters, backendRefs: [backend] }], options);
    expect(http?.[0]?.mirrors).toEqual([{ destination }]);
    expect(issues).toEqual([
      `${path(0)} InvalidDestination (soft): ${invalid}`,
      `${path(2)} BackendNotFound (soft): backend(gone.app.svc.cluster.local) not found`,
    ]);
  });

  test('RT-95: for a GRPCRoute every mirror that is wrong is a hard error', async () => {
    const { http, issues } = await convertRules('GRPCRoute', [{ filters, backendRefs: [backend] }], options);
    expect(http).toBeUndefined();
    expect(issues).toEqual([
      `${path(0)} InvalidDestination (hard): ${invalid}`,
      `${path(2)} BackendNotFound (hard): backend(gone.app.svc.cluster.local) not found`,
    ]);
  });
});

describe('RT-96: CORS', () => {
  test('no field is set but the one that always is', async () => {
    const policy = { allowOrigins: [], allowMethods: [], allowCredentials: false, maxAge: 0 };
    expect(await convertFilters([cors(policy)])).toEqual({ corsPolicy: { unmatchedPreflights: 'IGNORE' } });
  });

  test('every field', async () => {
    const lists = { allowMethods: ['*', 'GET'], allowHeaders: ['*'], exposeHeaders: ['X-A'] };
    expect(await convertFilters([cors({ ...lists, allowCredentials: true, maxAge: 5 })])).toEqual({
      corsPolicy: { ...lists, allowCredentials: true, maxAge: '5s', unmatchedPreflights: 'IGNORE' },
    });
  });

  test.each([
    ['*', { regex: '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s?#]+$' }],
    ['https://a.com', { exact: 'https://a.com' }],
    ['https://*', { prefix: 'https://' }],
    ['https://*.a.com', { regex: '^https://.*\\.a\\.com$' }],
    ['https://*.a.*', { regex: '^https://.*\\.a\\..*$' }],
    ['https://a*b:8080', { regex: '^https://a.*b:8080$' }],
    ['*\\.+?()|[]{}^$/:-', { regex: '^.*\\\\\\.\\+\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$/:-$' }],
  ])('origin %s', async (origin, expected) => {
    expect(await convertFilters([cors({ allowOrigins: ['', origin, ''] })])).toEqual({
      corsPolicy: { allowOrigins: [expected], unmatchedPreflights: 'IGNORE' },
    });
  });
});

describe('filters that Istio does not support are hard errors', () => {
  const good = { backendRefs: [backend] };
  const http = ['ExtensionRef', 'ExternalAuth', 'Odd"One', undefined];
  const grpc = [...http, 'RequestRedirect', 'URLRewrite', 'CORS'];
  const backendFilters = [...grpc, 'RequestMirror'];
  const message = (type: string | undefined) => {
    const quoted = (type ?? '').replace('"', '\\"');
    return `ResolvedRefs InvalidFilter (hard): unsupported filter type "${quoted}"`;
  };

  test.each([...http.map((type) => ['HTTPRoute', type] as const), ...grpc.map((type) => ['GRPCRoute', type] as const)])(
    'section 8: on a rule of a %s: %s',
    async (kind, type) => {
      const { http: entries, issues } = await convertRules(kind, [good, { filters: [{ type }], ...good }]);
      expect([entries, issues]).toEqual([undefined, [`spec.rules[1].filters[0].type ${message(type)}`]]);
    },
  );

  test.each([
    ...backendFilters.map((type) => ['HTTPRoute', type] as const),
    ...backendFilters.map((type) => ['GRPCRoute', type] as const),
  ])('RT-81: on a backendRef of a %s: %s', async (kind, type) => {
    const rules = [{ backendRefs: [{ ...backend, filters: [request({}), { type }] }] }];
    const { http: entries, issues } = await convertRules(kind, rules);
    expect([entries, issues]).toEqual([undefined, [`spec.rules[0].backendRefs[0].filters[1].type ${message(type)}`]]);
  });

  test('RT-81, RT-90: header modifiers of a backendRef', async () => {
    const filters = [request({ set: [{ name: 'A', value: '1' }] }), response({ remove: ['B'] })];
    for (const kind of ['HTTPRoute', 'GRPCRoute'] as const) {
      const { http: entries } = await convertRules(kind, [{ backendRefs: [{ ...backend, filters }] }]);
      const headers = { request: { set: { a: '1' } }, response: { remove: ['B'] } };
      expect(entries?.[0]?.route).toEqual([{ destination, headers }]);
    }
  });
});
