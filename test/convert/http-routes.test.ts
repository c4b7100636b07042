import { describe, expect, test } from '@jest/globals';
import { convertObjects, convertRules, gateway, gatewayAPI, listener, service } from './conversion.ts';

const backend = { name: 'web', port: 80 };
const destination = { host: 'web.app.svc.cluster.local', port: { number: 80 } };
const kinds = ['HTTPRoute', 'GRPCRoute'] as const;

describe.each(kinds)('rules of a %s', (kind) => {
  test('RT-57, RT-58: one entry for each match, named after the rule', async () => {
    const matches = [{ headers: [{ name: 'a', value: '1' }] }, { headers: [{ name: 'b', value: '2' }] }];
    const rules = [{ matches }, { name: 'own' }, { name: '' }, { matches: [] }].map((rule) => {
      return { ...rule, backendRefs: [backend] };
    });
    const { http } = await convertRules(kind, rules);
    const uri = kind === 'HTTPRoute' ? { uri: { prefix: '/' } } : {};
    const route = [{ destination }];
    expect(http).toEqual([
      { name: 'app.r.0', match: [{ ...uri, headers: { a: { exact: '1' } } }], route },
      { name: 'app.r.0', match: [{ ...uri, headers: { b: { exact: '2' } } }], route },
      { name: 'own', route },
      { route },
      { name: 'app.r.3', route },
    ]);
  });

  test('RT-60, RT-61: names that are repeated count once', async () => {
    const header = (name: string) => ({ name, value: 'v' });
    const rules = [
      { matches: [{ headers: [header('a'), header('a'), header('a')] }] },
      { matches: [{ headers: [header('a'), header('b')] }] },
    ];
    const { http } = await convertRules(kind, rules);
    expect(http?.map(({ name }) => name)).toEqual(['app.r.1', 'app.r.0']);
  });

  test('RT-4: in a cluster a rule of an HTTPRoute without matches matches every path', async () => {
    const { http } = await convertRules(kind, [{ backendRefs: [backend] }], { load: { defaults: true } });
    const match = kind === 'HTTPRoute' ? { match: [{ uri: { prefix: '/' } }] } : {};
    expect(http).toEqual([{ name: 'app.r.0', ...match, route: [{ destination }] }]);
  });

  test.each([
    ['no list', {}, 'spec.rules[0]'],
    ['an empty list', { backendRefs: [] }, 'spec.rules[0].backendRefs'],
    ['weight 0 only', { backendRefs: [{ ...backend, weight: 0 }] }, 'spec.rules[0].backendRefs'],
  ])('RT-71: %s answers 500, the rest stays', async (_name, rule, place) => {
    const filters = [
      { type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a'] } },
      { type: 'RequestMirror', requestMirror: { backendRef: backend } },
    ];
    const { http, issues } = await convertRules(kind, [{ filters, ...rule }]);
    expect(http).toEqual([
      {
        name: 'app.r.0',
        directResponse: { status: 500 },
        headers: { request: { remove: ['a'] } },
        mirrors: [{ destination }],
      },
    ]);
    const message = 'rule has no backend with a positive weight; every request gets 500';
    expect(issues).toEqual([`${place} silent no-backends (silent): ${message}`]);
  });

  test('RT-70: weights', async () => {
    const rules = [
      { backendRefs: [{ ...backend, weight: 7 }] },
      { backendRefs: [backend, { ...backend, weight: 1 }] },
      { backendRefs: [backend, { name: 'not.a.service', weight: 0 }] },
      { backendRefs: [{ ...backend, weight: 9 }, { ...backend, weight: 0 }, backend] },
    ];
    const { http, issues } = await convertRules(kind, rules);
    const weighted = (weight: number) => ({ destination, weight });
    expect(http?.map(({ route }) => route)).toEqual([
      [{ destination }],
      [weighted(1), weighted(1)],
      [{ destination }],
      [weighted(9), weighted(1)],
    ]);
    expect(issues).toEqual([]);
  });
});

describe('an HTTPRoute with a redirect', () => {
  const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: 'e.com' } }];
  const redirect = { authority: 'e.com', derivePort: 'FROM_REQUEST_PORT' };

  test('RT-71: without backends there is neither a route nor an answer', async () => {
    const { http, issues } = await convertRules('HTTPRoute', [{ filters }]);
    expect([http, issues]).toEqual([[{ name: 'app.r.0', redirect }], []]);
  });
});

