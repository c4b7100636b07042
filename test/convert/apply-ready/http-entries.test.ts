import { describe, expect, test } from '@jest/globals';
import { gateway, listener } from '../conversion.ts';
import { apply, applyRules, route } from './application.ts';

const name = 'app.r.0';
const destination = (host: string) => ({ host: `${host}.app.svc.cluster.local`, port: { number: 80 } });
const web = { name: 'web', port: 80 };
const bad = { group: 'x', kind: 'Y', name: 'z' };
const hostname = (host: string) => ({ group: 'networking.istio.io', kind: 'Hostname', name: host, port: 80 });
const failing = { directResponse: { status: 500 } };
const requestHeaders = (value: object) => ({ type: 'RequestHeaderModifier', requestHeaderModifier: value });
const responseHeaders = (value: object) => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: value });
const mirror = (more: object = {}) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: { name: 'm', port: 80 }, ...more },
});

/** The only entry of a rule, without its name. */
async function entryOf(rule: object, options = {}) {
  const { http = [], messages } = await applyRules([rule], options);
  const [{ name: given, ...entry } = {}] = http;
  expect([http.length, given]).toEqual([1, name]);
  return { entry, messages };
}

describe('AF-50: backends', () => {
  const fault = (value: number) => ({ abort: { httpStatus: 500, percentage: { value } } });

  test.each<[string, readonly object[], object]>([
    ['one that is invalid', [bad], failing],
    ['several that are invalid', [bad, { ...bad, weight: 3 }], failing],
    ['none', [], failing],
    ['one', [web], { route: [{ destination: destination('web') }] }],
    [
      'AF-51: weights stay as they are',
      [
        { ...web, weight: 3 },
        { name: 'b', port: 80, weight: 7 },
      ],
      {
        route: [
          { destination: destination('web'), weight: 3 },
          { destination: destination('b'), weight: 7 },
        ],
      },
    ],
    [
      'a share that is invalid; a single one has no weight',
      [
        { ...web, weight: 3 },
        { ...bad, weight: 1 },
      ],
      { fault: fault(25), route: [{ destination: destination('web') }] },
    ],
    [
      'a share that is invalid beside several',
      [{ ...web, weight: 1 }, bad, { name: 'b', port: 80, weight: 1 }],
      {
        fault: fault(33.3333),
        route: [
          { destination: destination('web'), weight: 1 },
          { destination: destination('b'), weight: 1 },
        ],
      },
    ],
    [
      'a share too small for Envoy counts as the smallest',
      [
        { ...web, weight: 1_000_000 },
        { ...bad, weight: 1 },
        { name: 'b', port: 80, weight: 1_000_000 },
      ],
      {
        fault: fault(0.0001),
        route: [
          { destination: destination('web'), weight: 1_000_000 },
          { destination: destination('b'), weight: 1_000_000 },
        ],
      },
    ],
  ])('%s', async (_name, backendRefs, expected) => {
    expect((await entryOf({ backendRefs })).entry).toEqual(expected);
  });

  test('beside a direct response nothing is left that has no effect or is refused', async () => {
    const { entry } = await entryOf({
      backendRefs: [],
      filters: [
        {
          type: 'URLRewrite',
          urlRewrite: { hostname: 'b.com', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
        },
        mirror(),
        requestHeaders({ remove: ['a'] }),
        responseHeaders({ set: [{ name: 'b', value: 'c' }] }),
        { type: 'CORS', cors: { allowOrigins: ['https://a.com'] } },
      ],
      retry: { attempts: 1 },
      timeouts: { request: '1s' },
      matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
    });
    expect(entry).toEqual({
      match: [{ uri: { exact: '/a' } }, { uri: { prefix: '/a/' } }],
      headers: { response: { set: { b: 'c' } } },
      corsPolicy: { allowOrigins: [{ exact: 'https://a.com' }], unmatchedPreflights: 'IGNORE' },
      ...failing,
    });
  });

  test('a missing Service stays the destination, with a warning', async () => {
    const { entry, messages } = await entryOf({ backendRefs: [web] }, { complete: true });
    expect(entry).toEqual({ route: [{ destination: destination('web') }] });
    expect(messages).toEqual([expect.stringContaining('GWX-A42 warning: backend web.app.svc.cluster.local')]);
  });

  test.each(['localhost', '10.0.0.1', '*.example.com', 'a_b.example.com', 'example.123'])(
    'AF-52: host %s is refused and answers with 500',
    async (host) => {
      const { entry, messages } = await entryOf({ backendRefs: [hostname(host), web] });
      expect(entry).toEqual(failing);
      expect(messages).toEqual([expect.stringContaining(`GWX-A43 error`)]);
      expect(messages[0]).toContain(`destination host "${host}"`);
    },
  );

  test('AF-52: a full host is fine', async () => {
    const { entry, messages } = await entryOf({ backendRefs: [hostname('api.example.com')] });
    expect(entry).toEqual({ route: [{ destination: { host: 'api.example.com', port: { number: 80 } } }] });
    expect(messages).toEqual([]);
  });

  test('AF-58: an InferencePool is refused, also as a mirror', async () => {
    const pool = {
      apiVersion: 'inference.networking.k8s.io/v1',
      kind: 'InferencePool',
      metadata: { name: 'llm', namespace: 'app' },
      spec: { targetPorts: [{ number: 80 }], endpointPickerRef: { name: 'p', port: { number: 9002 } } },
    };
    const ref = { group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'llm' };
    const options = { beside: [pool], settings: { EnableGatewayAPIInferenceExtension: true } };
    for (const backends of [[ref], [web, ref]]) {
      const { entry, messages } = await entryOf({ backendRefs: backends }, options);
      expect(entry).toEqual(failing);
      expect(messages).toEqual([expect.stringContaining('GWX-A45 error')]);
    }
    const mirrored = { type: 'RequestMirror', requestMirror: { backendRef: ref } };
    const both = [
      { backendRefs: [ref], matches: [{ path: { type: 'Exact', value: '/a' } }] },
      { backendRefs: [web], filters: [mirrored] },
    ];
    const { http, messages } = await applyRules(both, options);
    expect(http?.map((entry) => entry['directResponse'])).toEqual([{ status: 500 }, { status: 500 }]);
    expect(messages).toHaveLength(2);
  });
});

describe('AF-54: mirrors', () => {
  const own = { destination: destination('m') };

  test.each<[string, readonly object[], readonly object[] | undefined]>([
    ['all requests', [mirror()], [own]],
    ['a share', [mirror({ percent: 20 })], [{ ...own, percentage: { value: 20 } }]],
    ['none of them', [mirror({ percent: 0 })], undefined],
    ['some of them none', [mirror({ percent: 0 }), mirror()], [own]],
  ])('%s', async (_name, filters, expected) => {
    const { entry } = await entryOf({ backendRefs: [web], filters });
    expect(entry['mirrors']).toEqual(expected);
  });

  test('a host that cannot be written is refused', async () => {
    const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: hostname('localhost') } }];
    const { entry, messages } = await entryOf({ backendRefs: [web], filters });
    expect(entry).toEqual(failing);
    expect(messages).toEqual([expect.stringContaining('GWX-A43 error')]);
  });
});

