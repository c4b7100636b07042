import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadRegularExpressions, type RegularExpressions } from '../../../src/model/regular-expressions.ts';
import type { Metadata } from '../../../src/model/resource.ts';
import { indexResources } from '../../../src/model/resource-index.ts';
import { createRegistry } from '../../../src/request/istio/registry.ts';
import { evaluateIstio } from '../../../src/request/istio.ts';
import { defaultWorldSettings, type IstioWorld } from '../../../src/request/istio-world.ts';
import type { Evaluation, Request } from '../../../src/request/request.ts';
import { defaultSettings } from '../../../src/settings.ts';

const runs = 200;
/** Fixed, so that a run can be repeated; another one is tried with `GWX_SEED=n npm test`. */
const seed = Number(process.env['GWX_SEED'] ?? 1);

const hosts = ['*', '*.e.com', 'a.e.com', 'svc.ns.svc.cluster.local', '*-x.e.com'];
const services = ['v1', 'v2', 'nope'].map((name) => `${name}.ns.svc.cluster.local`);
const names = fc.constantFrom('a', 'b', 'c');
const namespaces = fc.constantFrom('ns', 'far');
const forms = fc.constantFrom('mirror', 'user');

/** Some of the fields, each there or not. */
function some<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(fields, { requiredKeys: [] });
}

const text = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('/', '/a', '/a/b', '/.*', '1', 'GET', '50% off', '') },
  { weight: 1, arbitrary: fc.oneof(fc.constant('('), fc.string()) },
);
const matcher = fc.oneof(
  ...['exact', 'prefix', 'regex'].map((type) => text.map((value) => ({ [type]: value }))),
  fc.constant({}),
);
const uri = fc.oneof(
  ...['exact', 'prefix'].map((type) => fc.constantFrom('/', '/a', '/a/b').map((value) => ({ [type]: value }))),
  fc.constant({ regex: '/a.*' }),
);
const named = fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), matcher, { maxKeys: 2 });
const match = some({
  uri,
  method: fc.constantFrom({ exact: 'GET' }, { exact: 'POST' }),
  headers: named,
  withoutHeaders: named,
  queryParams: named,
  port: fc.constantFrom(80, 81),
  gateways: fc.constantFrom(['mesh'], ['ns/a']),
  ignoreUriCase: fc.boolean(),
});
const values = fc.dictionary(
  fc.constantFrom('x', 'y'),
  fc.constantFrom(...Array(8).fill('1'), ...Array(4).fill('100%%'), '%REQ(x)%', '5%'),
  {
    maxKeys: 2,
  },
);
const operations = some({ set: values, add: values, remove: fc.constant(['x']) });
const headers = some({ request: operations, response: operations });
const destination = fc.record({
  host: fc.constantFrom(...services),
  port: fc.constantFrom({ number: 80 }, { number: 99 }),
});
const destinations = fc.array(
  fc.record({ destination, weight: fc.nat(5), headers }, { requiredKeys: ['destination'] }),
  { minLength: 1, maxLength: 3 },
);
const fault = fc.record({
  abort: fc.record({
    httpStatus: fc.constant(418),
    percentage: fc.record({ value: fc.double({ min: 0, max: 100, noNaN: true }) }),
  }),
});
const actions = fc.oneof(
  { weight: 6, arbitrary: fc.record({ route: destinations }) },
  {
    weight: 1,
    arbitrary: some({
      redirect: some({ uri: text, prefixRewrite: text, scheme: fc.constant('https'), port: fc.constant(80) }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ directResponse: fc.constant({ status: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ delegate: fc.record({ name: names }) }) },
);
const entry = fc
  .tuple(
    actions,
    fc.array(match, { maxLength: 2 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.record({ headers, fault }) }),
    some({
      rewrite: some({ uri: fc.constantFrom('/', '/r'), authority: fc.constant('r.com') }),
      mirrors: fc.array(fc.record({ destination }), { maxLength: 1 }),
      retries: some({ attempts: fc.integer({ min: -1, max: 3 }) }),
    }),
  )
  .map(([action, matches, ...more]) => ({ match: matches, ...action, ...more[0], ...more[1] }));
const l4Entry = fc.record({
  match: fc.array(some({ sniHosts: fc.subarray(hosts), port: fc.constant(443) }), { minLength: 1, maxLength: 2 }),
  route: destinations,
});

function metadata(form: string, name: string, namespace: string, annotations: Record<string, string>, age: number) {
  const creationTimestamp = `2026-01-01T00:00:0${age}Z`;
  return { name, namespace, annotations: form === 'mirror' ? annotations : {}, ...(age > 0 && { creationTimestamp }) };
}

const apiVersion = 'networking.istio.io/v1';
const virtualService = fc
  .tuple(
    forms,
    names,
    namespaces,
    fc.nat(2),
    fc.subarray(hosts),
    fc.constantFrom(['ns/a'], ['ns/a'], ['ns/a', 'mesh'], ['mesh'], ['ns/b', 'ns/a'], []),
    fc.array(entry, { maxLength: 4 }),
    fc.array(l4Entry, { maxLength: 2 }),
  )
  .map(([form, name, namespace, age, own, gateways, http, l4]) => ({
    apiVersion,
    kind: 'VirtualService',
    metadata: metadata(form, name, namespace, { 'internal.istio.io/route-semantics': 'gateway' }, age),
    spec: { hosts: own, gateways, http, tls: l4, tcp: l4 },
  }));

const server = fc
  .tuple(
    fc.constantFrom(['HTTP', 80], ['HTTP', 80], ['HTTPS', 443], ['TLS', 443], ['TCP', 9000]),
    fc.constantFrom('SIMPLE', 'PASSTHROUGH'),
    fc.subarray(hosts, { minLength: 1 }),
  )
  .map(([[protocol, number], mode, own]) => ({
    port: { number, name: 'p', protocol },
    hosts: own,
    ...((protocol === 'HTTPS' || protocol === 'TLS') && { tls: { mode } }),
  }));
const gateway = fc
  .tuple(forms, names, fc.nat(2), fc.array(server, { minLength: 1, maxLength: 3 }))
  .map(([form, name, age, servers]) => ({
    apiVersion,
    kind: 'Gateway',
    metadata: metadata(form, name, 'ns', { 'internal.istio.io/gateway-service': 'front.ns.svc.cluster.local' }, age),
    spec: { servers },
  }));

const known = ['v1', 'v2', 'svc'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'ns' },
  spec: { ports: [{ name: 'http', port: 80 }] },
}));

