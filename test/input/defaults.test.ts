import { describe, expect, test } from '@jest/globals';
import { loadDefaults } from '../../src/input/defaults.ts';
import type { DefaultsTree } from '../../src/input/defaults-tree.ts';
import { modules } from '../../src/input/validators/index.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { CrdName } from '../../src/model/kinds.ts';

const gateway = 'gateways.gateway.networking.k8s.io';
const httpRoute = 'httproutes.gateway.networking.k8s.io';

async function applied(crd: CrdName, object: JsonObject): Promise<JsonObject> {
  const defaults = await loadDefaults([crd], 'standard');
  return defaults.apply(crd, object);
}

describe('defaults are those of the CRDs', () => {
  test.each<[string, CrdName, object, object]>([
    [
      'parentRefs',
      httpRoute,
      { parentRefs: [{ name: 'gw' }] },
      {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gw' }],
        rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
      },
    ],
    [
      'parts of a match',
      httpRoute,
      { rules: [{ matches: [{ path: { value: '/a' } }, { headers: [{ name: 'a', value: 'b' }] }] }] },
      {
        rules: [
          {
            matches: [
              { path: { type: 'PathPrefix', value: '/a' } },
              { path: { type: 'PathPrefix', value: '/' }, headers: [{ name: 'a', type: 'Exact', value: 'b' }] },
            ],
          },
        ],
      },
    ],
    [
      'backendRefs',
      httpRoute,
      { rules: [{ matches: [], backendRefs: [{ name: 'a', port: 80 }] }] },
      {
        rules: [{ matches: [], backendRefs: [{ group: '', kind: 'Service', name: 'a', port: 80, weight: 1 }] }],
      },
    ],
    [
      'an experimental field',
      httpRoute,
      { rules: [{ matches: [], sessionPersistence: { cookie: {} } }] },
      {
        rules: [
          { matches: [], sessionPersistence: { type: 'Cookie', cookie: { lifetimeType: 'Session', path: '/' } } },
        ],
      },
    ],
    [
      'listeners',
      gateway,
      { listeners: [{ name: 'a', tls: {} }], addresses: [{}] },
      {
        addresses: [{ type: 'IPAddress' }],
        listeners: [{ name: 'a', allowedRoutes: { namespaces: { from: 'Same' } }, tls: { mode: 'Terminate' } }],
      },
    ],
    [
      'inside of a given object',
      gateway,
      { listeners: [{ name: 'a', allowedRoutes: { kinds: [{ kind: 'TCPRoute' }] } }] },
      {
        listeners: [
          {
            name: 'a',
            allowedRoutes: {
              kinds: [{ group: 'gateway.networking.k8s.io', kind: 'TCPRoute' }],
              namespaces: { from: 'Same' },
            },
          },
        ],
      },
    ],
    [
      'a null',
      gateway,
      { listeners: [{ name: 'a', allowedRoutes: null }] },
      {
        listeners: [{ name: 'a', allowedRoutes: { namespaces: { from: 'Same' } } }],
      },
    ],
    [
      'values of the wrong type are left alone',
      httpRoute,
      { parentRefs: 'x', rules: [1, null, { matches: 'y' }] },
      {
        parentRefs: 'x',
        rules: [1, null, { matches: 'y' }],
      },
    ],
    ['ports of a Service', 'services.', { ports: [{ port: 80 }] }, { ports: [{ port: 80, protocol: 'TCP' }] }],
  ])('%s', async (_, crd, spec, expected) => {
    expect(await applied(crd, { spec })).toEqual({ spec: expected });
  });
});

test('the original is not changed, and what needs no default is shared', async () => {
  const rule = { matches: [{ path: { type: 'Exact', value: '/' } }], backendRefs: [] };
  const original = { spec: { hostnames: ['a'], rules: [rule, {}] } };
  const text = JSON.stringify(original);
  const spec: unknown = (await applied(httpRoute, original))['spec'];
  expect(JSON.stringify(original)).toBe(text);
  expect(spec).toHaveProperty('rules', [rule, expect.anything()]);
  expect(spec).toHaveProperty('hostnames', original.spec.hostnames);
  const complete = { spec: { rules: [rule] } };
  expect(await applied(httpRoute, complete)).toBe(complete);
});

test('kinds without defaults come back as they are', async () => {
  const object = { data: { a: 'b' } };
  expect(await applied('configmaps.', object)).toBe(object);
});

test('an absent spec stays absent', async () => {
  expect(await applied(gateway, { kind: 'Gateway' })).toEqual({ kind: 'Gateway' });
});

/** The defaults of a tree by their paths. */
function flat(tree: DefaultsTree | undefined, path = ''): [string, unknown][] {
  if (tree === undefined) return [];
  const below = Object.entries(tree.properties ?? {}).flatMap(([name, child]) => flat(child, `${path}.${name}`));
  const own: [string, unknown][] = tree.default === undefined ? [] : [[path, tree.default]];
  return [...own, ...below, ...flat(tree.items, `${path}[]`), ...flat(tree.additionalProperties, `${path}.*`)];
}

/** The schemas' own, written down so that a change of the CRDs is seen. */
test.each(Object.keys(modules).filter((name) => name.endsWith('/standard')))(
  '%s has the defaults of both bundles',
  async (name) => {
    const standard = (await modules[name]?.())?.default.defaults;
    const experimental = (await modules[name.replace('/standard', '/experimental')]?.())?.default.defaults;
    expect(flat(standard)).toEqual(flat(experimental));
  },
);
