import fc from 'fast-check';
import { connectionBackends, grpcRule, httpRule, sometimes, weighted, withoutUndefined } from './rules.ts';

/** An object as it stands in a file. */
export interface ConfiguredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly creationTimestamp?: string };
  readonly spec: object;
}

// Few names, so that objects meet: routes share hosts, hosts fall together on listeners, names decide.
const namespace = weighted([3, 'apple'], [1, 'banana']);
const age = sometimes(fc.constantFrom('2026-01-01T00:00:01Z', '2026-01-01T00:00:02Z', '2026-01-01T00:00:03Z'), 2);

interface Metadata {
  readonly name: string;
  readonly namespace: string;
  readonly creationTimestamp?: string | undefined;
}

function object(apiVersion: string, kind: string, metadata: Metadata, spec: object): ConfiguredObject {
  const { name, namespace: ns, creationTimestamp } = metadata;
  const created = creationTimestamp === undefined ? {} : { creationTimestamp };
  return { apiVersion, kind, metadata: { name, namespace: ns, ...created }, spec };
}

/** An object of the Gateway API. */
export function gatewayAPI(kind: string, metadata: Metadata, spec: object): ConfiguredObject {
  return object('gateway.networking.k8s.io/v1', kind, metadata, withoutUndefined(spec));
}

const servicePorts: Readonly<Record<string, readonly object[]>> = {
  front: [80, 8080, 443, 8443, 9000].map((port) => ({ name: `p${port}`, port, protocol: 'TCP' })),
  v1: [
    { name: 'http', port: 80 },
    { name: 'http-2', port: 8080 },
  ],
  v2: [{ name: 'http', port: 80 }],
  v3: [{ name: 'http', port: 80 }],
  db: [{ name: 'tcp', port: 5432 }],
  sec: [{ name: 'tls', port: 443 }],
};

/** What is in every configuration: Services in both namespaces, and what lies outside the cluster. */
export const surroundings: readonly ConfiguredObject[] = [
  ...['apple', 'banana'].flatMap((ns) =>
    Object.entries(servicePorts).map(([name, ports]) =>
      object('v1', 'Service', { name, namespace: ns }, { selector: { app: name }, ports }),
    ),
  ),
  object(
    'networking.istio.io/v1',
    'ServiceEntry',
    { name: 'outside', namespace: 'apple' },
    {
      hosts: ['*.ext.com'],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
      resolution: 'NONE',
    },
  ),
];

const hostname = weighted<string | undefined>(
  [3, undefined],
  [3, '*.e.com'],
  [2, 'a.e.com'],
  [1, 'b.e.com'],
  [1, '*.a.e.com'],
  [1, '*.com'],
);

const allowedRoutes = weighted([9, { namespaces: { from: 'All' } }], [1, { namespaces: { from: 'Same' } }]);

/** How listeners of each protocol look; which ones there are together is up to the kinds of configurations. */
const protocols = {
  HTTP: { port: weighted([6, 80], [1, 8080]), tls: undefined },
  HTTPS: { port: fc.constant(443), tls: { mode: 'Terminate', certificateRefs: [{ name: 'certificate' }] } },
  Passthrough: { port: weighted([2, 443], [2, 8443]), tls: { mode: 'Passthrough' } },
  Terminate: { port: fc.constant(8443), tls: { mode: 'Terminate', certificateRefs: [{ name: 'certificate' }] } },
  TCP: { port: weighted([4, 9000], [1, 80]), tls: undefined },
} as const;

/** A kind of listener. */
export type ListenerKind = keyof typeof protocols;

function listeners(kinds: fc.Arbitrary<ListenerKind>): fc.Arbitrary<readonly object[]> {
  const listener = kinds.chain((kind) => {
    const { port, tls } = protocols[kind];
    const protocol = kind === 'Passthrough' || kind === 'Terminate' ? 'TLS' : kind;
    return fc
      .record({ port, hostname: kind === 'TCP' ? fc.constant(undefined) : hostname, allowedRoutes })
      .map((fields) => ({ ...fields, protocol, tls }));
  });
  return fc
    .array(listener, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((one, i) => withoutUndefined({ ...one, name: `l${i}` })));
}

/** One Gateway, or two of which both may be in front of one Service; and a ListenerSet now and then. */
export function entrances(kinds: fc.Arbitrary<ListenerKind>): fc.Arbitrary<readonly ConfiguredObject[]> {
  const gateway = (name: string) =>
    fc.record({ listeners: listeners(kinds), age, shared: weighted([1, true], [2, false]) }).map((fields) =>
      gatewayAPI(
        'Gateway',
        { name, namespace: 'apple', creationTimestamp: fields.age },
        {
          gatewayClassName: 'istio',
          allowedListeners: { namespaces: { from: 'All' } },
          addresses: fields.shared ? [{ type: 'Hostname', value: 'front.apple.svc.cluster.local' }] : undefined,
          listeners: fields.listeners,
        },
      ),
    );
  const listenerSet = fc
    .record({ listeners: listeners(kinds), namespace: weighted([4, 'apple'], [1, 'banana']), age })
    .map((fields) =>
      gatewayAPI(
        'ListenerSet',
        { name: 'set', namespace: fields.namespace, creationTimestamp: fields.age },
        { parentRef: { name: 'gw', namespace: 'apple' }, listeners: fields.listeners },
      ),
    );
  return fc
    .tuple(gateway('gw'), sometimes(gateway('gx'), 3), sometimes(listenerSet, 3))
    .map((all) => all.filter((one) => one !== undefined));
}

