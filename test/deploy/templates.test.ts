import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { core } from '../convert/conversion.ts';
import {
  at,
  type ClassName,
  containerOf,
  deploy,
  everything,
  gateway,
  namesIn,
  ofClass,
  type TestDeployment,
} from './deployment.ts';

const classes: readonly ClassName[] = [
  'istio',
  'istio-waypoint',
  'istio-east-west',
  'istio-agentgateway',
  'istio-agentgateway-waypoint',
];

const podOf = ({ byKind }: TestDeployment) => at(byKind['Deployment'], 'spec', 'template', 'spec');
const argumentsOf = (deployment: TestDeployment) => {
  const list = at(containerOf(deployment), 'args');
  return Array.isArray(list) ? list.map(String) : [];
};

describe('DEP-39: the pod', () => {
  test.each(classes)('%s: no replicas, no strategy, the pull secrets of the values', async (name) => {
    const deployment = await ofClass(name, { global: { imagePullSecrets: ['a', 'b'] } });
    expect(Object.keys(Object(at(deployment.byKind['Deployment'], 'spec'))).sort()).toEqual(['selector', 'template']);
    expect(at(podOf(deployment), 'imagePullSecrets')).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(podOf(await ofClass(name))).not.toHaveProperty('imagePullSecrets');
  });

  test.each(['istio', 'istio-agentgateway'] as const)('%s: its security context', async (name) => {
    const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];
    const profile = { type: 'RuntimeDefault' };
    const contextOf = async (gateways: JsonObject) => at(podOf(await ofClass(name, { gateways })), 'securityContext');
    expect(await contextOf({})).toEqual({ sysctls });
    expect(await contextOf({ seccompProfile: profile })).toEqual({ sysctls, seccompProfile: profile });
    expect(await contextOf({ securityContext: { fsGroup: 1 }, seccompProfile: profile })).toEqual({ fsGroup: 1 });
  });

  test.each(['istio-waypoint', 'istio-east-west', 'istio-agentgateway-waypoint'] as const)(
    '%s: none; the profile is that of the container',
    async (name) => {
      const seccompProfile = { type: 'RuntimeDefault' };
      const deployment = await ofClass(name, { gateways: { securityContext: { fsGroup: 1 }, seccompProfile } });
      expect(podOf(deployment)).not.toHaveProperty('securityContext');
      expect(containerOf(deployment)).toMatchObject({ securityContext: { seccompProfile, privileged: false } });
      expect(at(containerOf(await ofClass(name)), 'securityContext')).not.toHaveProperty('seccompProfile');
    },
  );

  test.each<[ClassName, boolean]>([
    ['istio', false],
    ['istio-waypoint', true],
    ['istio-east-west', true],
    ['istio-agentgateway', false],
    ['istio-agentgateway-waypoint', false],
  ])('DEP-44: %s is scheduled as the values for waypoints say: %p', async (name, scheduled) => {
    const waypoint = {
      affinity: { nodeAffinity: {} },
      topologySpreadConstraints: [{ maxSkew: 1 }],
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ operator: 'Exists' }],
    };
    const given = Object.entries(Object(podOf(await ofClass(name, { global: { waypoint } }))));
    const fields = Object.fromEntries(given.filter(([key]) => key in waypoint));
    expect(fields).toEqual(scheduled ? waypoint : {});
    expect(Object.keys(Object(podOf(await ofClass(name)))).filter((key) => key in waypoint)).toEqual([]);
  });
});

