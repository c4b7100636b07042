import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadDefaults } from '../../src/input/defaults.ts';
import { type JsonSchema, pathText } from '../../src/input/json-schema.ts';
import type { Channel } from '../../src/input/load-options.ts';
import { blocksRules, loadValidators, pruneNulls, type Violation } from '../../src/input/validate.ts';
import { modules } from '../../src/input/validators/index.ts';
import { violations } from '../../src/input/violations.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { CrdName } from '../../src/model/kinds.ts';
import { arbitrary, withoutUnknown } from './schema-arbitraries.ts';

const gateway = 'gateways.gateway.networking.k8s.io';
const httpRoute = 'httproutes.gateway.networking.k8s.io';

async function check(crd: CrdName, object: JsonObject, channel: Channel = 'standard'): Promise<Violation[]> {
  const [validators, defaults] = await Promise.all([loadValidators([crd], channel), loadDefaults([crd], channel)]);
  return validators.check(crd, defaults.apply(crd, object));
}

function route(rule: object, spec: object = {}): JsonObject {
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', spec: { rules: [rule], ...spec } };
}

function gatewayWith(listener: object, spec: object = {}): JsonObject {
  const listeners = [{ name: 'http', port: 80, protocol: 'HTTP', ...listener }];
  return { kind: 'Gateway', spec: { gatewayClassName: 'istio', listeners, ...spec } };
}

const port = 'spec.rules[0].backendRefs[0].port';
const matches = (count: number) => Array.from({ length: count }, () => ({}));

describe('a violation reads like the API server says it', () => {
  test.each<[string, CrdName, JsonObject, string]>([
    [
      'type',
      httpRoute,
      route({ backendRefs: [{ name: 'a', port: '80' }] }),
      `${port}: Invalid value: "string": ${port} in body must be of type integer: "string"`,
    ],
    [
      'fraction',
      httpRoute,
      route({ backendRefs: [{ name: 'a', port: 80.5 }] }),
      `${port}: Invalid value: "number": ${port} in body must be of type integer: "number"`,
    ],
    [
      'null in a list',
      httpRoute,
      route({ matches: [null] }),
      'spec.rules[0].matches[0]: Invalid value: "null": spec.rules[0].matches[0] in body must be of type object: "null"',
    ],
    [
      'maximum',
      httpRoute,
      route({ backendRefs: [{ name: 'a', port: 70000 }] }),
      `${port}: Invalid value: 70000: ${port} in body should be less than or equal to 65535`,
    ],
    [
      'minimum',
      httpRoute,
      route({ backendRefs: [{ name: 'a', port: 0 }] }),
      `${port}: Invalid value: 0: ${port} in body should be greater than or equal to 1`,
    ],
    [
      'required',
      httpRoute,
      route({ backendRefs: [{ port: 80 }] }),
      'spec.rules[0].backendRefs[0].name: Required value',
    ],
    [
      'enum',
      httpRoute,
      route({ matches: [{ path: { type: 'Prefix' } }] }),
      'spec.rules[0].matches[0].path.type: Unsupported value: "Prefix": supported values: "Exact", "PathPrefix", "RegularExpression"',
    ],
    [
      'maxItems',
      httpRoute,
      route({ matches: matches(65) }),
      'spec.rules[0].matches: Too many: 65: must have at most 64 items',
    ],
    [
      'minItems',
      gateway,
      { spec: { gatewayClassName: 'istio', listeners: [] } },
      'spec.listeners: Invalid value: 0: spec.listeners in body should have at least 1 items',
    ],
    [
      'maxLength',
      gateway,
      gatewayWith({ name: 'a'.repeat(254) }),
      'spec.listeners[0].name: Too long: may not be more than 253 bytes',
    ],
    [
      'minLength',
      gateway,
      gatewayWith({ name: '' }),
      'spec.listeners[0].name: Invalid value: "": spec.listeners[0].name in body should be at least 1 chars long',
    ],
    [
      'pattern',
      httpRoute,
      route({}, { hostnames: ['a_b'] }),
      `spec.hostnames[0]: Invalid value: "a_b": spec.hostnames[0] in body should match '^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'`,
    ],
    [
      'format',
      gateway,
      gatewayWith({}, { addresses: [{ type: 'IPAddress', value: '1.2.3' }] }),
      'spec.addresses[0].value: Invalid value: "1.2.3": spec.addresses[0].value in body must be of type ipv4: "1.2.3"',
    ],
    [
      'map list',
      httpRoute,
      route({ matches: [{ headers: ['b', 'c'].map((value) => ({ name: 'a', value })) }] }),
      'spec.rules[0].matches[0].headers[1]: Duplicate value: {"name":"a"}',
    ],
    [
      'set list',
      httpRoute,
      route({ filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['x', 'x'] } }] }),
      'spec.rules[0].filters[0].requestHeaderModifier.remove[1]: Duplicate value: "x"',
    ],
    ['unknown field', httpRoute, route({ matchs: [] }), 'unknown field "spec.rules[0].matchs"'],
    ['unknown field at the root', httpRoute, { ...route({}), specs: {} }, 'unknown field "specs"'],
    [
      'a field named __proto__',
      httpRoute,
      route(JSON.parse('{"__proto__":{}}')),
      'unknown field "spec.rules[0].__proto__"',
    ],
    [
      'label that is no string',
      httpRoute,
      { ...route({}), metadata: { labels: { a: true } } },
      'metadata.labels.a: Invalid value: "boolean": metadata.labels.a in body must be of type string: "boolean"',
    ],
    [
      'int-or-string',
      'services.',
      { spec: { ports: [{ port: 80, targetPort: true }] } },
      'spec.ports[0].targetPort: Invalid value: "boolean": spec.ports[0].targetPort in body must be of type integer,string: "boolean"',
    ],
    [
      'oneOf',
      'virtualservices.networking.istio.io',
      { spec: { http: [{ match: [{ uri: { exact: '/', prefix: '/' } }] }] } },
      'spec.http[0].match[0].uri: Invalid value: "object": "spec.http[0].match[0].uri" must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
  ])('%s', async (_, crd, object, message) => {
    expect((await check(crd, object)).map((violation) => violation.message)).toEqual([message]);
  });
});