describe('AF-46, AF-55 to AF-57: headers', () => {
  const set = (name: string, value: string) => ({ set: [{ name, value }] });
  const add = (name: string, value: string) => ({ add: [{ name, value }] });
  const rewrite = { type: 'URLRewrite', urlRewrite: { hostname: 'b.com' } };

  test.each<[string, readonly object[], object | undefined, readonly string[]]>([
    [
      'AF-57: the host of a request is rewritten',
      [requestHeaders(set('Host', 'b.com'))],
      { request: { set: { host: 'b.com' } } },
      [],
    ],
    [
      'AF-57: the host cannot be removed',
      [requestHeaders({ remove: ['host', 'x'] })],
      { request: { remove: ['x'] } },
      ['host'],
    ],
    [
      'AF-57: nor the one of a response set',
      [responseHeaders({ ...set('host', 'b'), remove: ['a'] })],
      { response: { remove: ['a'] } },
      ['host'],
    ],
    ['AF-57: nor added', [responseHeaders(add('host', 'b'))], undefined, ['host']],
    ['AF-57: nor a pseudo header', [requestHeaders(set(':path', '/x'))], undefined, [':path']],
    ['AF-57: empty operations', [requestHeaders({})], undefined, []],
    [
      'AF-46: the rewrite of the host counts for more than a header',
      [rewrite, requestHeaders({ ...set('host', 'c.com'), ...add('host', 'd.com') })],
      undefined,
      [],
    ],
    [
      'AF-46: an added host counts for more than a set one',
      [requestHeaders({ ...set('host', 'c.com'), ...add('host', 'd.com') })],
      { request: { add: { host: 'd.com' } } },
      [],
    ],
  ])('%s', async (_name, filters, expected, dropped) => {
    const { entry, messages } = await entryOf({ backendRefs: [web], filters });
    expect(entry['headers']).toEqual(expected);
    expect(messages).toEqual(dropped.map((header) => expect.stringContaining(`header ${header} left out`)));
  });

  test.each([
    ['50% off', '50%% off'],
    ['%', '%%'],
    ['100%%', '100%%'],
    ['a%b%c%', 'a%%b%%c%%'],
    ['%REQ(x)%', '%REQ(x)%'],
    ['%REQ(x)% and 5%', '%%REQ(x)%% and 5%%'],
    ['%DYNAMIC_METADATA(["a", "b"])%', '%DYNAMIC_METADATA(["a", "b"])%'],
    ['%DYNAMIC_METADATA(["a" "b"])%', '%%DYNAMIC_METADATA(["a" "b"])%%'],
    ['%REQ(x) %', '%REQ(x) %'],
    ['%REQ(x)y%', '%%REQ(x)y%%'],
    ['plain', 'plain'],
  ])('AF-56: value %s becomes %s', async (value, expected) => {
    const { entry, messages } = await entryOf({ backendRefs: [web], filters: [requestHeaders(set('x', value))] });
    expect(entry['headers']).toEqual({ request: { set: { x: expected } } });
    expect(messages).toEqual(value === expected ? [] : [expect.stringContaining('GWX-A44 note')]);
  });

  test('AF-55: headers of a backend stay with it', async () => {
    const filters = [responseHeaders(add('x', '5%'))];
    const { entry } = await entryOf({
      backendRefs: [
        { ...web, filters },
        { name: 'b', port: 80 },
      ],
    });
    expect(entry['route']).toEqual([
      { destination: destination('web'), weight: 1, headers: { response: { add: { x: '5%%' } } } },
      { destination: destination('b'), weight: 1 },
    ]);
  });
});

