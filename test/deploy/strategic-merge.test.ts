import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { mergeSchemas, type OverlayKey } from '../../src/deploy/merge-schema.ts';
import { strategicMerge } from '../../src/deploy/strategic-merge.ts';
import { readYamlText } from '../../src/input/yaml-text.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';

function yaml(text: string): JsonObject {
  const read = readYamlText(text);
  if ('value' in read && isObject(read.value)) return read.value;
  throw new Error(`no mapping: ${text}`);
}

function merge(key: OverlayKey, original: string, patch: string): JsonObject {
  return strategicMerge(yaml(original), yaml(patch), mergeSchemas[key]);
}

const pod = (spec: string) => `{spec: {template: {spec: {${spec}}}}}`;
const container = (fields: string) => pod(`containers: [{name: c, ${fields}}]`);

// The expectations are those of Kubernetes' own library (k8s.io/apimachinery, strategicpatch).
describe('DEP-60: what a patch does', () => {
  test.each<[string, string, string, string]>([
    [
      'mappings merge key by key',
      '{metadata: {labels: {a: x, b: x}}}',
      '{metadata: {labels: {b: y, c: y}}}',
      '{metadata: {labels: {a: x, b: y, c: y}}}',
    ],
    ['null removes a key', '{spec: {replicas: 1, paused: true}}', '{spec: {paused: null}}', '{spec: {replicas: 1}}'],
    [
      'null for an absent key is ignored',
      '{spec: {replicas: 1}}',
      '{spec: {paused: null}, metadata: null}',
      '{spec: {replicas: 1}}',
    ],
    [
      'an absent key is copied without its nulls',
      '{spec: {}}',
      '{spec: {strategy: {type: Recreate, rollingUpdate: null}}}',
      '{spec: {strategy: {type: Recreate}}}',
    ],
    [
      'the nulls of a new entry of a list stay',
      pod('volumes: []'),
      pod('volumes: [{name: a, emptyDir: null}]'),
      pod('volumes: [{name: a, emptyDir: null}]'),
    ],
    [
      'another type replaces',
      '{spec: {strategy: text}}',
      '{spec: {strategy: {type: Recreate, x: null}}}',
      '{spec: {strategy: {type: Recreate}}}',
    ],
    [
      'the value null is replaced',
      pod('volumes: [{name: a, emptyDir: null}]'),
      pod('volumes: [{name: a, emptyDir: {medium: Memory}}]'),
      pod('volumes: [{name: a, emptyDir: {medium: Memory}}]'),
    ],
    ['a scalar is replaced', '{spec: {replicas: 1}}', '{spec: {replicas: 4}}', '{spec: {replicas: 4}}'],
    [
      'a list without merge key is replaced whole',
      container('args: [a, b]'),
      container('args: [c]'),
      container('args: [c]'),
    ],
    ['an empty patch changes nothing', container('args: [a]'), '{}', container('args: [a]')],
    [
      '$patch: replace in a mapping',
      '{metadata: {labels: {a: x}}}',
      '{metadata: {labels: {$patch: replace, b: y}}}',
      '{metadata: {labels: {b: y}}}',
    ],
    [
      '$patch: delete in a mapping',
      '{metadata: {labels: {a: x}}}',
      '{metadata: {labels: {$patch: delete, b: y}}}',
      '{metadata: {labels: {}}}',
    ],
    [
      'a directive for an absent mapping is nothing',
      '{metadata: {}}',
      '{metadata: {labels: {$patch: delete}}}',
      '{metadata: {}}',
    ],
    [
      '$patch: delete of an entry',
      container('env: [{name: a}, {name: b}]'),
      container('env: [{name: a, $patch: delete}]'),
      container('env: [{name: b}]'),
    ],
    [
      '$patch: delete of an absent entry',
      container('env: [{name: a}]'),
      container('env: [{name: z, $patch: delete}]'),
      container('env: [{name: a}]'),
    ],
    [
      '$patch: replace in a list',
      container('env: [{name: a}, {name: b}]'),
      container('env: [{$patch: replace}, {name: c}]'),
      container('env: [{name: c}]'),
    ],
    [
      '$retainKeys clears the rest',
      '{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}',
      '{spec: {strategy: {$retainKeys: [type], type: Recreate}}}',
      '{spec: {strategy: {type: Recreate}}}',
    ],
    [
      '$retainKeys in a volume',
      pod('volumes: [{name: a, emptyDir: {}}]'),
      pod('volumes: [{name: a, $retainKeys: [name, secret], secret: {secretName: s}}]'),
      pod('volumes: [{name: a, secret: {secretName: s}}]'),
    ],
    [
      '$deleteFromPrimitiveList',
      '{metadata: {finalizers: [a, b, c]}}',
      '{metadata: {$deleteFromPrimitiveList/finalizers: [b, z]}}',
      '{metadata: {finalizers: [a, c]}}',
    ],
    [
      '$deleteFromPrimitiveList of an absent list',
      '{metadata: {}}',
      '{metadata: {$deleteFromPrimitiveList/finalizers: [b]}}',
      '{metadata: {}}',
    ],
    [
      '$setElementOrder alone',
      container('env: [{name: a}, {name: b}]'),
      container('$setElementOrder/env: [{name: b}, {name: a}]'),
      container('env: [{name: b}, {name: a}]'),
    ],
    [
      '$setElementOrder with a patch',
      container('env: [{name: a}, {name: b}]'),
      container('$setElementOrder/env: [{name: c}, {name: b}, {name: a}], env: [{name: c}]'),
      container('env: [{name: c}, {name: b}, {name: a}]'),
    ],
    [
      '$setElementOrder of a list that the original lacks',
      container('image: i'),
      container('$setElementOrder/env: [{name: b}, {name: a}], env: [{name: b}, {name: a}]'),
      container('image: i, env: [{name: b}, {name: a}]'),
    ],
    [
      '$setElementOrder of nothing',
      container('image: i'),
      container('$setElementOrder/env: [{name: b}]'),
      container('image: i'),
    ],
    [
      '$setElementOrder of scalars',
      '{metadata: {finalizers: [a, b]}}',
      '{metadata: {$setElementOrder/finalizers: [b, a]}}',
      '{metadata: {finalizers: [b, a]}}',
    ],
    [
      'a key that every JavaScript object has',
      '{metadata: {labels: {a: x}}}',
      '{metadata: {labels: {__proto__: y, constructor: z}}}',
      '{metadata: {labels: {a: x, __proto__: y, constructor: z}}}',
    ],
  ])('%s', (_, original, patch, expected) => {
    const merged = merge('deployment', original, patch);
    expect(JSON.stringify(merged)).toBe(JSON.stringify(yaml(expected)));
  });

  test('neither the object nor the patch is changed', () => {
    const [original, patch] = [yaml(container('env: [{name: a}]')), yaml(container('env: [{name: a, value: v}]'))];
    const before = JSON.stringify([original, patch]);
    strategicMerge(original, patch, mergeSchemas.deployment);
    expect(JSON.stringify([original, patch])).toBe(before);
  });
});