describe('help', () => {
  test.each<[string, CrdName, JsonObject, string | undefined]>([
    ['names a near sibling', httpRoute, route({ backendRef: [] }), 'did you mean "backendRefs"?'],
    ['names a near value', httpRoute, route({ matches: [{ method: 'get' }] }), 'did you mean "GET"?'],
    ['translates from VirtualServices', httpRoute, route({}, { hosts: [] }), 'use "hostnames"'],
    ['translates filters', httpRoute, route({ redirect: {} }), 'use a filter of type RequestRedirect'],
    ['says where a field is', httpRoute, route({}, { backendRefs: [] }), 'the field is "rules[].backendRefs"'],
    ['says nothing without an idea', httpRoute, route({ zzz: 1 }), undefined],
    [
      'does not translate for VirtualServices',
      'virtualservices.networking.istio.io',
      { spec: { rewrite: {} } },
      'the field is "http[].rewrite"',
    ],
    ['asks for quotes', 'configmaps.', { data: { a: 1 } }, 'YAML reads this value as a number: put it in quotes'],
    ['asks for no quotes', httpRoute, route({ backendRefs: [{ name: 'a', port: '80' }] }), 'remove the quotes'],
    ['asks for a list', httpRoute, route({}, { hostnames: 'a.b' }), 'this field is a list: start each item with "- "'],
    [
      'lists alternatives',
      'virtualservices.networking.istio.io',
      { spec: { http: [{ match: [{ uri: { exact: '/', prefix: '/' } }] }] } },
      'set at most one of "exact", "prefix", "regex"',
    ],
  ])('%s', async (_, crd, object, help) => {
    const found = await check(crd, object);
    expect(found.map((violation) => violation.help)).toEqual([help]);
  });
});

