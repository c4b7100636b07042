import { describe, expect, test } from '@jest/globals';
import type { Settings } from '../../src/settings.ts';
import { at, deploy, everything, gateway, type TestOptions } from './deployment.ts';

const podLabels = ['spec', 'template', 'metadata', 'labels'] as const;
const podAnnotations = ['spec', 'template', 'metadata', 'annotations'] as const;
const ambient: Partial<Settings> = { EnableAmbient: true, EnableAmbientWaypoints: true };

async function serviceLabels(object: object, options: TestOptions = {}) {
  const { byKind } = await deploy([object], options);
  const labels = at(byKind['Service'], 'metadata', 'labels');
  const own = Object.entries(typeof labels === 'object' && labels !== null ? labels : {});
  // Those that every object has.
  return Object.fromEntries(own.filter(([key]) => !/gateway(-class)?-name$|managed$/.test(key)));
}

describe('DEP-15 to DEP-17: names', () => {
  const annotated = (annotations: object) => gateway({}, { annotations });
  const override = { 'gateway.istio.io/name-override': 'edge.a' };
  const account = { 'gateway.istio.io/service-account': 'sa' };

  test.each<[string, object, string, string]>([
    ['the default', gateway(), 'web-istio', 'web-istio'],
    ['the override does not name the account', annotated(override), 'edge.a', 'web-istio'],
    ['the account alone', annotated(account), 'web-istio', 'sa'],
    ['both', annotated({ ...override, ...account }), 'edge.a', 'sa'],
    [
      'empty ones do not count',
      annotated({ 'gateway.istio.io/name-override': '', 'gateway.istio.io/service-account': '' }),
      'web-istio',
      'web-istio',
    ],
    [
      'those of the infrastructure do not count',
      gateway({ infrastructure: { annotations: { ...override, ...account } } }),
      'web-istio',
      'web-istio',
    ],
    [
      'long ones are not cut',
      gateway({}, { name: 'a'.repeat(70) }),
      `${'a'.repeat(70)}-istio`,
      `${'a'.repeat(70)}-istio`,
    ],
  ])('%s', async (_, object, name, serviceAccount) => {
    const { names, byKind } = await deploy([object]);
    expect(names).toEqual([`ServiceAccount ${serviceAccount}`, `Deployment ${name}`, `Service ${name}`]);
    expect(at(byKind['Deployment'], 'spec', 'template', 'spec', 'serviceAccountName')).toBe(serviceAccount);
  });
});

describe('DEP-19: which labels and annotations are copied', () => {
  const own = { labels: { own: 'x', 'gateway.networking.k8s.io/own': 'x' }, annotations: { own: 'y' } };
  const given = { labels: { given: 'x', 'gateway.networking.k8s.io/given': 'x' } };

  test.each<[string, object, Partial<Settings>, object]>([
    ['those of the Gateway, unfiltered', gateway({}, own), {}, own.labels],
    ['not with the switch off', gateway({}, own), { EnableGatewayAPICopyLabelsAnnotations: false }, {}],
    ['those of the infrastructure instead, filtered', gateway({ infrastructure: given }, own), {}, { given: 'x' }],
    [
      'those of the infrastructure even with the switch off',
      gateway({ infrastructure: given }, own),
      { EnableGatewayAPICopyLabelsAnnotations: false },
      { given: 'x' },
    ],
    ['none where the infrastructure has an empty mapping', gateway({ infrastructure: { labels: {} } }, own), {}, {}],
    [
      'those of the Gateway where the infrastructure has annotations alone',
      gateway({ infrastructure: { annotations: { a: 'b' } } }, own),
      {},
      own.labels,
    ],
  ])('%s', async (_, object, settings, expected) => {
    expect(await serviceLabels(object, { settings })).toEqual(expected);
  });

  test('annotations go by themselves', async () => {
    const { byKind } = await deploy([gateway({ infrastructure: given }, own)]);
    expect(at(byKind['Service'], 'metadata', 'annotations')).toEqual({ own: 'y' });
  });
});