const gatewayParent = weighted<object>(
  [10, { name: 'gw' }],
  [2, { name: 'gw', sectionName: 'l0' }],
  [1, { name: 'gw', sectionName: 'l1' }],
  [3, { name: 'gx' }],
  [1, { name: 'gw', port: 80 }],
  [2, { name: 'set', kind: 'ListenerSet' }],
).map((ref) => ({ namespace: 'apple', ...ref }));

/** Parents that are Gateways or their ListenerSets. */
export const gatewayParents = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(gatewayParent) },
  { weight: 1, arbitrary: fc.tuple(gatewayParent, gatewayParent) },
);

const hostnames = weighted<readonly string[]>(
  [6, []],
  [4, ['*.e.com']],
  [4, ['a.e.com']],
  [2, ['b.e.com', 'a.e.com']],
  [1, ['*.com']],
  [1, ['*.e.com', 'a.e.com']],
  [1, ['x.org']],
);

/** How routes of a kind look. */
interface Kind {
  readonly kind: string;
  readonly rule: fc.Arbitrary<object>;
  readonly parents: fc.Arbitrary<readonly object[]>;
  readonly hosts?: fc.Arbitrary<readonly string[]>;
}

/** Several routes of a kind with names of their own. */
export function routes(
  { kind, rule, parents, hosts = fc.constant([]) }: Kind,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<readonly ConfiguredObject[]> {
  const route = fc.record({
    name: weighted([3, 'http'], [3, 'http-2'], [2, 'web'], [1, 'aa']),
    namespace,
    age,
    parentRefs: parents,
    hostnames: hosts,
    rules: fc.array(rule, { minLength: 1, maxLength: kind.startsWith('T') ? 1 : 3 }),
  });
  return fc
    .uniqueArray(route, { minLength, maxLength, selector: (one) => `${one.namespace}/${one.name}` })
    .map((list) =>
      list.map(({ name, namespace: ns, age: creationTimestamp, ...spec }) =>
        gatewayAPI(kind, { name, namespace: ns, creationTimestamp }, spec),
      ),
    );
}

/** The rule of a route for connections. */
export const l4Rule = connectionBackends.map((refs) => ({ backendRefs: refs }));
/** Hostnames of TLSRoutes. */
export const serverNames = weighted<readonly string[]>(
  [4, ['a.e.com']],
  [3, ['*.e.com']],
  [3, ['b.e.com', 'a.e.com']],
  [1, ['*.com', 'a.e.com']],
);

/** HTTPRoutes, but for their parents. */
export const http = { kind: 'HTTPRoute', rule: httpRule };
/** GRPCRoutes, but for their parents. */
export const grpc = { kind: 'GRPCRoute', rule: grpcRule };
/** Parents and hostnames of routes at Gateways. */
export const atGateways = { parents: gatewayParents, hosts: hostnames };

/** A Service as the parent. */
export function meshParents(...services: readonly (readonly [weight: number, name: string, port?: number])[]) {
  const toService = services.map(([weight, name, port]): readonly [number, object] => [
    weight,
    { group: '', kind: 'Service', name, namespace: 'apple', ...(port !== undefined && { port }) },
  ]);
  return fc.tuple(weighted<object>(...toService));
}

/** Parents in the mesh of routes for HTTP. */
export const meshHTTPParents = fc.oneof(
  { weight: 12, arbitrary: meshParents([6, 'v1'], [3, 'v1', 80], [1, 'v1', 8080], [1, 'v2'], [1, 'db']) },
  {
    weight: 1,
    arbitrary: fc.constant([
      { group: 'networking.istio.io', kind: 'ServiceEntry', name: 'outside', namespace: 'apple' },
    ]),
  },
  { weight: 2, arbitrary: fc.constant([{ kind: 'Mesh', name: 'istio' }]) },
);
/** Hostnames of routes in the mesh. */
export const meshHosts = weighted<readonly string[]>([3, []], [2, ['v3.apple.svc.cluster.local']], [1, ['a.e.com']]);

/** A grant now and then. */
export const grants = sometimes(
  fc.constant(
    gatewayAPI(
      'ReferenceGrant',
      { name: 'grant', namespace: 'banana' },
      {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'apple' }],
        to: [{ group: '', kind: 'Service' }],
      },
    ),
  ),
  3,
).map((grant) => (grant === undefined ? [] : [grant]));