describe('under the standard bundle', () => {
  const summary = (found: readonly Violation[]) => found.map(({ kind, path }) => `${kind} ${pathText(path)}`);
  const backendRef = { name: 'a', port: 80 };
  const externalAuth = { type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', http: {}, backendRef } };
  const persistence = (fields: object) => route({ sessionPersistence: fields });

  test('an experimental field is a violation of its own kind, at the key', async () => {
    const found = await check(httpRoute, persistence({ cookie: { name: 'a' } }));
    const message = '"sessionPersistence" exists only in the experimental channel; the standard CRDs drop it';
    expect(found).toMatchObject([{ kind: 'experimental', part: 'key', message }]);
    expect(found.filter(blocksRules)).toEqual([]);
  });

  test('what is wrong inside an experimental field is reported as well', async () => {
    expect(summary(await check(httpRoute, persistence({ type: 1, tpe: 'x' })))).toEqual([
      'experimental spec.rules[0].sessionPersistence',
      'type spec.rules[0].sessionPersistence.type',
      'unknown-field spec.rules[0].sessionPersistence.tpe',
    ]);
  });

  test('an experimental value is a violation of its own kind', async () => {
    expect(summary(await check(httpRoute, route({ filters: [externalAuth] })))).toEqual([
      'experimental spec.rules[0].filters[0].type',
      'experimental spec.rules[0].filters[0].externalAuth',
    ]);
  });

  test('what neither bundle accepts stays what it is', async () => {
    expect(summary(await check(httpRoute, route({ filters: [{ type: 'Mirror' }], foo: 1 })))).toEqual([
      'value spec.rules[0].filters[0].type',
      'unknown-field spec.rules[0].foo',
    ]);
  });

  test('an experimental kind is a violation beside those of its schema', async () => {
    const object = { kind: 'XMesh', spec: { controllerName: 1 } };
    expect(summary(await check('xmeshes.gateway.networking.x-k8s.io', object))).toEqual([
      'experimental kind',
      'type spec.controllerName',
    ]);
  });

  test('the experimental bundle has nothing to add to valid experimental fields', async () => {
    expect(await check(httpRoute, persistence({ cookie: { name: 'a' } }), 'experimental')).toEqual([]);
  });
});

test('all violations of an object are reported, each at its own path', async () => {
  const found = await check(
    gateway,
    gatewayWith({ port: 0, protocol: '' }, { addresses: [{ type: 'IPAddress', value: 1 }], foo: 1 }),
  );
  expect(found.map(({ path }) => pathText(path)).sort()).toEqual([
    'spec.addresses[0].value',
    'spec.foo',
    'spec.listeners[0].port',
    'spec.listeners[0].protocol',
  ]);
  expect(found.filter(blocksRules)).toMatchObject([{ keyword: 'type' }]);
});

test('status, other metadata and unknown fields of core kinds are not looked at', async () => {
  const metadata = { managedFields: [{}], finalizers: ['a'] };
  expect(await check(httpRoute, { ...route({}), metadata, status: { foo: 1 } })).toEqual([]);
  expect(await check('services.', { spec: { foo: 1, ports: [{ port: 80, bar: 2 }] } })).toEqual([]);
});

test('a v1alpha2 TLSRoute needs no hostnames, unlike newer versions', async () => {
  const tlsRoute = (version: string) => ({
    apiVersion: `gateway.networking.k8s.io/${version}`,
    spec: { rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] },
  });
  const crd = 'tlsroutes.gateway.networking.k8s.io';
  expect(await check(crd, tlsRoute('v1alpha2'))).toEqual([]);
  expect(await check(crd, tlsRoute('v1alpha3'))).toMatchObject([{ message: 'spec.hostnames: Required value' }]);
});

test('a field may be called like a keyword of JSON Schema', async () => {
  const frontend = { default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'a' }] } } };
  const found = await check(gateway, gatewayWith({ port: 0 }, { tls: { frontend } }));
  expect(found.map(({ path }) => pathText(path))).toEqual(['spec.listeners[0].port']);
});

test('kinds without a schema pass', async () => {
  expect(await check('certificates.cert-manager.io', { spec: 1 })).toEqual([]);
});

test('a kind that was not loaded is a bug', async () => {
  const validators = await loadValidators([gateway], 'standard');
  expect(() => validators.check(httpRoute, {})).toThrow('not loaded');
});

describe('nulls', () => {
  test('properties that are null go, items of lists stay', () => {
    expect(pruneNulls({ a: null, b: { c: null }, d: [null, { e: null, f: 1 }] })).toEqual({
      b: {},
      d: [null, { f: 1 }],
    });
  });

  test('what holds none is shared', () => {
    const clean = { a: [{ b: 1 }] };
    const object = { clean, other: { c: null } };
    expect(pruneNulls(clean)).toBe(clean);
    expect(pruneNulls(object)['clean']).toBe(clean);
  });
});

/** What a schema demands and nothing else: of large schemas nearly every generated object is invalid somewhere. */
function smallest({ items, minItems = 0, minimum = 0, properties, required = [], type }: JsonSchema): unknown {
  if (type === 'array') return items === undefined ? [] : Array.from({ length: minItems }, () => smallest(items));
  if (type === 'integer') return minimum;
  if (type !== 'object') return type === 'boolean' ? false : 'a';
  return Object.fromEntries(required.map((name) => [name, smallest(properties?.[name] ?? {})]));
}

test.each(Object.keys(modules))(
  'the compiled validator of %s refuses what its schema refuses, and nothing else',
  async (name) => {
    const module = (await modules[name]?.())?.default;
    if (module === undefined || module.schema === '') return;
    const schema: JsonSchema = JSON.parse(module.schema);
    let accepted = 0;
    const agree = (value: unknown) => {
      const valid = module.validate(value);
      if (valid) accepted++;
      expect({ value, valid }).toEqual({ value, valid: violations(schema, value).length === 0 });
    };
    fc.assert(
      fc.property(arbitrary(schema), (value) => {
        agree(value);
        agree(withoutUnknown(value));
      }),
      { numRuns: 40, seed: 1 },
    );
    agree(smallest(schema));
    expect(accepted).toBeGreaterThan(0);
  },
);