describe('DEP-60: lists whose entries are matched by a key', () => {
  const cases: readonly [OverlayKey, string, string, (list: string) => string][] = [
    ...[
      'containers',
      'initContainers',
      'ephemeralContainers',
      'volumes',
      'imagePullSecrets',
      'resourceClaims',
      'schedulingGates',
    ].map((list): [OverlayKey, string, string, (list: string) => string] => [
      'deployment',
      list,
      'name',
      (items) => pod(`${list}: ${items}`),
    ]),
    ['deployment', 'hostAliases', 'ip', (items) => pod(`hostAliases: ${items}`)],
    ['deployment', 'topologySpreadConstraints', 'topologyKey', (items) => pod(`topologySpreadConstraints: ${items}`)],
    ...['containers', 'initContainers', 'ephemeralContainers'].flatMap(
      (list): [OverlayKey, string, string, (items: string) => string][] => [
        ['deployment', `env of ${list}`, 'name', (items) => pod(`${list}: [{name: c, env: ${items}}]`)],
        ['deployment', `ports of ${list}`, 'containerPort', (items) => pod(`${list}: [{name: c, ports: ${items}}]`)],
        [
          'deployment',
          `volumeMounts of ${list}`,
          'mountPath',
          (items) => pod(`${list}: [{name: c, volumeMounts: ${items}}]`),
        ],
        [
          'deployment',
          `volumeDevices of ${list}`,
          'devicePath',
          (items) => pod(`${list}: [{name: c, volumeDevices: ${items}}]`),
        ],
      ],
    ),
    ['service', 'ports', 'port', (items) => `{spec: {ports: ${items}}}`],
    ['serviceAccount', 'secrets', 'name', (items) => `{secrets: ${items}}`],
    ['horizontalPodAutoscaler', 'ownerReferences', 'uid', (items) => `{metadata: {ownerReferences: ${items}}}`],
    ['podDisruptionBudget', 'ownerReferences', 'uid', (items) => `{metadata: {ownerReferences: ${items}}}`],
    [
      'deployment',
      'ownerReferences of pods',
      'uid',
      (items) => `{spec: {template: {metadata: {ownerReferences: ${items}}}}}`,
    ],
  ];

  test.each(cases)('%s: %s by %s', (key, _, by, inList) => {
    const merged = merge(key, inList(`[{${by}: 1, a: x}, {${by}: 2, a: x}]`), inList(`[{${by}: 2, b: y}]`));
    expect(merged).toEqual(yaml(inList(`[{${by}: 1, a: x}, {${by}: 2, a: x, b: y}]`)));
    expect(() => merge(key, inList(`[{${by}: 1}]`), inList('[{b: y}]'))).toThrow(`the entry has no "${by}"`);
  });

  test.each<[OverlayKey, string, (items: string) => string]>([
    ['deployment', 'args', (items) => container(`args: ${items}`)],
    ['deployment', 'command', (items) => container(`command: ${items}`)],
    ['deployment', 'envFrom', (items) => container(`envFrom: ${items}`)],
    ['deployment', 'tolerations', (items) => pod(`tolerations: ${items}`)],
    ['deployment', 'sysctls', (items) => pod(`securityContext: {sysctls: ${items}}`)],
    ['deployment', 'capabilities.drop', (items) => container(`securityContext: {capabilities: {drop: ${items}}}`)],
    ['deployment', 'capabilities.add', (items) => container(`securityContext: {capabilities: {add: ${items}}}`)],
    ['deployment', 'projected.sources', (items) => pod(`volumes: [{name: v, projected: {sources: ${items}}}]`)],
    ['deployment', 'downwardAPI.items', (items) => pod(`volumes: [{name: v, downwardAPI: {items: ${items}}}]`)],
    ['deployment', 'matchExpressions', (items) => `{spec: {selector: {matchExpressions: ${items}}}}`],
    ['horizontalPodAutoscaler', 'metrics', (items) => `{spec: {metrics: ${items}}}`],
    ['serviceAccount', 'imagePullSecrets', (items) => `{imagePullSecrets: ${items}}`],
  ])('%s: %s is replaced whole', (key, _, inList) => {
    expect(merge(key, inList('[{name: a}, {name: b}]'), inList('[{name: b, x: y}]'))).toEqual(
      yaml(inList('[{name: b, x: y}]')),
    );
  });

  test('the selector of a PodDisruptionBudget is replaced whole although it is a mapping', () => {
    const selector = (labels: string) => `{spec: {selector: {matchLabels: ${labels}}}}`;
    expect(merge('podDisruptionBudget', selector('{a: x}'), selector('{b: y}'))).toEqual(yaml(selector('{b: y}')));
    expect(merge('deployment', selector('{a: x}'), selector('{b: y}'))).toEqual(yaml(selector('{a: x, b: y}')));
  });

  test('finalizers are a set of scalars', () => {
    const finalizers = (list: string) => `{metadata: {finalizers: ${list}}}`;
    expect(merge('service', finalizers('[a, b]'), finalizers('[b, c]'))).toEqual(yaml(finalizers('[a, b, c]')));
  });
});