describe('DEP-40, DEP-44, DEP-45: the container', () => {
  test.each<[ClassName, 'proxy' | 'waypoint']>([
    ['istio', 'proxy'],
    ['istio-waypoint', 'waypoint'],
    ['istio-east-west', 'waypoint'],
    ['istio-agentgateway', 'proxy'],
    ['istio-agentgateway-waypoint', 'waypoint'],
  ])('%s: the resources of %s', async (name, key) => {
    const resources = { requests: { cpu: '1', memory: null } };
    const of = async (own: JsonObject) =>
      containerOf(await ofClass(name, { global: { [key]: own } }, { chart: false }));
    expect(at(await of({ resources }), 'resources')).toEqual({ requests: { cpu: '1' } });
    expect(await of({ resources: {} })).not.toHaveProperty('resources');
    expect(await of({ resources: null })).not.toHaveProperty('resources');
    // DEP-51: if everything is null, the field is.
    expect(await of({ resources: { limits: { cpu: null } } })).toHaveProperty('resources', null);
    expect(at(await of({ resources: { limits: {}, requests: { cpu: null } } }), 'resources')).toEqual({ limits: {} });
  });

  test.each(classes)('%s: the pull policy', async (name) => {
    const given = await ofClass(name, { global: { imagePullPolicy: 'Always' } });
    expect(containerOf(given)).toHaveProperty('imagePullPolicy', 'Always');
    expect(containerOf(await ofClass(name))).not.toHaveProperty('imagePullPolicy');
  });

  test.each<[ClassName, boolean]>([
    ['istio', true],
    ['istio-waypoint', false],
    ['istio-agentgateway', true],
    ['istio-agentgateway-waypoint', false],
  ])('%s has the lifecycle of the values: %p', async (name, has) => {
    const lifecycle = { preStop: { exec: { command: ['true'] } } };
    const values = { global: { proxy: { lifecycle } } };
    expect(at(containerOf(await ofClass(name, values)), 'lifecycle')).toEqual(has ? lifecycle : undefined);
    expect(containerOf(await ofClass(name))).not.toHaveProperty('lifecycle');
  });

  test('the arguments of a gateway', async () => {
    const logs = [
      '--proxyLogLevel',
      'warning',
      '--proxyComponentLogLevel',
      'misc:error',
      '--log_output_level',
      'default:info',
    ];
    const domain = ['--domain', '$(POD_NAMESPACE).svc.cluster.local'];
    expect(argumentsOf(await ofClass('istio'))).toEqual(['proxy', 'router', ...domain, ...logs]);
    const values = {
      global: { sts: { servicePort: 15463 }, logAsJson: true, proxy: { outlierLogPath: '/dev/stdout' } },
    };
    expect(argumentsOf(await ofClass('istio', values))).toEqual([
      'proxy',
      'router',
      ...domain,
      ...logs,
      '--stsPort=15463',
      '--log_as_json',
    ]);
    const cluster = ['--serviceCluster', 'sa.$(POD_NAMESPACE)'];
    const annotations = { 'gateway.istio.io/service-account': 'sa' };
    expect(argumentsOf(await ofClass('istio-waypoint', values, {}, { annotations }))).toEqual([
      'proxy',
      'waypoint',
      ...domain,
      ...cluster,
      ...logs,
      '--log_as_json',
      '--outlierLogPath=/dev/stdout',
    ]);
    expect(argumentsOf(await ofClass('istio-agentgateway', values))).toEqual(['--config', '{}']);
  });

  test('DEP-54: annotations of the Gateway set log levels, those of its infrastructure do not', async () => {
    const annotations = {
      'sidecar.istio.io/logLevel': 'debug',
      'sidecar.istio.io/componentLogLevel': 'rbac:debug',
      'sidecar.istio.io/agentLogLevel': 'all:debug',
    };
    const args = argumentsOf(await ofClass('istio', {}, {}, { annotations }));
    expect(args.slice(4)).toEqual([
      '--proxyLogLevel',
      'debug',
      '--proxyComponentLogLevel',
      'rbac:debug',
      '--log_output_level',
      'all:debug',
    ]);
    const other = await deploy([gateway({ infrastructure: { annotations } })]);
    expect(argumentsOf(other)[5]).toBe('warning');
  });

  test('OpenShift gives waypoints their ids', async () => {
    const context = at(
      containerOf(await ofClass('istio-waypoint', { global: { platform: 'openshift' } })),
      'securityContext',
    );
    expect(context).not.toHaveProperty('runAsUser');
    expect(context).not.toHaveProperty('runAsGroup');
    expect(at(containerOf(await ofClass('istio-waypoint')), 'securityContext')).toMatchObject({
      runAsUser: 1337,
      runAsGroup: 1337,
    });
  });
});

