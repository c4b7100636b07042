import { describe, expect, test } from '@jest/globals';
import { core } from '../convert/conversion.ts';
import { at, configMap, containerOf, deploy, everything, gateway, type TestOptions } from './deployment.ts';

const parameters = (name = 'options', more: object = {}) => ({
  infrastructure: { parametersRef: { group: '', kind: 'ConfigMap', name, ...more } },
});
const withParameters = gateway(parameters());
const forClass = (name: string, data: object, className = 'istio', metadata: object = {}) =>
  configMap(name, data, {
    namespace: 'istio-system',
    labels: { 'gateway.istio.io/defaults-for-class': className },
    ...metadata,
  });
const replicas = ({ byKind }: Awaited<ReturnType<typeof deploy>>) => at(byKind['Deployment'], 'spec', 'replicas');
const withReplicas = (count: number) => ({ deployment: `spec: {replicas: ${count}}` });
const five = ['ServiceAccount', 'Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'].map(
  (kind) => `${kind} web-istio`,
);

describe('DEP-55: what is there only on request', () => {
  test.each([
    ['neither', {}, five.slice(0, 3)],
    ['an empty text asks for one', { horizontalPodAutoscaler: '' }, five.slice(0, 4)],
    ['and for the other', { podDisruptionBudget: '' }, [...five.slice(0, 3), ...five.slice(4)]],
    ['both, in their order', { podDisruptionBudget: '', horizontalPodAutoscaler: '# nothing' }, five],
  ])('%s', async (_, data, expected) => {
    expect((await deploy([withParameters, configMap('options', data)])).names).toEqual(expected);
  });

  test('as the templates have them', async () => {
    const data = { podDisruptionBudget: '', horizontalPodAutoscaler: '' };
    const { byKind } = await deploy([withParameters, configMap('options', data)]);
    expect(byKind['HorizontalPodAutoscaler']).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web-istio' }, maxReplicas: 1 },
    });
    const selector = { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'web' } };
    expect(byKind['PodDisruptionBudget']).toMatchObject({ apiVersion: 'policy/v1', spec: { selector } });
  });
});

describe('DEP-56: where overlays come from', () => {
  test('the defaults of the class first, then the parameters of the Gateway', async () => {
    const objects = [
      withParameters,
      forClass('c', { deployment: 'spec: {replicas: 2, paused: true}' }),
      configMap('options', withReplicas(3)),
    ];
    const deployment = await deploy(objects);
    expect(at(deployment.byKind['Deployment'], 'spec')).toMatchObject({ replicas: 3, paused: true });
  });

  test.each<[string, readonly object[], TestOptions, number | undefined]>([
    ['of the class', [forClass('c', withReplicas(2))], {}, 2],
    ['of another class', [forClass('c', withReplicas(2), 'other')], {}, undefined],
    ['of another namespace', [forClass('c', withReplicas(2), 'istio', { namespace: 'app' })], {}, undefined],
    [
      'of the namespace of istiod',
      [forClass('c', withReplicas(2), 'istio', { namespace: 'mesh' })],
      { systemNamespace: 'mesh' },
      2,
    ],
    [
      'of every namespace',
      [forClass('c', withReplicas(2), 'istio', { namespace: 'mesh' })],
      { systemNamespace: '' },
      2,
    ],
    ['the first by name', [forClass('d', withReplicas(3)), forClass('c', withReplicas(2))], {}, 2],
    [
      'the oldest',
      [
        forClass('d', withReplicas(3), 'istio', { creationTimestamp: '2026-01-01T00:00:00Z' }),
        forClass('c', withReplicas(2), 'istio', { creationTimestamp: '2026-01-02T00:00:00Z' }),
      ],
      {},
      3,
    ],
    [
      'what the chart would make of the values',
      [],
      { classDefaults: { istio: { deployment: { spec: { replicas: 4 } } } } },
      4,
    ],
    [
      'a ConfigMap of the input counts before',
      [forClass('c', withReplicas(2))],
      { classDefaults: { istio: withReplicas(4) } },
      2,
    ],
  ])('defaults %s', async (_, objects, options, expected) => {
    expect(replicas(await deploy([gateway(), ...objects], options))).toBe(expected);
  });

  test('the class is that of the Gateway, not its controller', async () => {
    const objects = [
      gateway({ gatewayClassName: 'istio-waypoint' }),
      forClass('c', withReplicas(2)),
      forClass('w', withReplicas(5), 'istio-waypoint'),
    ];
    expect(replicas(await deploy(objects, { settings: everything }))).toBe(5);
  });

  test('binary data is not read', async () => {
    const map = { ...configMap('options', {}), binaryData: { deployment: 'c3BlYzoge30=', odd: 'eA==' } };
    expect(await deploy([withParameters, map])).toMatchObject({ names: five.slice(0, 3), problems: [] });
  });
});

