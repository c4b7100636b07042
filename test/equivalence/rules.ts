import fc from 'fast-check';

/** A record in which each property may be absent. */
function partial<T extends Record<string, fc.Arbitrary<unknown>>>(shape: T) {
  return fc.record(shape, { requiredKeys: [] });
}

/** One of several values, each as often as its weight says. */
export function weighted<T>(...choices: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

/** An arbitrary once in so many times, `undefined` otherwise. */
export function sometimes<T>(arbitrary: fc.Arbitrary<T>, times: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 1, arbitrary }, { weight: times - 1, arbitrary: fc.constant(undefined) });
}

/** Services `v1` to `v3` are in both namespaces, `gone` is in none; grants are rare, so that `far` ones are often refused. */
const backendRef = fc
  .record({
    target: weighted(
      [12, { name: 'v1' }],
      [10, { name: 'v2' }],
      [4, { name: 'v3' }],
      [1, { name: 'gone' }],
      [1, { name: 'odd', group: 'example.com', kind: 'Unknown' }],
      [1, { name: 'v1', namespace: 'banana' }],
    ),
    weight: weighted([8, 1], [4, 3], [1, 0]),
    filters: sometimes(
      fc.record({ type: fc.constant('RequestHeaderModifier'), requestHeaderModifier: headerModifier() }),
      6,
    ),
  })
  .map(({ target, weight, filters }) => ({ ...target, port: 80, weight, ...(filters && { filters: [filters] }) }));

/** Backends of a rule of HTTP. */
export const backendRefs = fc.oneof(
  { weight: 18, arbitrary: backendRef.map((ref) => [{ ...ref, weight: ref.weight || 1 }]) },
  { weight: 6, arbitrary: fc.array(backendRef, { minLength: 2, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);

/** Backends of a rule for connections, which knows no filters. */
export const connectionBackends = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(
      backendRef.map(({ filters: _, ...ref }) => ref),
      { minLength: 1, maxLength: 2 },
    ),
  },
  { weight: 2, arbitrary: fc.constant([{ name: 'v1', port: 80, weight: 0 }]) },
  {
    weight: 1,
    arbitrary: fc.constant([
      { name: 'v1', port: 80, weight: 1 },
      { name: 'odd', group: 'example.com', kind: 'Unknown', port: 80, weight: 1 },
    ]),
  },
);

function headerModifier() {
  const header = fc.record({
    name: weighted([8, 'x-a'], [6, 'x-new'], [2, 'Host']),
    value: weighted([80, 'w'], [1, '50% off'], [4, '100%%']),
  });
  const list = fc.array(header, { minLength: 1, maxLength: 1 });
  const remove = fc.constantFrom(['x-gone'], ['x-b']);
  return fc.oneof(
    ...[fc.record({ set: list }), fc.record({ add: list }), fc.record({ remove })].map((arbitrary) => ({
      weight: 4,
      arbitrary: arbitrary.map((one): object => one),
    })),
    { weight: 1, arbitrary: fc.record({ set: list, add: list, remove }) },
  );
}

const replacement = weighted([3, '/x'], [3, '/'], [2, '/x/'], [2, '']);
const pathModifier = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('ReplacePrefixMatch'), replacePrefixMatch: replacement }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('ReplaceFullPath'), replaceFullPath: weighted([4, '/full'], [1, '']) }),
  },
);

const requestModifier = fc.record({
  type: fc.constant('RequestHeaderModifier'),
  requestHeaderModifier: headerModifier(),
});
const responseModifier = fc.record({
  type: fc.constant('ResponseHeaderModifier'),
  responseHeaderModifier: headerModifier(),
});
const mirror = fc.record({
  type: fc.constant('RequestMirror'),
  requestMirror: fc.record(
    {
      backendRef: fc.record({ name: weighted([4, 'v3'], [1, 'gone']), port: fc.constant(80) }),
      percent: fc.constantFrom(50, 0),
    },
    { requiredKeys: ['backendRef'] },
  ),
});
/** A filter that redirects. */
export const redirect = fc.record({
  type: fc.constant('RequestRedirect'),
  requestRedirect: fc
    .record({
      hostname: sometimes(fc.constant('to.org'), 3),
      path: fc.option(pathModifier, { nil: undefined, freq: 4 }),
      port: sometimes(fc.constantFrom(80, 443, 8443), 3),
      scheme: sometimes(fc.constantFrom('http', 'https'), 3),
      statusCode: sometimes(fc.constantFrom(301, 302, 307), 2),
    })
    .map(withoutUndefined),
});
const rewrite = fc.record({
  type: fc.constant('URLRewrite'),
  urlRewrite: fc.record({ hostname: fc.constant('w.org'), path: pathModifier }, { requiredKeys: ['path'] }),
});
const rewriteOfHost = fc.constant({ type: 'URLRewrite', urlRewrite: { hostname: 'w.org' } });
/** A filter about cross-origin requests. */
export const cors = fc.record({
  type: fc.constant('CORS'),
  cors: fc.record(
    {
      allowOrigins: weighted([2, ['https://a.org']], [1, ['*']], [1, ['https://*.a.org']]),
      allowMethods: fc.constantFrom(['GET'], ['*'], ['*']),
      allowCredentials: weighted([2, true], [1, false]),
      maxAge: fc.constantFrom(60, 600),
    },
    { requiredKeys: ['allowOrigins'] },
  ),
});
/** A filter that nobody knows. */
export const extension = fc.constant({ type: 'ExtensionRef', extensionRef: { group: 'x.io', kind: 'X', name: 'x' } });