describe('timeouts and retries', () => {
  const conditions = 'connect-failure,refused-stream,unavailable,cancelled';
  test.each([
    ['RT-97: defaults', { retry: {} }, { retries: { attempts: 2, retryOn: conditions } }],
    [
      'RT-97: all fields',
      { retry: { attempts: 5, codes: [500, 503], backoff: '1500ms' } },
      { retries: { attempts: 5, retryOn: `${conditions},500,503`, backoff: '1.500s' } },
    ],
    ['RT-97: no attempts', { retry: { attempts: 0, codes: [500] } }, { retries: {} }],
    ['RT-97: no attempts, backoff', { retry: { attempts: 0, backoff: '1s' } }, { retries: { backoff: '1s' } }],
    ['RT-98: request', { timeouts: { request: '10s' } }, { timeout: '10s' }],
    ['RT-98: backendRequest', { timeouts: { backendRequest: '2m' } }, { timeout: '120s' }],
    ['RT-98: zero', { timeouts: { request: '0s' } }, {}],
    ['RT-98: not a duration', { timeouts: { request: '10', backendRequest: 'x' } }, {}],
    ['RT-98: zero does not overwrite', { timeouts: { request: '3s', backendRequest: '0ms' } }, { timeout: '3s' }],
    ['RT-98: equal values', { timeouts: { request: '1s', backendRequest: '1000ms' } }, { timeout: '1s' }],
    [
      'RT-98: with retry both count',
      { retry: { attempts: 1 }, timeouts: { request: '10s', backendRequest: '1s' } },
      { timeout: '10s', retries: { attempts: 1, retryOn: conditions, perTryTimeout: '1s' } },
    ],
    [
      'RT-98: with retry backendRequest is never the timeout',
      { retry: { attempts: 0 }, timeouts: { backendRequest: '1s' } },
      { retries: { perTryTimeout: '1s' } },
    ],
    [
      'RT-98: with retry zero is nothing',
      { retry: { attempts: 0 }, timeouts: { backendRequest: '0s' } },
      { retries: {} },
    ],
  ])('%s', async (_name, rule, expected) => {
    const { http, issues } = await convertRules('HTTPRoute', [{ ...rule, backendRefs: [backend] }]);
    expect(http).toEqual([{ name: 'app.r.0', route: [{ destination }], ...expected }]);
    expect(issues).toEqual([]);
  });

  test.each([
    ['10s', '2s', '2s'],
    ['0s', '2s', '2s'],
  ])(
    'RT-98: request %s beside backendRequest %s is overwritten, silently',
    async (request, backendRequest, timeout) => {
      const rule = { timeouts: { request, backendRequest }, backendRefs: [backend] };
      const { http, issues } = await convertRules('HTTPRoute', [rule]);
      expect(http?.[0]?.timeout).toBe(timeout);
      const message = `without "retry", backendRequest "${backendRequest}" replaces request "${request}" as the timeout`;
      expect(issues).toEqual([`spec.rules[0].timeouts.request silent timeout-overwritten (silent): ${message}`]);
    },
  );
});