describe('AF-59a: retries', () => {
  const retryOn = (codes: string) => `connect-failure,refused-stream,unavailable,cancelled${codes}`;

  test.each<[string, object, object, object, readonly string[]]>([
    ['codes', { codes: [500, 503], attempts: 3 }, {}, { attempts: 3, retryOn: retryOn(',500,503') }, []],
    [
      'codes that Go does not know',
      { codes: [419, 500, 509, 599], attempts: 3 },
      {},
      { attempts: 3, retryOn: retryOn(',500') },
      ['419', '509', '599'],
    ],
    ['no attempts', { attempts: 0, backoff: '1s' }, { backendRequest: '2s' }, { backoff: '1s' }, []],
    ['no attempts and nothing else, which switches retries off', { attempts: 0 }, {}, {}, []],
    [
      'a timeout of each try',
      { attempts: 1 },
      { backendRequest: '2s' },
      { attempts: 1, perTryTimeout: '2s', retryOn: retryOn('') },
      [],
    ],
    ['no time between tries', { attempts: 1, backoff: '0s' }, {}, { attempts: 1, retryOn: retryOn('') }, []],
  ])('%s', async (_name, retry, timeouts, expected, dropped) => {
    const { entry, messages } = await entryOf({ backendRefs: [web], retry, timeouts });
    expect(entry['retries']).toEqual(expected);
    expect(messages).toEqual(
      dropped.map((code) =>
        expect.stringContaining(
          `GWX-A46 warning: app/app-web-istio-autogenerated-k8s-gateway-http-wildcard rule 0: retry code ${code}`,
        ),
      ),
    );
  });
});

test('AF-59: a CORS policy keeps what the webhook takes', async () => {
  const cors = {
    allowOrigins: ['https://*.a.com'],
    allowMethods: ['GET', 'BREW', '*'],
    allowHeaders: ['x-a', 'no spaces', '*'],
    exposeHeaders: ['x-b', ''],
    maxAge: 5,
    allowCredentials: true,
  };
  const { entry } = await entryOf({ backendRefs: [web], filters: [{ type: 'CORS', cors }] });
  expect(entry['corsPolicy']).toEqual({
    allowOrigins: [{ regex: '^https://.*\\.a\\.com$' }],
    allowMethods: ['GET', '*'],
    allowHeaders: ['x-a', '*'],
    exposeHeaders: ['x-b'],
    maxAge: '5s',
    allowCredentials: true,
    unmatchedPreflights: 'IGNORE',
  });
});

describe('AF-59b: expressions', () => {
  const regex = (value: string) => ({ type: 'RegularExpression', value });

  test.each<[string, object]>([
    ['of a path', { path: regex('/(') }],
    ['of a header', { headers: [{ name: 'h', ...regex('[') }] }],
    ['of a query parameter', { queryParams: [{ name: 'q', ...regex('a**') }] }],
    ['that RE2 does not have', { path: regex('/(?=a)') }],
    ['longer than 1024 bytes', { path: regex(`/${'a'.repeat(1024)}`) }],
    ['without a character', { path: regex('') }],
  ])('one %s refuses the VirtualService', async (_name, match) => {
    const rules = [{ matches: [match], backendRefs: [web] }, { backendRefs: [web] }];
    const { http, messages } = await applyRules(rules);
    expect(http).toBeUndefined();
    expect(messages).toEqual([
      expect.stringContaining('GWX-A47 error: route app/r rule 0: invalid regular expression'),
    ]);
  });

  test('one of 1024 bytes is fine', async () => {
    const { messages } = await entryOf({ matches: [{ path: regex(`/${'a'.repeat(1023)}`) }], backendRefs: [web] });
    expect(messages).toEqual([]);
  });
});

test('timeouts stay', async () => {
  const { entry } = await entryOf({ backendRefs: [web], timeouts: { request: '90s' } });
  expect(entry['timeout']).toBe('90s');
});

test('AF-36: an entry that a route brings twice is written once', async () => {
  const rule = { matches: [{ path: { type: 'Exact', value: '/a' } }], backendRefs: [web] };
  const routes = route('HTTPRoute', 'r', { rules: [rule, rule], hostnames: ['a.com', 'a.com'] });
  const { applied } = await apply([gateway(listener('http')), routes]);
  expect(
    applied.virtualServices.map(({ httpEntries }) => httpEntries.map((entry) => [entry.rule, entry.match])),
  ).toEqual([
    [
      [0, 0],
      [1, 0],
    ],
  ]);
});