/** Filters that change headers: those of requests, and those of responses. */
export const headerModifiers = [requestModifier, responseModifier] as const;

/** Filters of a rule that forwards. */
const filters = fc.oneof(
  { weight: 8, arbitrary: fc.constant([]) },
  ...[requestModifier, responseModifier, mirror, rewrite, rewrite, rewriteOfHost, cors].map((filter) => ({
    weight: 2,
    arbitrary: fc.array<{ type: string }>(filter, { minLength: 1, maxLength: 1 }),
  })),
  { weight: 3, arbitrary: fc.tuple(requestModifier, rewrite, mirror) },
);
const grpcFilters = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.tuple(requestModifier) },
  { weight: 1, arbitrary: fc.tuple(mirror) },
);

const pathValue = weighted([4, '/'], [4, '/a'], [1, '/a/'], [2, '/a/b'], [1, '/ab']);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('PathPrefix'), value: pathValue }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('Exact'), value: pathValue }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('RegularExpression'),
      value: fc.constantFrom('/a.*', '/[ab]+', '/', '.*'),
    }),
  },
);
const byName = (...names: readonly string[]) => {
  const one = fc.record(
    {
      name: fc.constantFrom(...names),
      value: weighted([5, 'v'], [1, 'w'], [1, 'v.*']),
      type: weighted([3, 'Exact'], [1, 'RegularExpression']),
    },
    { requiredKeys: ['name', 'value'] },
  );
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.uniqueArray(one, { minLength: 1, maxLength: 2, selector: ({ name }) => name.toLowerCase() }),
    },
    { weight: 1, arbitrary: fc.array(one, { minLength: 2, maxLength: 2 }) },
  );
};
/** A match of an HTTPRoute. */
export const httpMatch = fc
  .record({
    path: fc.option(path, { nil: undefined }),
    method: sometimes(fc.constantFrom('GET', 'POST'), 6),
    headers: sometimes(byName('x-a', 'x-b', 'X-A'), 6),
    queryParams: sometimes(byName('q', 'r'), 8),
  })
  .map((match) => withoutUndefined({ ...match, path: match.path ?? { type: 'PathPrefix', value: '/' } }));

const timeouts = sometimes(
  partial({ request: fc.constantFrom('10s', '0s'), backendRequest: fc.constantFrom('2s', '0s') }),
  7,
);
const retry = sometimes(
  partial({ attempts: fc.constantFrom(0, 2), codes: fc.constant([500, 503]), backoff: fc.constantFrom('100ms', '0s') }),
  9,
);

const forwarding = fc.record({ filters, backendRefs, timeouts, retry });
const redirecting = fc.tuple(redirect).map((list) => ({ filters: list }));
const failing = fc.tuple(extension, backendRefs).map(([filter, refs]) => ({ filters: [filter], backendRefs: refs }));

/** A rule of an HTTPRoute. */
export const httpRule = fc
  .record({
    matches: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 6, arbitrary: fc.array(httpMatch, { minLength: 1, maxLength: 2 }) },
    ),
    action: fc.oneof(
      { weight: 70, arbitrary: forwarding },
      { weight: 8, arbitrary: redirecting },
      { weight: 1, arbitrary: failing },
    ),
  })
  .map(({ matches, action }) => withoutUndefined({ matches: matches.length > 0 ? matches : undefined, ...action }));

const grpcMethod = fc.record(
  {
    service: fc.constantFrom('s', 's', 'foo.Bar'),
    method: fc.constantFrom('m', 'm', 'longer'),
    type: weighted([5, 'Exact'], [1, 'RegularExpression']),
  },
  { requiredKeys: [] },
);
const grpcMatch = fc
  .record({ method: fc.option(grpcMethod, { nil: undefined }), headers: sometimes(byName('x-a', 'x-b'), 6) })
  .map(withoutUndefined);

/** A rule of a GRPCRoute. */
export const grpcRule = fc
  .record({ matches: fc.array(grpcMatch, { maxLength: 2 }), filters: grpcFilters, backendRefs })
  .map(({ matches, ...rest }) => withoutUndefined({ matches: matches.length > 0 ? matches : undefined, ...rest }));

/** An object without the properties that are not there. */
export function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