/** The Gateway `a` is always there, and always has a port for HTTP. */
const gatewayA = fc
  .tuple(gateway, fc.subarray(hosts, { minLength: 1 }))
  .map(([{ metadata: own, spec, ...rest }, of]) => ({
    ...rest,
    metadata: { ...own, name: 'a' },
    spec: { servers: [{ port: { number: 80, name: 'first', protocol: 'HTTP' }, hosts: of }, ...spec.servers] },
  }));

const objects = fc
  .tuple(
    gatewayA,
    fc.uniqueArray(gateway, { maxLength: 2, selector: ({ metadata: { name } }) => name }),
    fc.uniqueArray(virtualService, {
      minLength: 1,
      maxLength: 4,
      selector: ({ metadata: { name, namespace } }) => `${namespace}/${name}`,
    }),
  )
  .map(([first, others, virtualServices]) => [
    first,
    ...others.filter(({ metadata: { name } }) => name !== 'a'),
    ...virtualServices,
  ]);

const entries = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('a', 'a', 'a', 'b').map((name) => ({ type: 'gateway', namespace: 'ns', name }) as const),
  },
  {
    weight: 1,
    arbitrary: namespaces.map(
      (clientNamespace) => ({ type: 'mesh', clientNamespace, service: 'svc.ns.svc.cluster.local' }) as const,
    ),
  },
);
const authority = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a.e.com', 'b.e.com', 'a-x.e.com', 'svc.ns', 'svc.ns.svc.cluster.local') },
  { weight: 1, arbitrary: fc.string() },
);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('/', '/a', '/a/b?x=1', '/b', '/a/../b', '/a%00') },
  { weight: 1, arbitrary: fc.string() },
);
const doors = fc.constantFrom(...Array(6).fill(['http', 80]), ['https', 443], ['tls', 443], ['tcp', 9000], ['tcp', 80]);
const request: fc.Arbitrary<Request> = fc
  .tuple(
    entries,
    doors,
    authority,
    path,
    fc.constantFrom('GET', 'POST', 'OPTIONS'),
    fc.boolean(),
    fc.array(fc.tuple(fc.constantFrom('x', 'Origin', 'Y'), text)),
  )
  .map(([at, [transport, port], host, target, method, grpc, sent]) => ({
    entry: at,
    transport: transport === 'https' || transport === 'tls' || transport === 'tcp' ? transport : 'http',
    port: Number(port),
    sni: host,
    authority: host,
    path: target,
    method,
    grpc,
    headers: sent,
  }));

/** How often the requests reach what there is to reach; a generator that reaches nothing proves nothing. */
const reached = new Map<string, number>();

function count({ outcome }: Evaluation): void {
  reached.set(outcome.kind, (reached.get(outcome.kind) ?? 0) + 1);
}

let expressions: RegularExpressions;

beforeAll(async () => {
  expressions = await loadRegularExpressions();
});

interface WrittenObject {
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: unknown;
}