describe('DEP-57 to DEP-59: what is wrong with overlays', () => {
  const unsupported = (key: string) =>
    `unsupported overlay "${key}" (supported: [deployment horizontalPodAutoscaler podDisruptionBudget service serviceAccount])`;
  const metadata = (fields: string) => ({ service: `metadata: {${fields}}` });

  test.each<[string, object, string]>([
    ['another key', { Deployment: '' }, `key "Deployment": ${unsupported('Deployment')}`],
    ['no YAML', { deployment: 'a: [' }, 'key "deployment": invalid YAML: '],
    ['a list', { deployment: '[a]' }, 'key "deployment": strategic merge patch failed: it is not a mapping'],
    ['a scalar', { deployment: 'text' }, 'key "deployment": strategic merge patch failed: it is not a mapping'],
    [
      'an entry without key',
      { deployment: 'spec: {template: {spec: {containers: [{image: a}]}}}' },
      'key "deployment": field "spec.template.spec.containers[0]": strategic merge patch failed: the entry has no "name"',
    ],
    ['a name', metadata('name: other'), 'key "service": field "metadata.name": illegal metadata change'],
    ['a generateName', metadata('generateName: x-'), 'field "metadata.generateName": illegal metadata change'],
    ['a namespace', metadata('namespace: other'), 'field "metadata.namespace": illegal metadata change'],
    ['a uid', metadata('uid: u'), 'field "metadata.uid": illegal metadata change'],
    [
      'a resourceVersion',
      metadata('resourceVersion: "1"'),
      'field "metadata.resourceVersion": illegal metadata change',
    ],
    ['a generation', metadata('generation: 2'), 'field "metadata.generation": illegal metadata change'],
    [
      'a creationTimestamp',
      metadata('creationTimestamp: 2026-01-01T00:00:00Z'),
      'field "metadata.creationTimestamp": illegal metadata change',
    ],
    [
      'a deletionTimestamp',
      metadata('deletionTimestamp: 2026-01-01T00:00:00Z'),
      'field "metadata.deletionTimestamp": illegal metadata change',
    ],
    [
      'a deletionGracePeriodSeconds',
      metadata('deletionGracePeriodSeconds: 1'),
      'field "metadata.deletionGracePeriodSeconds": illegal metadata change',
    ],
    ['an owner', metadata('ownerReferences: [{uid: u}]'), 'field "metadata.ownerReferences": illegal metadata change'],
    ['a finalizer', metadata('finalizers: [a/b]'), 'field "metadata.finalizers": illegal metadata change'],
    [
      'managed fields',
      metadata('managedFields: [{manager: x}]'),
      'field "metadata.managedFields": illegal metadata change',
    ],
    ['no metadata at all', { service: 'metadata: null' }, 'field "metadata": illegal metadata change'],
    [
      'another kind than those that istiod applies',
      { service: 'kind: Pod' },
      'key "service": unexpected object kind "Pod", only Deployment, DaemonSet, Service, ServiceAccount, HorizontalPodAutoscaler, PodDisruptionBudget are allowed',
    ],
  ])('%s', async (_, data, problem) => {
    const { problems, names, result } = await deploy([withParameters, configMap('options', data)], { asIstiod: true });
    expect(problems).toEqual([
      expect.stringContaining(
        `ConfigMap app/options, ${problem.startsWith('field') ? 'key "service": ' : ''}${problem}`,
      ),
    ]);
    // DEP-11: the version is noted before anything is rendered.
    expect(names).toEqual(['Gateway web']);
    const [found] = result.gateways[0]?.problems ?? [];
    expect(found).toMatchObject({
      reason: 'overlay-invalid',
      refusedBy: 'istiod',
      place: { path: ['data', Object.keys(data)[0]] },
    });
  });

  test.each<[string, string]>([
    ['labels and annotations', 'metadata: {labels: {a: b}, annotations: {c: d}}'],
    ['the same name', 'metadata: {name: web-istio, namespace: app, creationTimestamp: null}'],
    ['apiVersion, kind and spec', 'apiVersion: v2\nkind: ServiceAccount\nspec: {type: NodePort}'],
    ['a finalizer of nothing', 'metadata: {finalizers: []}'],
  ])('not wrong: %s', async (_, service) => {
    expect((await deploy([withParameters, configMap('options', { service })])).problems).toEqual([]);
  });

  test('a Deployment may become a DaemonSet', async () => {
    expect((await deploy([withParameters, configMap('options', { deployment: 'kind: DaemonSet' })])).names).toContain(
      'DaemonSet web-istio',
    );
  });

  test('every mistake of a Gateway is said, and other Gateways are deployed', async () => {
    const other = gateway({}, { name: 'other' });
    const objects = [
      withParameters,
      other,
      forClass('c', { odd: '' }),
      configMap('options', { deployment: 'a: [', service: 'metadata: {uid: u}' }),
    ];
    const { problems, names } = await deploy([
      withParameters,
      other,
      configMap('options', { deployment: 'a: [', service: 'metadata: {uid: u}' }),
    ]);
    expect(problems).toHaveLength(2);
    expect(names).toEqual(['ServiceAccount other-istio', 'Deployment other-istio', 'Service other-istio']);
    // The defaults of a class are those of all its Gateways.
    expect((await deploy(objects)).problems.filter((text) => text.includes('unsupported'))).toHaveLength(2);
  });

  test.each<[string, object, string, readonly string[]]>([
    [
      'a missing ConfigMap',
      parameters('gone'),
      'parametersRef targeting configmap "app/gone", but configmap does not exist',
      ['name'],
    ],
    [
      'another kind',
      parameters('options', { kind: 'Secret' }),
      'invalid parameters: unknown infrastructure parameters type /Secret',
      [],
    ],
    [
      'another group',
      parameters('options', { group: 'example.com' }),
      'invalid parameters: unknown infrastructure parameters type example.com/ConfigMap',
      [],
    ],
  ])('%s', async (_, spec, message, path) => {
    const elsewhere = configMap('gone', {}, { namespace: 'other' });
    const { problems, names, result } = await deploy([gateway(spec), configMap('options', {}), elsewhere]);
    expect([problems, names]).toEqual([[message], []]);
    const place = { path: ['spec', 'infrastructure', 'parametersRef', ...path] };
    expect(result.gateways[0]?.problems[0]).toMatchObject({ refusedBy: 'istiod', place });
  });
});