describe('DEP-61: the order of a merged list', () => {
  test.each([
    ['a changed entry stays where it is', 'a b c', 'b', 'a b c'],
    ['a new entry comes before what is left of the template', 'a b', 'z', 'z a b'],
    ['a new entry behind a changed one', 'a b c', 'b z', 'a b z c'],
    ['a new entry before a changed one', 'a b c', 'z b', 'z a b c'],
    ['the order of the patch counts among its entries', 'a b c', 'c a', 'b c a'],
    ['the last entry changed', 'a b', 'b', 'a b'],
    ['an entry that occurs twice merges', 'a', 'z z', 'z a'],
  ])('%s', (_, original, patch, expected) => {
    const list = (names: string) =>
      pod(
        `containers: [${names
          .split(' ')
          .map((name) => `{name: ${name}}`)
          .join(', ')}]`,
      );
    expect(merge('deployment', list(original), list(patch))).toEqual(yaml(list(expected)));
  });
});

describe('what cannot be merged says where', () => {
  test.each<[string, string, string, string, string]>([
    [
      'an entry without key',
      container('env: [{name: a}]'),
      container('env: [{name: b}, {value: v}]'),
      'spec.template.spec.containers.0.env.1',
      'the entry has no "name"',
    ],
    [
      'a scalar among mappings',
      container('env: [{name: a}]'),
      container('env: [text]'),
      'spec.template.spec.containers.0.env.0',
      'list element types are not identical',
    ],
    [
      'an unknown directive',
      '{spec: {replicas: 1}}',
      '{spec: {$patch: remove}}',
      'spec.$patch',
      'unknown patch type: remove',
    ],
    [
      'an unknown directive in a list',
      container('env: []'),
      container('env: [{name: a, $patch: merge}]'),
      'spec.template.spec.containers.0.env.0.$patch',
      'unknown patch type: merge',
    ],
    [
      'a deletion without key',
      container('env: [{name: a}]'),
      container('env: [{$patch: delete}]'),
      'spec.template.spec.containers.0.env.0',
      'the entry has no "name"',
    ],
    [
      '$retainKeys that forgets a field',
      '{spec: {strategy: {type: x}}}',
      '{spec: {strategy: {$retainKeys: [type], rollingUpdate: {}}}}',
      'spec.strategy.$retainKeys',
      'invalid patch format of retainKeys',
    ],
    [
      '$setElementOrder in another order',
      container('env: [{name: a}]'),
      container('$setElementOrder/env: [{name: b}, {name: a}], env: [{name: a}, {name: b}]'),
      'spec.template.spec.containers.0.$setElementOrder/env',
      'does not match the $setElementOrder list',
    ],
    [
      '$setElementOrder that is no list',
      container('env: [{name: a}]'),
      container('$setElementOrder/env: a'),
      'spec.template.spec.containers.0.$setElementOrder/env',
      'invalid patch format of setElementOrder list',
    ],
  ])('%s', (_, original, patch, path, message) => {
    expect(() => merge('deployment', original, patch)).toThrow(
      expect.objectContaining({
        path: path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
        message: expect.stringContaining(message),
      }),
    );
  });
});

/** Random objects and patches with what `strategicpatch` of k8s.io/apimachinery v0.36.0 made of them. */
interface Vector {
  readonly kind: OverlayKey;
  readonly original: JsonObject;
  readonly patch: JsonObject;
  readonly merged?: JsonObject;
  readonly refused?: true;
}

describe('the Kubernetes library makes the same of random patches', () => {
  const vectors: readonly Vector[] = JSON.parse(readFileSync('fixtures/deploy/strategic-merge.json', 'utf8'));

  test('there are some of each sort', () => {
    expect(vectors.filter(({ refused }) => refused).length).toBeGreaterThan(5);
    expect(vectors.filter(({ patch }) => JSON.stringify(patch).includes('"$')).length).toBeGreaterThan(30);
  });

  test.each(vectors.map((vector, index) => [`${index}, ${vector.kind}`, vector] as const))('%s', (_, vector) => {
    const { kind, original, patch, merged } = vector;
    const apply = () => strategicMerge(original, patch, mergeSchemas[kind]);
    if (merged === undefined) expect(apply).toThrow();
    else expect(apply()).toStrictEqual(merged);
  });
});