describe('DEP-42 to DEP-44, DEP-47: mounts and volumes', () => {
  const mountsOf = (deployment: TestDeployment) => at(containerOf(deployment), 'volumeMounts');
  const volumesOf = (deployment: TestDeployment) => at(podOf(deployment), 'volumes');
  const volume = (deployment: TestDeployment, name: string) => {
    const list = volumesOf(deployment);
    return Array.isArray(list) ? list.find((entry) => at(entry, 'name') === name) : undefined;
  };

  test.each<[ClassName, boolean, boolean]>([
    ['istio', false, false],
    ['istio-waypoint', true, true],
    ['istio-agentgateway', true, false],
  ])(
    '%s without istiod as provider of certificates: its certificate is mounted %p and there %p',
    async (name, mounted, there) => {
      const withIstiod = await ofClass(name);
      expect(namesIn(mountsOf(withIstiod))).toContain('istiod-ca-cert');
      expect(volume(withIstiod, 'istiod-ca-cert')).toEqual({
        name: 'istiod-ca-cert',
        configMap: { name: 'istio-ca-root-cert' },
      });
      const without = await ofClass(name, { global: { pilotCertProvider: 'kubernetes' } });
      expect(namesIn(mountsOf(without)).includes('istiod-ca-cert')).toBe(mounted);
      expect(namesIn(volumesOf(without)).includes('istiod-ca-cert')).toBe(there);
    },
  );

  test('of a gateway, in order', async () => {
    const deployment = await ofClass('istio');
    expect(mountsOf(deployment)).toEqual([
      { name: 'workload-socket', mountPath: '/var/run/secrets/workload-spiffe-uds' },
      { name: 'credential-socket', mountPath: '/var/run/secrets/credential-uds' },
      { name: 'workload-certs', mountPath: '/var/run/secrets/workload-spiffe-credentials' },
      { name: 'istiod-ca-cert', mountPath: '/var/run/secrets/istio' },
      { name: 'istio-data', mountPath: '/var/lib/istio/data' },
      { name: 'istio-envoy', mountPath: '/etc/istio/proxy' },
      { name: 'istio-token', mountPath: '/var/run/secrets/tokens' },
      { name: 'istio-podinfo', mountPath: '/etc/istio/pod' },
    ]);
    expect(namesIn(volumesOf(deployment))).toEqual([
      'workload-socket',
      'credential-socket',
      'workload-certs',
      'istio-envoy',
      'istio-data',
      'istio-podinfo',
      'istio-token',
      'istiod-ca-cert',
    ]);
  });

  test("Google's certificates", async () => {
    const deployment = await ofClass('istio', { global: { caName: 'GkeWorkloadCertificate' } });
    expect(at(mountsOf(deployment), 2)).toEqual({
      name: 'gke-workload-certificate',
      mountPath: '/var/run/secrets/workload-spiffe-credentials',
      readOnly: true,
    });
    expect(at(volumesOf(deployment), 2)).toEqual({
      name: 'gke-workload-certificate',
      csi: { driver: 'workloadcertificates.security.cloud.google.com' },
    });
    expect(namesIn(volumesOf(deployment))).not.toContain('workload-certs');
  });

  test.each<[string, JsonObject, object]>([
    ['another ConfigMap', { global: { trustBundleName: 'mine' } }, { configMap: { name: 'mine' } }],
    [
      'a cluster trust bundle',
      { pilot: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: true } } },
      {
        projected: {
          sources: [{ clusterTrustBundle: { name: 'istio.io:istiod-ca:root-cert', path: 'root-cert.pem' } }],
        },
      },
    ],
    [
      'another trust bundle',
      { global: { trustBundleName: 'mine' }, pilot: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: true } } },
      { projected: { sources: [{ clusterTrustBundle: { name: 'istio.io:istiod-ca:mine', path: 'root-cert.pem' } }] } },
    ],
    [
      'only a boolean counts',
      { pilot: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' } } },
      { configMap: { name: 'istio-ca-root-cert' } },
    ],
  ])('the certificate of istiod: %s', async (_, values, expected) => {
    for (const name of ['istio', 'istio-waypoint', 'istio-agentgateway'] as const) {
      expect(volume(await ofClass(name, values), 'istiod-ca-cert')).toEqual({ name: 'istiod-ca-cert', ...expected });
    }
  });

  test('the audience of tokens is that of the values, but for waypoints', async () => {
    const values = { global: { sds: { token: { aud: 'mine' } } } };
    const token = (name: string, audience: string) => ({
      name,
      projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds: 43200, path: name } }] },
    });
    expect(volume(await ofClass('istio', values), 'istio-token')).toEqual(token('istio-token', 'mine'));
    expect(volume(await ofClass('istio-waypoint', values), 'istio-token')).toEqual(token('istio-token', 'istio-ca'));
    expect(volume(await ofClass('istio-agentgateway', values), 'xds-token')).toEqual(token('xds-token', 'mine'));
  });
});