describe('DEP-62, DEP-63: what overlays can do', () => {
  const overlay = async (data: object, options: TestOptions = {}, className = 'istio') =>
    deploy([gateway({ gatewayClassName: className, ...parameters() }), configMap('options', data)], options);

  test('DEP-62: the container of agentgateways has another name, so that an overlay for Envoy adds one', async () => {
    const deployment = 'spec: {template: {spec: {containers: [{name: istio-proxy, image: a}]}}}';
    const result = await overlay({ deployment }, { settings: everything }, 'istio-agentgateway');
    // DEP-61: new ones come first.
    expect([containerOf(result, 0), containerOf(result, 1)]).toEqual([
      { name: 'istio-proxy', image: 'a' },
      expect.objectContaining({ name: 'agentgateway' }),
    ]);
  });

  test('DEP-63: not who manages the objects', async () => {
    const labels = 'metadata: {labels: {gateway.istio.io/managed: me, a: b}}';
    const { byKind } = await overlay({ service: labels, deployment: 'metadata: {labels: null}' });
    expect(at(byKind['Service'], 'metadata', 'labels')).toMatchObject({
      'gateway.istio.io/managed': 'istio.io-gateway-controller',
      a: 'b',
    });
    expect(at(byKind['Deployment'], 'metadata', 'labels')).toEqual({
      'gateway.istio.io/managed': 'istio.io-gateway-controller',
    });
  });

  test('but selector, image and type', async () => {
    const result = await overlay({
      service: 'spec: {type: ClusterIP, selector: {app: mine}}',
      deployment: 'spec: {template: {spec: {containers: [{name: istio-proxy, image: mine}]}}}',
    });
    expect(at(result.byKind['Service'], 'spec')).toMatchObject({ type: 'ClusterIP', selector: { app: 'mine' } });
    expect(containerOf(result)).toMatchObject({ image: 'mine' });
  });
});

