import { describe, expect, test } from '@jest/globals';
import { chartDefaults } from '../../src/deploy/chart-defaults.ts';
import { unsafe } from '../../src/deploy/safeguards.ts';
import { mergeValues, valueAt } from '../../src/deploy/values.ts';
import { load } from '../../src/input/load.ts';
import { gateway } from './deployment.ts';

describe('DEP-13: what istiod would not apply', () => {
  test.each<[string, string, string, string, string | undefined]>([
    ['the name of the Deployment', 'Service', 'app', 'edge', undefined],
    ['the name of the ServiceAccount', 'ServiceAccount', 'app', 'sa', undefined],
    ['a name that begins with that of the Gateway', 'DaemonSet', 'app', 'web-2', undefined],
    [
      'another name',
      'Service',
      'app',
      'other',
      'object name "other" does not match expected pattern "edge", "sa" or "web*"',
    ],
    ['another namespace', 'Service', 'b', 'web', 'object namespace "b" does not match gateway namespace "app"'],
    [
      'another kind',
      'Pod',
      'app',
      'web',
      'unexpected object kind "Pod", only Deployment, DaemonSet, Service, ServiceAccount, HorizontalPodAutoscaler, PodDisruptionBudget are allowed',
    ],
  ])('%s', async (_, kind, namespace, name, expected) => {
    const { index } = await load([{ name: 'a', text: JSON.stringify(gateway()) }], { validate: 'ignore' });
    const [own] = index.list('gateways.gateway.networking.k8s.io');
    if (own === undefined) throw new Error('the Gateway did not load');
    expect(unsafe({ kind, metadata: { namespace, name } }, { gateway: own, name: 'edge', serviceAccount: 'sa' })).toBe(
      expected,
    );
  });
});

describe('values', () => {
  test.each([
    ['global.hub', 'registry.istio.io/testing'],
    ['global.tag', 'latest'],
    ['global.variant', ''],
    ['global.istioNamespace', 'istio-system'],
    ['global.pilotCertProvider', 'istiod'],
    ['global.caAddress', ''],
    ['global.caName', ''],
    ['global.network', ''],
    ['global.meshID', ''],
    ['global.multiCluster.clusterName', ''],
    ['global.imagePullPolicy', ''],
    ['global.imagePullSecrets', []],
    ['global.logAsJson', false],
    ['global.logging.level', 'default:info'],
    ['global.sds.token.aud', 'istio-ca'],
    ['global.sts.servicePort', 0],
    ['global.proxy.image', 'proxyv2'],
    ['global.proxy.clusterDomain', 'cluster.local'],
    ['global.proxy.logLevel', 'warning'],
    ['global.proxy.componentLogLevel', 'misc:error'],
    ['global.proxy.outlierLogPath', ''],
    [
      'global.proxy.resources',
      { limits: { cpu: '2000m', memory: '1024Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    ],
    ['global.waypoint.resources', { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } }],
    ['gateways.securityContext', {}],
    ['gateways.seccompProfile', {}],
    ['revision', ''],
  ])('DEP-70: the chart has %s: %p', (path, expected) => {
    expect(valueAt(chartDefaults, path)).toEqual(expected);
  });

  test('merge as in Helm: mappings by key, the rest whole', () => {
    const below = { a: { x: 1, y: [1, 2] }, b: 1, c: { z: 1 } };
    expect(mergeValues(below, { a: { y: [3], n: null }, c: 2, __proto__: { d: 1 } })).toEqual({
      a: { x: 1, y: [3], n: null },
      b: 1,
      c: 2,
    });
    expect(below).toEqual({ a: { x: 1, y: [1, 2] }, b: 1, c: { z: 1 } });
  });
});