test('DEP-19, DEP-20, DEP-54: entries without effect are issues', async () => {
  const infrastructure = {
    labels: { 'gateway.networking.k8s.io/x': 'a', fine: 'a' },
    annotations: { 'gateway.networking.k8s.io/x': 'a', 'networking.istio.io/service-type': 'NodePort', fine: 'a' },
  };
  const own = {
    labels: { 'istio.io/dataplane-mode': 'ambient' },
    annotations: { 'networking.istio.io/service-type': 'NodePort' },
  };
  const { issues } = await deploy([gateway({ infrastructure }, own)]);
  expect(issues).toEqual([
    'spec.infrastructure.labels.gateway.networking.k8s.io/x label-dropped: "gateway.networking.k8s.io/x" has no effect here: istiod keeps this prefix to itself',
    'spec.infrastructure.annotations.gateway.networking.k8s.io/x label-dropped: "gateway.networking.k8s.io/x" has no effect here: istiod keeps this prefix to itself',
    'spec.infrastructure.annotations.networking.istio.io/service-type label-dropped: "networking.istio.io/service-type" has no effect here: istiod reads it from metadata.annotations',
    'metadata.labels.istio.io/dataplane-mode label-dropped: "istio.io/dataplane-mode" has no effect here: beside spec.infrastructure.labels istiod neither copies nor adds it',
  ]);
  expect((await deploy([gateway({}, own)])).issues).toEqual([]);
});

describe('DEP-20: the label that keeps gateways out of ambient mode', () => {
  const mode = (value: string) => ({ labels: { 'istio.io/dataplane-mode': value } });

  test.each<[string, object, Partial<Settings>, string | undefined]>([
    ['without ambient mode', gateway(), {}, undefined],
    ['in ambient mode', gateway(), ambient, 'none'],
    ['a label of the Gateway is copied', gateway({}, mode('ambient')), ambient, 'ambient'],
    ['a label of the infrastructure counts', gateway({ infrastructure: mode('ambient') }), ambient, 'ambient'],
    [
      'a label of the Gateway beside others of the infrastructure is neither copied nor replaced',
      gateway({ infrastructure: { labels: {} } }, mode('ambient')),
      ambient,
      undefined,
    ],
    ['not for waypoints', gateway({ gatewayClassName: 'istio-waypoint' }), ambient, undefined],
    ['not for east-west gateways', gateway({ gatewayClassName: 'istio-east-west' }), everything, undefined],
    ['for agentgateways', gateway({ gatewayClassName: 'istio-agentgateway' }), everything, 'none'],
  ])('%s', async (_, object, settings, expected) => {
    expect((await serviceLabels(object, { settings }))['istio.io/dataplane-mode']).toBe(expected);
  });
});

describe('DEP-21: the network of waypoints and east-west gateways', () => {
  const network = 'topology.istio.io/network';
  const values = { global: { network: 'n1' } };
  const labelled = { labels: { [network]: 'own' } };

  test.each<[string, object, TestOptions, string | undefined]>([
    ['that of the values', gateway({ gatewayClassName: 'istio-waypoint' }), { values }, 'n1'],
    ['of east-west gateways too', gateway({ gatewayClassName: 'istio-east-west' }), { values }, 'n1'],
    ['not of gateways', gateway(), { values }, undefined],
    ['none without values', gateway({ gatewayClassName: 'istio-waypoint' }), {}, undefined],
    ['the label of the Gateway', gateway({ gatewayClassName: 'istio-waypoint' }, labelled), { values }, 'own'],
    [
      'the label of the infrastructure is overwritten',
      gateway({ gatewayClassName: 'istio-waypoint', infrastructure: labelled }),
      { values },
      'n1',
    ],
    [
      'a label of the Gateway that is not copied counts all the same',
      gateway({ gatewayClassName: 'istio-waypoint', infrastructure: { labels: {} } }, labelled),
      { values },
      undefined,
    ],
  ])('%s', async (_, object, options, expected) => {
    expect((await serviceLabels(object, { ...options, settings: everything }))[network]).toBe(expected);
  });
});