describe('DEP-14, DEP-64: what is there already', () => {
  const managed = { labels: { 'gateway.istio.io/managed': 'anything' } };
  const live = (kind: string, apiVersion: string, more: object = {}, rest: object = {}) => ({
    ...core(kind, 'web-istio', 'app', { apiVersion, metadata: { name: 'web-istio', namespace: 'app', ...more } }),
    ...rest,
  });
  const all: readonly [string, string][] = [
    ['ServiceAccount', 'v1'],
    ['Deployment', 'apps/v1'],
    ['Service', 'v1'],
    ['HorizontalPodAutoscaler', 'autoscaling/v1'],
    ['PodDisruptionBudget', 'policy/v1'],
  ];
  const classDefaults = { istio: { horizontalPodAutoscaler: '', podDisruptionBudget: '' } };

  test.each(all)('a %s of somebody else is left alone, the rest is applied', async (kind, apiVersion) => {
    const { names, issues } = await deploy([gateway(), live(kind, apiVersion)], { classDefaults });
    const left = `metadata.name not-deployed: istiod leaves ${kind} app/web-istio as it is: it has no label "gateway.istio.io/managed"`;
    expect(issues).toEqual([left]);
    expect(names).toEqual(five.filter((name) => !name.startsWith(`${kind} `)));
  });

  test.each(all)('a managed %s is overwritten in the version in which istiod saw it', async (kind, apiVersion) => {
    const object = live(kind, apiVersion, { ...managed, resourceVersion: '42' });
    const asIstiod = await deploy([gateway(), object], { classDefaults, asIstiod: true });
    expect(at(asIstiod.byKind[kind], 'metadata', 'resourceVersion')).toBe('42');
    // What a file says of it is old when it is applied.
    const { byKind, names } = await deploy([gateway(), object], { classDefaults });
    expect([at(byKind[kind], 'metadata', 'resourceVersion'), names]).toEqual([undefined, five]);
  });

  const legacy = 'istio.io/gateway-name';
  const old = (matchLabels: object, podLabels: object = {}) =>
    live('Deployment', 'apps/v1', managed, {
      spec: { selector: { matchLabels }, template: { metadata: { labels: podLabels } } },
    });

  test('a Deployment of before 1.24 keeps its selector whole', async () => {
    const { byKind } = await deploy([gateway(), old({ [legacy]: 'web', own: 'x' }, { [legacy]: 'pod', other: 'y' })]);
    expect(at(byKind['Deployment'], 'spec', 'selector')).toEqual({ matchLabels: { [legacy]: 'web', own: 'x' } });
    const labels = at(byKind['Deployment'], 'spec', 'template', 'metadata', 'labels');
    expect(labels).toMatchObject({ [legacy]: 'pod', 'gateway.networking.k8s.io/gateway-name': 'web' });
    expect(labels).not.toHaveProperty('other');
    expect(at(byKind['Service'], 'spec', 'selector')).toEqual({ 'gateway.networking.k8s.io/gateway-name': 'web' });
  });

  test.each<[string, object]>([
    ['without the old label', { own: 'x' }],
    ['with an empty one', { [legacy]: '', own: 'x' }],
  ])('one %s does not', async (_, matchLabels) => {
    const { byKind } = await deploy([gateway(), old(matchLabels)]);
    expect(at(byKind['Deployment'], 'spec', 'selector')).toEqual({
      matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'web' },
    });
  });
});