/** The world of objects that nobody had to read. */
function worldOf(of: readonly WrittenObject[], complete = false): IstioWorld {
  const document = { file: 'test.yaml', text: '', start: 0, end: 0 };
  const origin = { document, path: [], context: false };
  const resources = of.map((object) => ({ ...object, apiVersion, origin }));
  const services = known.map((object) => ({ ...object, origin }));
  return {
    gateways: resources.filter(({ kind }) => kind === 'Gateway'),
    virtualServices: resources.filter(({ kind }) => kind === 'VirtualService').map((resource) => ({ resource })),
    workloads: new Map(),
    registry: createRegistry(indexResources(services), defaultSettings),
    sidecarNamespaces: new Set(),
    holdsAll: () => complete,
    settings: defaultWorldSettings,
  };
}

function check(property: (world: IstioWorld, given: Request, of: readonly WrittenObject[]) => void): void {
  fc.assert(
    fc.property(objects, fc.array(request, { minLength: 1, maxLength: 6 }), fc.boolean(), (of, given, complete) => {
      const world = worldOf(of, complete);
      for (const one of given) property(world, one, of);
    }),
    { numRuns: runs, seed },
  );
}

/** What is left of an answer when nobody looks at the case of the Host. */
function inLowerCase({ outcome, route, rule, match, virtualHost, listener }: Evaluation): unknown {
  return JSON.parse(JSON.stringify({ outcome, route, rule, match, virtualHost, listener }).toLowerCase());
}

describe('every request on every world', () => {
  test('is answered, and shares sum up to 1', () => {
    check((world, given) => {
      const evaluation = evaluateIstio(world, given, expressions);
      count(evaluation);
      const { outcome } = evaluation;
      if (!('choices' in outcome)) return;
      const sum = outcome.choices.reduce((total, { probability }) => total + probability, 0);
      expect(sum).toBeCloseTo(1, 9);
      if (outcome.kind !== 'backends') return;
      expect([1, outcome.choices.length]).toContain(outcome.requests.length);
      expect([1, outcome.choices.length]).toContain(outcome.responses.length);
    });
  });

  test('is answered alike whatever the case of its host', () => {
    check((world, given) => {
      const upper = { ...given, authority: given.authority.toUpperCase(), sni: given.sni.toUpperCase() };
      const lower = { ...given, authority: given.authority.toLowerCase(), sni: given.sni.toLowerCase() };
      const answer = inLowerCase(evaluateIstio(world, upper, expressions));
      expect(answer).toEqual(inLowerCase(evaluateIstio(world, lower, expressions)));
    });
  });

  test('is routed alike whatever the port in its Host', () => {
    check((world, given) => {
      if (!/^[a-z.-]+$/.test(given.authority)) return;
      const { route, rule, match, virtualHost, outcome } = evaluateIstio(world, given, expressions);
      const withPort = evaluateIstio(world, { ...given, authority: `${given.authority}:8080` }, expressions);
      expect({ ...withPort, kind: withPort.outcome.kind }).toMatchObject(
        JSON.parse(JSON.stringify({ route, rule, match, virtualHost, kind: outcome.kind })),
      );
    });
  });

  test('is answered alike whatever the order of the objects, and the second time as the first', () => {
    check((world, given, of) => {
      const again = worldOf([...of].reverse(), world.holdsAll(''));
      const plain = (evaluation: Evaluation) => ({
        ...evaluation,
        place: 0,
        steps: evaluation.steps.map(({ rule, text: said }) => [rule, said]),
        runnersUp: evaluation.runnersUp.map(({ failed }) => failed),
      });
      const first = plain(evaluateIstio(world, given, expressions));
      expect(plain(evaluateIstio(again, given, expressions))).toEqual(first);
      expect(plain(evaluateIstio(world, given, expressions))).toEqual(first);
    });
  });

  test('never fails on specs of any shape', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), request, (ofGateway, ofVirtualService, given) => {
        const any = [
          { apiVersion, kind: 'Gateway', metadata: { name: 'a', namespace: 'ns' }, spec: { servers: ofGateway } },
          {
            apiVersion,
            kind: 'VirtualService',
            metadata: { name: 'a', namespace: 'ns' },
            spec: { hosts: ['*'], http: ofVirtualService },
          },
        ];
        evaluateIstio(worldOf(any), given, expressions);
      }),
      { numRuns: runs, seed },
    );
  });
});

afterAll(() => {
  const table = [...reached].sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(table.map(([kind, times]) => `${kind}: ${times}`).join(', '));
  for (const kind of [
    'backends',
    'direct',
    'redirect',
    'not-found',
    'rejected',
    'tcp',
    'tls-passthrough',
    'undefined',
    'default-forward',
    'bad-request',
  ]) {
    expect([kind, reached.get(kind) ?? 0]).not.toEqual([kind, 0]);
  }
});