describe('DEP-22 to DEP-26: annotations and labels of the objects', () => {
  const annotations = {
    'gateway.istio.io/name-override': 'edge',
    'gateway.istio.io/service-account': 'sa',
    'gateway.istio.io/controller-version': '5',
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
    'networking.istio.io/service-type': 'NodePort',
    'istio.io/rev': 'mine',
    'prometheus.io/port': '1',
    team: 'a',
  };
  const labels = {
    'sidecar.istio.io/inject': 'mine',
    'service.istio.io/canonical-name': 'mine',
    'gateway.istio.io/managed': 'mine',
    'gateway.networking.k8s.io/gateway-name': 'mine',
  };
  const kept = {
    'networking.istio.io/service-type': 'NodePort',
    'istio.io/rev': 'mine',
    'prometheus.io/port': '1',
    team: 'a',
  };
  const overlays = { classDefaults: { istio: { horizontalPodAutoscaler: '', podDisruptionBudget: '' } } };

  test('every object has the annotations, but for those of the Gateway alone', async () => {
    const { byKind, names } = await deploy([gateway({}, { annotations })], overlays);
    expect(names).toHaveLength(5);
    for (const object of Object.values(byKind)) expect(at(object, 'metadata', 'annotations')).toEqual(kept);
  });

  test('without any there is an empty mapping', async () => {
    const { byKind } = await deploy([gateway()], overlays);
    for (const object of Object.values(byKind)) expect(at(object, 'metadata', 'annotations')).toEqual({});
  });

  test('DEP-25: the annotations of istiod win in the pod', async () => {
    const { byKind } = await deploy([gateway({}, { annotations })], { revision: 'default' });
    expect(at(byKind['Deployment'], ...podAnnotations)).toEqual({
      ...kept,
      'istio.io/rev': 'default',
      'prometheus.io/path': '/stats/prometheus',
      'prometheus.io/port': '15020',
      'prometheus.io/scrape': 'true',
    });
    const canary = await deploy([gateway()], { revision: 'canary' });
    expect(at(canary.byKind['Deployment'], ...podAnnotations, 'istio.io/rev')).toBe('canary');
  });

  test('DEP-24: the labels of istiod win', async () => {
    const { byKind } = await deploy([gateway({}, { labels })], overlays);
    for (const object of Object.values(byKind)) {
      expect(at(object, 'metadata', 'labels')).toEqual({
        ...labels,
        'gateway.istio.io/managed': 'istio.io-gateway-controller',
        'gateway.networking.k8s.io/gateway-name': 'web',
        'gateway.networking.k8s.io/gateway-class-name': 'istio',
      });
    }
  });

  test.each([
    ['istio', undefined, 'istio.io-gateway-controller'],
    ['istio-waypoint', 'none', 'istio.io-mesh-controller'],
    ['istio-east-west', 'none', 'istio.io-eastwest-controller'],
    ['istio-agentgateway', undefined, 'istio.io-agentgateway-controller'],
    ['istio-agentgateway-waypoint', 'none', 'istio.io-agentgateway-waypoint-controller'],
  ])(
    'DEP-26, DEP-27: the labels of pods of class %s: the first group may be overridden',
    async (className, mode, managed) => {
      const { byKind } = await deploy([gateway({ gatewayClassName: className, infrastructure: { labels } })], {
        settings: { ...everything, EnableAmbientWaypoints: true },
      });
      const given = at(byKind['Deployment'], ...podLabels);
      expect(given).toMatchObject({
        'sidecar.istio.io/inject': 'mine',
        'service.istio.io/canonical-name': 'mine',
        'service.istio.io/canonical-revision': 'latest',
        'gateway.istio.io/managed': managed,
        'gateway.networking.k8s.io/gateway-name': 'web',
        'gateway.networking.k8s.io/gateway-class-name': className,
      });
      const ofClass = at(given, 'istio.io/dataplane-mode');
      expect(ofClass).toBe(mode ?? 'none');
      const overridden = await deploy(
        [gateway({ gatewayClassName: className }, { labels: { 'istio.io/dataplane-mode': 'ambient' } })],
        { settings: everything },
      );
      expect(at(overridden.byKind['Deployment'], ...podLabels, 'istio.io/dataplane-mode')).toBe('ambient');
    },
  );

  test('DEP-23: waypoints prefer endpoints nearby unless the Gateway says otherwise', async () => {
    const key = 'networking.istio.io/traffic-distribution';
    const of = async (gatewayClassName: string, own: object) => {
      const { byKind } = await deploy([gateway({ gatewayClassName }, { annotations: own })], { settings: everything });
      expect(at(byKind['Deployment'], 'metadata', 'annotations')).toEqual(own);
      return at(byKind['Service'], 'metadata', 'annotations');
    };
    expect(await of('istio-waypoint', {})).toEqual({ [key]: 'PreferClose' });
    expect(await of('istio-east-west', {})).toEqual({ [key]: 'PreferClose' });
    expect(await of('istio-waypoint', { [key]: 'Any' })).toEqual({ [key]: 'Any' });
    expect(await of('istio-agentgateway-waypoint', {})).toEqual({});
    expect(await of('istio', {})).toEqual({});
  });
});

