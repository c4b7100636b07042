import fc from 'fast-check';
import { type ConfiguredObject, gatewayAPI, l4Rule } from './objects.ts';
import { backendRefs, cors, extension, headerModifiers, httpMatch, redirect } from './rules.ts';

/** Small configurations about what is rare in mixtures of everything. */
interface Target {
  /** What they are there for. */
  readonly about: string;
  readonly runs: number;
  readonly objects: fc.Arbitrary<readonly ConfiguredObject[]>;
  readonly complete?: boolean;
  readonly defaults?: boolean;
}

type Objects = readonly ConfiguredObject[];

interface Listener {
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly mode?: 'Passthrough' | 'Terminate';
}

function gateway(...listeners: readonly Listener[]): ConfiguredObject {
  return gatewayAPI(
    'Gateway',
    { name: 'gw', namespace: 'apple' },
    {
      gatewayClassName: 'istio',
      allowedListeners: { namespaces: { from: 'Same' } },
      listeners: listeners.map(({ mode, ...fields }, i) => ({
        name: `l${i}`,
        ...fields,
        allowedRoutes: { namespaces: { from: 'All' } },
        ...(mode && { tls: { mode, ...(mode === 'Terminate' && { certificateRefs: [{ name: 'certificate' }] }) } }),
      })),
    },
  );
}

/** Called `http`, `banana/http`, or `http@2` for one of an age. */
function route(kind: string, called: string, rules: readonly object[], spec: object = {}): ConfiguredObject {
  const [path = '', age] = called.split('@');
  const [name = '', namespace = 'apple'] = path.split('/').reverse();
  const metadata = { namespace, name, ...(age && { creationTimestamp: `2026-01-01T00:00:0${age}Z` }) };
  return gatewayAPI(kind, metadata, { parentRefs: [{ namespace: 'apple', name: 'gw' }], rules, ...spec });
}

function onService(name: string, namespace = 'apple') {
  return { parentRefs: [{ group: '', kind: 'Service', name, namespace }] };
}

const plain: Listener = { port: 80, protocol: 'HTTP' };
const v1 = [{ name: 'v1', port: 80 }];
const v2 = [{ name: 'v2', port: 80 }];
const to = (backends: readonly object[], ...paths: readonly string[]) => ({
  matches: paths.map((value) => ({ path: { type: 'PathPrefix', value } })),
  backendRefs: backends,
});

/** One HTTPRoute with some rules for a host on a plain listener; more configurations say more than more hosts. */
function withRules(rule: fc.Arbitrary<object>, count: number): fc.Arbitrary<Objects> {
  return fc
    .array(rule, { minLength: count, maxLength: count })
    .map((rules) => [gateway(plain), route('HTTPRoute', 'web', rules, { hostnames: ['a.e.com'] })]);
}

/** TLSRoutes that share names on a listener. */
function sharing(names: readonly string[], hostnames: readonly string[], mode: 'Passthrough' | 'Terminate') {
  return fc
    .array(l4Rule, { minLength: names.length, maxLength: names.length })
    .map(
      (rules): Objects => [
        gateway({ port: 8443, protocol: 'TLS', mode }),
        ...rules.map((rule, i) => route('TLSRoute', names[i] ?? '', [rule], { hostnames })),
      ],
    );
}

const headers = (...values: readonly (readonly [name: string, value: string])[]) =>
  values.map(([name, value]) => ({ name, value }));