describe('errors', () => {
  const bad = { name: 'a.b', port: 80 };
  const gone = (name: string) => ({ name, port: 80 });
  const soft = (place: string, name: string) =>
    `spec.rules${place}.name ResolvedRefs BackendNotFound (soft): backend(${name}.app.svc.cluster.local) not found`;
  const hard = (place: string) =>
    `spec.rules${place}.name ResolvedRefs InvalidDestination (hard): service name invalid; the name of the Service must be used, not the hostname.`;

  test('RT-110, LN-2: one hard error discards the rules of the route, and every error is recorded', async () => {
    const rules = [
      { backendRefs: [backend] },
      { backendRefs: [gone('g1'), bad] },
      { matches: [{ path: { type: 'Odd' } }, { path: { type: 'Odd' } }], backendRefs: [bad] },
    ];
    const { http, issues } = await convertRules('HTTPRoute', rules, { complete: true, beside: [service('web')] });
    expect(http).toBeUndefined();
    const odd = 'ResolvedRefs InvalidConfiguration (hard): unknown type: "Odd" is not supported Path match type';
    expect(issues).toEqual([
      soft('[1].backendRefs[0]', 'g1'),
      hard('[1].backendRefs[1]'),
      // The order in which istiod meets them: match, backends, next match.
      `spec.rules[2].matches[0].path.type ${odd}`,
      hard('[2].backendRefs[0]'),
      `spec.rules[2].matches[1].path.type ${odd}`,
    ]);
  });

  test('RT-72, RT-78, RT-111, RT-112: soft errors keep the rule; backends come before mirrors', async () => {
    const filters = [{ type: 'RequestMirror', requestMirror: { backendRef: gone('m') } }];
    const rules = [
      { filters, backendRefs: [gone('g1'), backend, { ...gone('g2'), weight: 3 }] },
      { backendRefs: [gone('g3')] },
    ];
    const { http, issues } = await convertRules('HTTPRoute', rules, { complete: true, beside: [service('web')] });
    const to = (name: string) => ({ host: `${name}.app.svc.cluster.local`, port: { number: 80 } });
    expect(http).toEqual([
      {
        name: 'app.r.0',
        route: [
          { destination: to('g1'), weight: 1 },
          { destination, weight: 1 },
          { destination: to('g2'), weight: 3 },
        ],
      },
      { name: 'app.r.1', route: [{ destination: to('g3') }] },
    ]);
    expect(issues).toEqual([
      soft('[0].backendRefs[0]', 'g1'),
      soft('[0].backendRefs[2]', 'g2'),
      soft('[0].filters[0].requestMirror.backendRef', 'm'),
      soft('[1].backendRefs[0]', 'g3'),
    ]);
  });

  test('RT-31, RT-113: each flavour has its own errors; silent ones are said once', async () => {
    const route = gatewayAPI('GRPCRoute', 'r', {
      parentRefs: [{ name: 'web' }, { group: '', kind: 'Service', name: 'web' }],
      rules: [
        {},
        {
          // A mirror without grant: hard for the gateway, nothing for the mesh.
          filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { ...backend, namespace: 'other' } } }],
          backendRefs: [backend],
        },
      ],
    });
    const { virtualServices, issues } = await convertObjects([gateway(listener('http')), route]);
    expect(virtualServices.map(({ metadata }) => metadata.name)).toEqual(['app~web.app.svc.cluster.local']);
    expect(issues).toEqual([
      'spec.rules[0] silent no-backends (silent): rule has no backend with a positive weight; every request gets 500',
      'spec.rules[1].filters[0].requestMirror.backendRef.namespace ResolvedRefs RefNotPermitted (hard): ' +
        'backendRef web/other not accessible to a GRPCRoute in namespace "app" (missing a ReferenceGrant?)',
    ]);
  });

  test('RT-114: the rules of a route that no listener accepts are judged all the same', async () => {
    const route = gatewayAPI('HTTPRoute', 'r', {
      parentRefs: [{ name: 'web', sectionName: 'none' }],
      rules: [{ backendRefs: [bad] }],
    });
    const { virtualServices, issues } = await convertObjects([gateway(listener('http')), route]);
    expect(virtualServices).toEqual([]);
    expect(issues).toEqual([
      'spec.parentRefs[0].sectionName Accepted NoMatchingParent (soft): sectionName "none" not found',
      hard('[0].backendRefs[0]'),
    ]);
  });
});

describe('fields that Istio reads past', () => {
  const ignored = (path: string, field: string) =>
    `${path} silent field-ignored (silent): "${field}" is not supported by Istio and has no effect`;

  test.each([
    ['HTTPRoute', 'sessionPersistence', {}],
    ['GRPCRoute', 'sessionPersistence', {}],
    ['TCPRoute', 'name', 'n'],
    ['TLSRoute', 'name', 'n'],
  ])('RT-7: %s useDefaultGateways and rules[].%s, whether or not there are parents', async (kind, field, value) => {
    const spec = { useDefaultGateways: 'All', rules: [{ [field]: value, backendRefs: [backend] }] };
    const expected = [
      ignored('spec.useDefaultGateways', 'useDefaultGateways'),
      ignored(`spec.rules[0].${field}`, field),
    ];
    const mesh = [{ group: '', kind: 'Service', name: 'web' }];
    expect((await convertObjects([gatewayAPI(kind, 'r', spec)])).issues).toEqual(expected);
    expect((await convertObjects([gatewayAPI(kind, 'r', { ...spec, parentRefs: mesh })])).issues).toEqual(expected);
  });

  test('RT-7: labels and annotations of the route are not copied', async () => {
    const metadata = { labels: { a: 'b' }, annotations: { c: 'd' } };
    const spec = { parentRefs: [{ name: 'web' }], rules: [{ backendRefs: [backend] }] };
    const { virtualServices } = await convertObjects([
      gateway(listener('http')),
      gatewayAPI('HTTPRoute', 'r', spec, { ...metadata, creationTimestamp: '2024-05-06T07:08:09Z' }),
    ]);
    // RT-32.
    expect(virtualServices.map(({ metadata: generated }) => generated)).toEqual([
      {
        name: 'app~web~istio-autogenerated-k8s-gateway~http~*',
        namespace: 'app',
        creationTimestamp: '2024-05-06T07:08:09Z',
        annotations: {
          'internal.istio.io/parents': 'HTTPRoute/r.app',
          'internal.istio.io/route-semantics': 'gateway',
        },
      },
    ]);
  });
});