describe('DEP-28, DEP-29: owners', () => {
  const owner = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: 'web' };
  const overlays = { classDefaults: { istio: { horizontalPodAutoscaler: '', podDisruptionBudget: '' } } };
  const ownersOf = (object: unknown) => at(object, 'metadata', 'ownerReferences');

  test('a Gateway with a uid owns every object', async () => {
    const { byKind } = await deploy([gateway({}, { uid: 'u-1' })], overlays);
    expect(Object.values(byKind).map(ownersOf)).toEqual(Array(5).fill([{ ...owner, uid: 'u-1' }]));
  });

  test('one without owns none, as no API server would take that', async () => {
    const { byKind } = await deploy([gateway()], overlays);
    expect(Object.values(byKind).map(ownersOf)).toEqual(Array(5).fill(undefined));
  });

  test.each([
    ['istio', 27, undefined, null],
    ['istio', 28, '', null],
    ['istio-waypoint', 27, undefined, ''],
    ['istio-waypoint', 28, '', ''],
    ['istio-agentgateway', 27, '', null],
    ['istio-agentgateway-waypoint', 27, '', null],
  ])('as istiod has it: class %s on Kubernetes 1.%d', async (gatewayClassName, kubernetesMinor, account, service) => {
    const options = { kubernetesMinor, asIstiod: true, settings: everything };
    const { byKind } = await deploy([gateway({ gatewayClassName })], options);
    const expected = (uid: string | null | undefined) => (uid === undefined ? undefined : [{ ...owner, uid }]);
    expect(ownersOf(byKind['ServiceAccount'])).toEqual(expected(account));
    expect(ownersOf(byKind['Deployment'])).toEqual(expected(''));
    expect(ownersOf(byKind['Service'])).toEqual(expected(service));
  });
});

describe('DEP-30: what stands in a template without quotes', () => {
  const selector = 'gateway.networking.k8s.io/gateway-name';

  test.each<[string, unknown]>([
    ['123', 123],
    ['true', true],
    ['null', null],
    ['1e3', 1000],
    ['web', 'web'],
  ])('a Gateway called %s', async (name, expected) => {
    const options = { asIstiod: true, settings: everything };
    const { byKind } = await deploy([gateway({}, { name, uid: '007' })], options);
    expect(at(byKind['Deployment'], 'spec', 'selector', 'matchLabels', selector)).toBe(expected);
    expect(at(byKind['Service'], 'spec', 'selector', selector)).toBe(expected);
    expect(at(byKind['Deployment'], 'metadata', 'ownerReferences', 0)).toMatchObject({ name: expected, uid: '007' });
    expect(at(byKind['Service'], 'metadata', 'ownerReferences', 0)).toMatchObject({ name: expected, uid: 7 });
    expect(at(byKind['ServiceAccount'], 'metadata', 'ownerReferences', 0)).toMatchObject({ name, uid: '007' });
    expect(at(byKind['Deployment'], 'metadata', 'labels', selector)).toBe(name);
    const waypoint = await deploy([gateway({ gatewayClassName: 'istio-waypoint' }, { name, uid: '007' })], options);
    expect(at(waypoint.byKind['Service'], 'spec', 'selector', selector)).toBe(name);
    expect(at(waypoint.byKind['Service'], 'metadata', 'ownerReferences', 0)).toMatchObject({ name, uid: '007' });
  });
});