describe('DEP-52: user and group', () => {
  const range = 'openshift.io/sa.scc.uid-range';
  const groups = 'openshift.io/sa.scc.supplemental-groups';

  test.each<[string, object | undefined, number, number]>([
    ['no Namespace', undefined, 1337, 1337],
    ['no annotations', {}, 1337, 1337],
    ['a range with a count', { [range]: '1000/100' }, 1099, 1099],
    ['a range with an end', { [range]: '1000-2000' }, 2000, 2000],
    ['groups of their own', { [range]: '1000/100', [groups]: '5/10,20/1' }, 1099, 14],
    ['groups alone', { [groups]: '5-6' }, 1337, 6],
    ['no range', { [range]: 'all' }, 1337, 1337],
  ])('%s', async (_, annotations, runAsUser, runAsGroup) => {
    const namespace =
      annotations === undefined ? [] : [core('Namespace', 'app', '', { metadata: { name: 'app', annotations } })];
    for (const gatewayClassName of ['istio', 'istio-agentgateway']) {
      const deployment = await deploy([gateway({ gatewayClassName }), ...namespace], { settings: everything });
      expect(at(containerOf(deployment), 'securityContext')).toMatchObject({ runAsUser, runAsGroup });
    }
  });

  test.each([
    ['istio', 1337],
    ['istio-agentgateway', 10101],
  ])('a user of 0 is none: %s', async (gatewayClassName, id) => {
    const namespace = core('Namespace', 'app', '', { metadata: { name: 'app', annotations: { [range]: '0/1' } } });
    const deployment = await deploy([gateway({ gatewayClassName }), namespace], { settings: everything });
    expect(at(containerOf(deployment), 'securityContext')).toMatchObject({ runAsUser: id, runAsGroup: id });
  });
});

describe('DEP-69: values that are missing altogether', () => {
  test('print as the templates print them', async () => {
    const values = { global: { tag: 1000000, hub: null, sts: { servicePort: 1.5 } } };
    const container = containerOf(await ofClass('istio', values, { chart: false }));
    expect(at(container, 'image')).toBe('/proxyv2:1e+06');
    expect(at(container, 'args')).toEqual([
      'proxy',
      'router',
      '--domain',
      '$(POD_NAMESPACE).svc.<no value>',
      '--proxyLogLevel',
      '<nil>',
      '--proxyComponentLogLevel',
      '<nil>',
      '--log_output_level',
      '<nil>',
      '--stsPort=1.5',
    ]);
    expect(at(container, 'env', 1)).toEqual({ name: 'CA_ADDR', value: 'istiod-<no value>.<no value>.svc:15012' });
  });
});
