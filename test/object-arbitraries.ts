import fc from 'fast-check';

/** An object as it stands in a file. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

const group = 'gateway.networking.k8s.io';
// Few names, so that objects meet: they refer to each other, share hosts and collide.
const namespace = fc.constantFrom('apple', 'apple', 'banana');
const name = fc.constantFrom('a', 'a-b', 'a2', 'b');
const hostname = fc.constantFrom('*.example.com', 'a.example.com', 'a.example.com', '*.b.example.com', 'other.org');
const port = fc.constantFrom(80, 80, 80, 443);
const timestamp = fc.constantFrom('2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z');

/** A record in which each property may be absent. */
function partial<T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) {
  return fc.record(shape, { requiredKeys: [] });
}

const selector = fc.oneof(
  fc.record({ matchLabels: fc.record({ team: fc.constantFrom('red', 'blue') }) }),
  fc.record({ matchLabels: fc.record({ 'kubernetes.io/metadata.name': namespace }) }),
  fc.record({
    matchExpressions: fc.array(
      fc.record({ key: fc.constant('team'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      { minLength: 1, maxLength: 1 },
    ),
  }),
);

const allowedNamespaces = fc.oneof(
  fc.record({ from: fc.constantFrom('All', 'All', 'All', 'Same') }),
  fc.record({ from: fc.constant('Selector'), selector }),
);

const certificateRef = fc
  .record({ name }, { requiredKeys: ['name'] })
  .chain((ref) =>
    fc.option(namespace, { nil: undefined }).map((other) => (other === undefined ? ref : { ...ref, namespace: other })),
  );

const listener = fc
  .record({
    name: fc.constantFrom('http', 'https', 'x', 'y'),
    protocol: fc.constantFrom('HTTP', 'HTTP', 'HTTP', 'HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'),
    port,
    hostname: fc.option(hostname, { nil: undefined }),
    mode: fc.constantFrom('Terminate', 'Passthrough'),
    certificateRefs: fc.array(certificateRef, { minLength: 1, maxLength: 2 }),
    allowedRoutes: fc.option(fc.record({ namespaces: allowedNamespaces }), { nil: undefined }),
  })
  .map(({ mode, certificateRefs, ...rest }) => {
    const tls = rest.protocol === 'HTTPS' ? { mode: 'Terminate', certificateRefs } : { mode, certificateRefs };
    return { ...rest, ...((rest.protocol === 'HTTPS' || rest.protocol === 'TLS') && { tls }) };
  });

const gatewaySpec = fc.record(
  {
    gatewayClassName: fc.constantFrom('istio', 'istio', 'istio', 'istio', 'istio', 'istio', 'istio-remote', 'unknown'),
    listeners: fc.uniqueArray(listener, { minLength: 1, maxLength: 3, selector: (entry) => entry.name }),
    addresses: fc.array(
      fc.record({ type: fc.constantFrom('Hostname', 'IPAddress'), value: fc.constantFrom('gw', '1.2.3.4') }),
      {
        maxLength: 2,
      },
    ),
    allowedListeners: fc.record({ namespaces: allowedNamespaces }),
  },
  { requiredKeys: ['gatewayClassName', 'listeners', 'allowedListeners'] },
);

const listenerSetSpec = fc.record({
  parentRef: fc.record({ name, namespace }),
  listeners: fc.uniqueArray(listener, { minLength: 1, maxLength: 2, selector: (entry) => entry.name }),
});

const parentKind = fc.constantFrom('Gateway', 'Gateway', 'ListenerSet');
const gatewayParent = fc.oneof(
  { weight: 3, arbitrary: fc.record({ name, namespace, kind: parentKind }) },
  {
    weight: 1,
    arbitrary: fc.record(
      { name, namespace, kind: parentKind, sectionName: fc.constantFrom('http', 'https', 'x', 'y'), port },
      { requiredKeys: ['name', 'namespace'] },
    ),
  },
);
const meshParent = fc.record(
  { group: fc.constant(''), kind: fc.constant('Service'), name, namespace, port },
  { requiredKeys: ['group', 'kind', 'name'] },
);
const parentRefs = fc.array(fc.oneof({ weight: 4, arbitrary: gatewayParent }, { weight: 1, arbitrary: meshParent }), {
  minLength: 1,
  maxLength: 3,
});

const backendRef = fc.record(
  { name, namespace, port, weight: fc.constantFrom(0, 1, 5) },
  { requiredKeys: ['name', 'port'] },
);
const backendRefs = fc.array(backendRef, { maxLength: 3 });

const header = fc.record({ name: fc.constantFrom('x-a', 'X-A', 'x-b'), value: fc.string({ maxLength: 5 }) });
const headerModifier = partial({
  set: fc.array(header, { maxLength: 2 }),
  add: fc.array(header, { maxLength: 2 }),
  remove: fc.array(fc.constantFrom('x-c'), { maxLength: 1 }),
});
const pathModifier = fc.oneof(
  fc.record({ type: fc.constant('ReplaceFullPath'), replaceFullPath: fc.constantFrom('/', '/new') }),
  fc.record({ type: fc.constant('ReplacePrefixMatch'), replacePrefixMatch: fc.constantFrom('/', '/new/') }),
);
const modifierFilters = [
  fc.record({ type: fc.constant('RequestHeaderModifier'), requestHeaderModifier: headerModifier }),
  fc.record({ type: fc.constant('ResponseHeaderModifier'), responseHeaderModifier: headerModifier }),
  fc.record({
    type: fc.constant('RequestMirror'),
    requestMirror: fc.record({ backendRef: fc.record({ name, port }) }),
  }),
];
const httpFilter = fc.oneof(
  ...modifierFilters,
  fc.record({
    type: fc.constant('RequestRedirect'),
    requestRedirect: partial({
      hostname: fc.constant('r.org'),
      path: pathModifier,
      port,
      scheme: fc.constant('https'),
    }),
  }),
  fc.record({
    type: fc.constant('URLRewrite'),
    urlRewrite: partial({ hostname: fc.constant('w.org'), path: pathModifier }),
  }),
  fc.record({
    type: fc.constant('CORS'),
    cors: partial({ allowOrigins: fc.constantFrom(['*'], ['https://*.org', 'https://a.org']) }),
  }),
  fc.record({
    type: fc.constant('ExtensionRef'),
    extensionRef: fc.record({ group: fc.constant('x.io'), kind: fc.constant('X'), name }),
  }),
);

const path = fc.record({
  type: fc.constantFrom('Exact', 'PathPrefix', 'RegularExpression'),
  value: fc.constantFrom('/', '/a', '/a/', '/a/b'),
});
const matchBy = fc.record(
  { name: fc.constantFrom('x-a', 'x-b'), value: fc.constant('v'), type: fc.constantFrom('Exact', 'RegularExpression') },
  { requiredKeys: ['name', 'value'] },
);
const httpMatch = partial({
  path,
  method: fc.constantFrom('GET', 'POST'),
  headers: fc.uniqueArray(matchBy, { maxLength: 2, selector: (entry) => entry.name }),
  queryParams: fc.uniqueArray(matchBy, { maxLength: 2, selector: (entry) => entry.name }),
});
const httpRule = fc.record(
  {
    matches: fc.array(httpMatch, { maxLength: 3 }),
    filters: fc.uniqueArray(httpFilter, { maxLength: 2, selector: (filter) => filter.type }),
    backendRefs,
    timeouts: partial({ request: fc.constantFrom('0s', '1s', '10ms'), backendRequest: fc.constantFrom('1s', '5ms') }),
    retry: partial({ attempts: fc.nat({ max: 3 }), codes: fc.constant([500, 503]) }),
  },
  { requiredKeys: [] },
);
const grpcRule = fc.record(
  {
    matches: fc.array(
      partial({
        method: fc.record({ service: fc.constant('s'), method: fc.constant('m') }, { requiredKeys: ['service'] }),
      }),
      { maxLength: 2 },
    ),
    filters: fc.uniqueArray(fc.oneof(...modifierFilters), { maxLength: 2, selector: (filter) => filter.type }),
    backendRefs,
  },
  { requiredKeys: [] },
);

const hostnames = fc.uniqueArray(hostname, { maxLength: 3 });

function route(
  kind: string,
  rule: fc.Arbitrary<unknown>,
  hosts?: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<Manifest> {
  const rules = fc.array(rule, { minLength: 1, maxLength: 2 });
  const spec = hosts ? fc.record({ parentRefs, rules, hostnames: hosts }) : fc.record({ parentRefs, rules });
  return manifest(`${group}/v1`, kind, { spec });
}

const metadata = fc.record(
  {
    name,
    namespace,
    creationTimestamp: timestamp,
    labels: fc.record({ 'istio.io/rev': fc.constantFrom('default', 'canary') }),
  },
  { requiredKeys: ['name', 'namespace'] },
);

function manifest(
  apiVersion: string,
  kind: string,
  fields: { readonly [field: string]: fc.Arbitrary<unknown> },
): fc.Arbitrary<Manifest> {
  const shape: { [field: string]: fc.Arbitrary<unknown> } = fields;
  return fc.record({ metadata, fields: fc.record(shape) }).map(({ metadata: meta, fields: rest }) => ({
    apiVersion,
    kind,
    metadata: meta,
    ...rest,
  }));
}

const referenceGrantSpec = fc.record({
  from: fc.array(
    fc.record({ group: fc.constant(group), kind: fc.constantFrom('HTTPRoute', 'TCPRoute', 'Gateway'), namespace }),
    { minLength: 1, maxLength: 2 },
  ),
  to: fc.array(
    fc.record(
      { group: fc.constant(''), kind: fc.constantFrom('Service', 'Secret'), name },
      { requiredKeys: ['group', 'kind'] },
    ),
    { minLength: 1, maxLength: 2 },
  ),
});

const l4Rule = fc.record({ backendRefs: fc.array(backendRef, { minLength: 1, maxLength: 3 }) });

const namespaceManifest: fc.Arbitrary<Manifest> = fc
  .record({ name: namespace, labels: partial({ team: fc.constantFrom('red', 'blue') }) })
  .map((meta) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: meta }));

/** An object of any kind that conversion looks at, near enough to what people write that the objects meet. */
export const anyManifest: fc.Arbitrary<Manifest> = fc.oneof(
  { weight: 5, arbitrary: manifest(`${group}/v1`, 'Gateway', { spec: gatewaySpec }) },
  { weight: 2, arbitrary: manifest(`${group}/v1`, 'ListenerSet', { spec: listenerSetSpec }) },
  { weight: 8, arbitrary: route('HTTPRoute', httpRule, hostnames) },
  { weight: 3, arbitrary: route('GRPCRoute', grpcRule, hostnames) },
  { weight: 2, arbitrary: route('TCPRoute', l4Rule) },
  { weight: 2, arbitrary: route('TLSRoute', l4Rule, fc.uniqueArray(hostname, { minLength: 1, maxLength: 2 })) },
  { weight: 3, arbitrary: manifest(`${group}/v1`, 'ReferenceGrant', { spec: referenceGrantSpec }) },
  {
    weight: 3,
    arbitrary: manifest('v1', 'Service', {
      spec: fc.record({
        ports: fc.uniqueArray(fc.record({ port }), { minLength: 1, maxLength: 2, selector: (entry) => entry.port }),
      }),
    }),
  },
  { weight: 2, arbitrary: namespaceManifest },
);

/** Objects with distinct identities. */
export const manifests: fc.Arbitrary<readonly Manifest[]> = fc.uniqueArray(anyManifest, {
  minLength: 6,
  maxLength: 30,
  size: 'max',
  selector: ({ kind, metadata: { name: own, namespace: ns } }) => `${kind}/${ns ?? ''}/${own}`,
});

/** A value with one place in it, found by going down along the path, replaced. */
export function spoil(value: unknown, [step, ...path]: readonly number[], replacement: unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : step % entries.length;
  const spoilt = entries.map(([key, item], i) => [key, i === at ? spoil(item, path, replacement) : item]);
  return Array.isArray(value) ? spoilt.map(([, item]) => item) : Object.fromEntries(spoilt);
}