export const targets: readonly Target[] = [
  {
    about: 'names of equals (D-6)',
    runs: 14,
    objects: sharing(['banana/http', 'banana/http-2'], ['*.e.com', '*.com'], 'Passthrough'),
  },
  {
    about: 'namespaces of equals (D-7)',
    runs: 18,
    objects: sharing(['banana/http', 'cherry/aa'], ['*.e.com', '*.com'], 'Passthrough'),
  },
  {
    about: 'routes of the namespace of the pods (E-12)',
    runs: 18,
    objects: sharing(['banana/web@1', 'apple/http@2'], ['*.e.com', '*.com'], 'Passthrough'),
  },
  {
    about: 'several TLSRoutes on a listener that ends TLS (D-24, AF-62)',
    runs: 15,
    objects: fc
      .tuple(l4Rule, l4Rule)
      .map(([first, second]) => [
        gateway({ port: 8443, protocol: 'TLS', mode: 'Terminate' }),
        route('TLSRoute', 'aa', [first], { hostnames: ['a.e.com', '*.a.e.com'] }),
        route('TLSRoute', 'web', [second], { hostnames: ['b.e.com', '*.e.com'] }),
      ]),
  },
  {
    about: 'names that several TLSRoutes have, and such without weights (D-25, D-26, AF-63)',
    runs: 10,
    objects: fc
      .constantFrom(0, 1)
      .map((weight) => [
        gateway({ port: 443, protocol: 'TLS', mode: 'Passthrough' }),
        route('TLSRoute', 'aa', [{ backendRefs: [{ name: 'v1', port: 80, weight }] }], { hostnames: ['a.e.com'] }),
        route('TLSRoute', 'http', [{ backendRefs: v2 }], { hostnames: ['b.e.com', 'a.e.com', '*.a.e.com'] }),
        route('TLSRoute', 'web', [{ backendRefs: v1 }], { hostnames: ['*.e.com'] }),
      ]),
  },
  {
    about: 'TLSRoutes on a Service (E-55, AF-74)',
    runs: 12,
    objects: fc
      .tuple(l4Rule, l4Rule, fc.constantFrom('apple/web', 'banana/web'))
      .map(([first, second, name]) => [
        route('TLSRoute', 'http', [first], { ...onService('sec'), hostnames: ['*.e.com', 'b.e.com'] }),
        route('TLSRoute', name, [second], { ...onService('sec'), hostnames: ['*.com'] }),
      ]),
  },
  {
    about: 'ranks of gRPC matches (D-9, X-110)',
    runs: 20,
    objects: fc.tuple(backendRefs, fc.constantFrom('s.*', '[s]', 'foo.*')).map(([refs, service]) => [
      gateway(plain),
      route('GRPCRoute', 'web', [
        { matches: [{ method: { type: 'RegularExpression', service, method: 'm' } }], backendRefs: v2 },
        { matches: [{ method: { service: 's', method: 'm' } }], backendRefs: v1 },
        { matches: [{ method: { service: 's' } }, { method: { service: 'foo.Bar' } }], backendRefs: refs },
        { matches: [{ method: { method: 'longer' } }], backendRefs: v1 },
      ]),
    ]),
  },
  {
    about: 'ranks of regular expressions (D-10)',
    runs: 16,
    objects: fc
      .tuple(fc.constantFrom('.*', '/', '/a.*'), backendRefs, fc.constantFrom(['/a', '/'], ['/a/b']))
      .map(([value, refs, prefixes]) => [
        gateway(plain),
        route('HTTPRoute', 'web', [
          { matches: [{ path: { type: 'RegularExpression', value } }], backendRefs: v1 },
          to(refs, ...prefixes),
        ]),
      ]),
  },
  {
    about: 'paths that Envoy makes plain (D-34)',
    runs: 6,
    objects: backendRefs.map((refs) => [gateway(plain), route('HTTPRoute', 'web', [to(refs, '/a/../b'), to(v2, '/')])]),
  },
  {
    about: 'names that a match has twice (D-11)',
    runs: 8,
    objects: fc
      .constantFrom('x-a', 'X-A')
      .map((name) => [
        gateway(plain),
        route('HTTPRoute', 'web', [
          { matches: [{ headers: headers(['x-a', 'v'], [name, 'w']) }], backendRefs: v1 },
          { matches: [{ queryParams: headers(['q', 'v'], ['q', 'w']) }], backendRefs: v1 },
          to(v2, '/'),
        ]),
      ]),
  },
  {
    about: 'CORS with credentials (D-37, GA-46)',
    runs: 45,
    objects: withRules(
      cors.map(({ cors: fields }) => corsRule({ ...fields, allowCredentials: true, allowMethods: ['*'] })),
      1,
    ),
  },
  {
    about: 'CORS without defaults (RT-96)',
    runs: 48,
    objects: withRules(
      cors.map(({ cors: { maxAge: _, ...fields } }) => corsRule(fields)),
      1,
    ),
    defaults: false,
  },
  {
    about: 'redirects (D-13 to D-17)',
    runs: 64,
    objects: withRules(
      fc.tuple(httpMatch, redirect).map(([match, filter]) => ({ matches: [match], filters: [filter] })),
      3,
    ),
    defaults: false,
  },
  {
    about: 'headers of rules and of backends (D-18 to D-20)',
    runs: 45,
    objects: withRules(
      fc.oneof(...headerModifiers.map((one) => fc.tuple(one, one, one))).map(([ofRule, ofFirst, ofSecond]) => ({
        filters: [ofRule],
        backendRefs: [
          { name: 'v1', port: 80, filters: [ofFirst] },
          { name: 'v2', port: 80, filters: [ofSecond] },
        ],
      })),
      1,
    ),
  },
  {
    about: 'filters that nobody knows (D-32)',
    runs: 6,
    objects: fc
      .tuple(extension, backendRefs)
      .map(([filter, refs]) => [
        gateway(plain),
        route('HTTPRoute', 'http', [{ ...to(v1, '/a'), filters: [filter] }, to(refs, '/a/b')]),
        route('HTTPRoute', 'web', [to(v2, '/', '/a')]),
      ]),
  },
  {
    about: 'listeners that share hosts (D-1, D-2, D-4)',
    runs: 46,
    objects: fc.tuple(fc.constantFrom('HTTP', 'HTTPS'), fc.constantFrom('l0', 'l1')).map(([protocol, sectionName]) => {
      const port = protocol === 'HTTP' ? 80 : 443;
      const ends = protocol === 'HTTP' ? {} : ({ mode: 'Terminate' } as const);
      return [
        gateway(
          { port, protocol, ...ends },
          { port, protocol, hostname: '*.e.com', ...ends },
          { port, protocol, hostname: 'a.e.com', ...ends },
        ),
        route('HTTPRoute', 'http', [to(v1, '/')], { parentRefs: [{ name: 'gw', sectionName }] }),
        route('HTTPRoute', 'web', [to(v2, '/a')], { hostnames: ['b.e.com'] }),
      ];
    }),
  },
  {
    about: 'a Gateway and a ListenerSet that share a host (D-3)',
    runs: 10,
    objects: backendRefs.map((refs) => [
      gateway(plain),
      gatewayAPI(
        'ListenerSet',
        { name: 'set', namespace: 'apple' },
        { parentRef: { name: 'gw' }, listeners: [{ ...plain, name: 'l0', hostname: 'a.e.com' }] },
      ),
      route('HTTPRoute', 'http', [to(refs, '/a')], { hostnames: ['a.e.com'] }),
      route('HTTPRoute', 'web', [to(v2, '/a')], { parentRefs: [{ kind: 'ListenerSet', name: 'set' }] }),
    ]),
  },
  {
    about: 'ports that no Service exposes (E-7, AF-23)',
    runs: 6,
    objects: backendRefs.map((refs) => [
      gatewayAPI(
        'Gateway',
        { name: 'gw', namespace: 'apple' },
        {
          gatewayClassName: 'istio',
          addresses: [{ type: 'Hostname', value: 'front.apple.svc.cluster.local' }],
          listeners: [{ name: 'l0', port: 8081, protocol: 'HTTP', hostname: '*.e.com' }],
        },
      ),
      route('HTTPRoute', 'web', [to(refs, '/', '/a')]),
    ]),
  },
  {
    about: 'Services that are not there (D-22)',
    runs: 16,
    objects: withRules(fc.constant(to([{ name: 'gone', port: 80 }, ...v1], '/', '/a')), 1),
    complete: true,
  },
  {
    about: 'parents that are not Services (D-29, D-41)',
    runs: 8,
    objects: fc.tuple(backendRefs, backendRefs).map(([first, second]) => [
      route('HTTPRoute', 'http', [{ backendRefs: first }, to(v1, '/a')], {
        parentRefs: [{ group: 'networking.istio.io', kind: 'ServiceEntry', name: 'outside' }],
      }),
      route('HTTPRoute', 'web', [{ backendRefs: second }, to(v1, '/a')], {
        parentRefs: [{ kind: 'Mesh', name: 'istio' }],
        hostnames: ['v3.apple.svc.cluster.local'],
      }),
    ]),
  },
];

function corsRule(fields: object): object {
  return { filters: [{ type: 'CORS', cors: fields }], backendRefs: v1 };
}
