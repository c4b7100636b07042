import { describe, expect, test } from '@jest/globals';
import { createLocator } from '../../src/input/locate.ts';
import { parseSource } from '../../src/input/parse.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';

/** Kind, name, path and, on a diagnostic, code, line and message. */
async function read(text: string) {
  const parsed = await parseSource({ name: 'f', text });
  const { locate } = createLocator();
  return {
    objects: parsed.objects.map(({ kind, path, object }) =>
      [kind, JSON.stringify(object['metadata']), path.join('.')].join(' '),
    ),
    diagnostics: parsed.diagnostics.map(
      ({ code, message, place }) => `${code} ${place && locate(place).start.line} ${message}`,
    ),
    skippedKinds: Object.fromEntries(parsed.skippedKinds),
    skippedValues: parsed.skippedValues,
  };
}

const nothing = { objects: [], diagnostics: [], skippedKinds: {}, skippedValues: 0 };

describe('objects of documents', () => {
  test.each([
    ['a value without apiVersion and kind is counted', 'replicas: 1\n---\n- a\n---\ntext\n', { skippedValues: 3 }],
    ['null is nothing', '~\n---\nnull\n', {}],
    [
      'unknown kinds are counted by kind and group',
      'apiVersion: apps/v1\nkind: StatefulSet\n---\napiVersion: apps/v1\nkind: StatefulSet\n---\napiVersion: v1\nkind: Pod\n',
      { skippedKinds: { 'StatefulSet.apps': 2, Pod: 1 } },
    ],
    ['an object without kind', '---\n# comment\napiVersion: v1\n', { diagnostics: ['GWX0104 3 object has no kind'] }],
    ['an object without apiVersion', 'kind: Service\n', { diagnostics: ['GWX0104 1 object has no apiVersion'] }],
    ['a kind of another type', 'apiVersion: v1\nkind: [a]\n', { diagnostics: ['GWX0104 1 object has no kind'] }],
    ['a null kind', 'apiVersion: v1\nkind:\n', { diagnostics: ['GWX0104 1 object has no kind'] }],
    [
      'a known kind without a name',
      `apiVersion: ${gatewayApi}\nkind: Gateway\nmetadata: {labels: {}}\n`,
      { diagnostics: ['GWX0104 1 object has no metadata.name'] },
    ],
    ...['[]', '""', '~', '5', '{name: ""}', '{name: ~}'].map(
      (metadata) =>
        [
          `metadata ${metadata}`,
          `apiVersion: v1\nkind: Service\nmetadata: ${metadata}\n`,
          { diagnostics: ['GWX0104 1 object has no metadata.name'] },
        ] as const,
    ),
    [
      'generateName stands for a name',
      'apiVersion: v1\nkind: Service\nmetadata: {generateName: a-}\n',
      { objects: ['Service {"generateName":"a-"} '] },
    ],
    [
      'a name of a wrong type is left to the check of types',
      'apiVersion: v1\nkind: Service\nmetadata: {name: 012}\n',
      { objects: ['Service {"name":10} '] },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual({ ...nothing, ...expected });
  });
});

describe('lists', () => {
  const item = (name: string) => `{apiVersion: v1, kind: Service, metadata: {name: ${name}}}`;
  const service = (name: string, path: string) => `Service {"name":"${name}"} ${path}`;

  test.each([
    [
      'a List',
      `apiVersion: v1\nkind: List\nitems: [${item('a')}, ~, ${item('b')}]\n`,
      { objects: [service('a', 'items.0'), service('b', 'items.2')] },
    ],
    [
      'a List in a List',
      `apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: [${item('a')}]}]\n`,
      { objects: [service('a', 'items.0.items.0')] },
    ],
    [
      'a typed list whose items say nothing',
      `apiVersion: ${gatewayApi}\nkind: HTTPRouteList\nmetadata: {}\nitems: [{metadata: {name: a}}]\n`,
      { objects: ['HTTPRoute {"name":"a"} items.0'] },
    ],
    [
      'a typed list whose items say it all',
      `apiVersion: v1\nkind: ServiceList\nitems: [${item('a')}]\n`,
      { objects: [service('a', 'items.0')] },
    ],
    [
      'a list of an unknown kind',
      'apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: a}}, {metadata: {name: b}}]\n',
      { skippedKinds: { Pod: 2 } },
    ],
    ['a List without items', 'apiVersion: v1\nkind: List\n', {}],
    ['a List with items of a wrong type', 'apiVersion: v1\nkind: List\nitems: {a: 1}\n', {}],
    ['items of wrong types', 'apiVersion: v1\nkind: List\nitems: [1, a, []]\n', { skippedValues: 3 }],
    [
      'a kind that only ends like a list',
      'apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\n',
      { skippedKinds: { 'AllowList.example.com': 1 } },
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toEqual({ ...nothing, ...expected });
  });
});

test('objects of a reference source are marked', async () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n';
  const { objects } = await parseSource({ name: 'f', text, context: true });
  expect(objects.map(({ context, crd }) => [context, crd])).toEqual([[true, 'services.']]);
});
