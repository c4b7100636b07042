import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import {
  at,
  type ClassName,
  containerOf,
  deploy,
  everything,
  gateway,
  namesIn,
  ofClass,
  variablesOf,
} from './deployment.ts';

describe('DEP-41, DEP-44, DEP-46: the variables', () => {
  const network = { labels: { 'topology.istio.io/network': 'n1' } };
  const metadata = { environmentVariables: { B: '2', A: '1' } };
  const proxyConfig = {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: { name: 'p', namespace: 'app' },
    spec: metadata,
  };
  const ordered = async (gatewayClassName: ClassName) => {
    const deployment = await deploy([gateway({ gatewayClassName }, network), proxyConfig], { settings: everything });
    return namesIn(at(containerOf(deployment), 'env'));
  };
  const proxyStart = [
    'PILOT_CERT_PROVIDER',
    'CA_ADDR',
    'POD_NAME',
    'POD_NAMESPACE',
    'INSTANCE_IP',
    'SERVICE_ACCOUNT',
    'HOST_IP',
    'ISTIO_CPU_LIMIT',
    'PROXY_CONFIG',
  ];
  const ids = ['ISTIO_META_WORKLOAD_NAME', 'ISTIO_META_OWNER', 'ISTIO_META_MESH_ID', 'TRUST_DOMAIN'];

  test('of a gateway, in order', async () => {
    expect(await ordered('istio')).toEqual([
      ...proxyStart,
      'ISTIO_META_POD_PORTS',
      'ISTIO_META_APP_CONTAINERS',
      'GOMEMLIMIT',
      'ISTIO_META_CLUSTER_ID',
      'ISTIO_META_NODE_NAME',
      'ISTIO_META_INTERCEPTION_MODE',
      'ISTIO_META_NETWORK',
      ...ids,
      'A',
      'B',
      'ISTIO_META_REQUESTED_NETWORK_VIEW',
    ]);
  });

  test.each(['istio-waypoint', 'istio-east-west'] as const)('of %s, in order', async (name) => {
    expect(await ordered(name)).toEqual([
      'ISTIO_META_SERVICE_ACCOUNT',
      'ISTIO_META_NODE_NAME',
      ...proxyStart,
      'A',
      'B',
      'GOMEMLIMIT',
      'ISTIO_META_CLUSTER_ID',
      'ISTIO_META_NETWORK',
      ...(name === 'istio-east-west' ? ['ISTIO_META_REQUESTED_NETWORK_VIEW'] : []),
      'ISTIO_META_INTERCEPTION_MODE',
      ...ids,
    ]);
  });

  test.each(['istio-agentgateway', 'istio-agentgateway-waypoint'] as const)('of %s, in order', async (name) => {
    expect(await ordered(name)).toEqual([
      'POD_NAME',
      'POD_NAMESPACE',
      'NAMESPACE',
      'INSTANCE_IP',
      'SERVICE_ACCOUNT',
      'CPU_LIMIT',
      'GATEWAY',
      'RUST_BACKTRACE',
      'CLUSTER_ID',
      'NETWORK',
      'TRUST_DOMAIN',
      'A',
      'B',
      'XDS_ADDRESS',
      'CA_ADDRESS',
    ]);
  });

  test.each<[string, JsonObject, string]>([
    ['the default', {}, 'istiod.istio-system.svc:15012'],
    ['a revision', { revision: 'canary' }, 'istiod-canary.istio-system.svc:15012'],
    ['another namespace', { global: { istioNamespace: 'mesh' } }, 'istiod.mesh.svc:15012'],
    ['an address', { global: { caAddress: 'ca.example.com:443' }, revision: 'canary' }, 'ca.example.com:443'],
  ])('the certificate authority: %s', async (_, values, expected) => {
    expect(variablesOf(await ofClass('istio', values))['CA_ADDR']).toBe(expected);
    expect(variablesOf(await ofClass('istio-waypoint', values))['CA_ADDR']).toBe(expected);
    expect(variablesOf(await ofClass('istio-agentgateway', values))['CA_ADDRESS']).toBe(expected);
  });

  test.each<[ClassName, string, string]>([
    ['istio', 'ISTIO_META_CLUSTER_ID', 'east'],
    ['istio-agentgateway', 'CLUSTER_ID', 'east'],
    // The template of waypoints does not ask the control plane.
    ['istio-waypoint', 'ISTIO_META_CLUSTER_ID', 'Kubernetes'],
  ])('the cluster of %s', async (name, variable, own) => {
    expect(variablesOf(await ofClass(name, {}, { clusterId: 'east' }))[variable]).toBe(own);
    const values = { global: { multiCluster: { clusterName: 'west' } } };
    expect(variablesOf(await ofClass(name, values, { clusterId: 'east' }))[variable]).toBe('west');
  });

  test.each<[ClassName, string, string]>([
    ['istio', 'ISTIO_META_NETWORK', 'ISTIO_META_REQUESTED_NETWORK_VIEW'],
    ['istio-agentgateway', 'NETWORK', 'none'],
  ])(
    'the network of %s: the label of the Gateway, else that of the values, which is no view',
    async (name, variable, view) => {
      const values = { global: { network: 'n2' } };
      const labelled = variablesOf(await ofClass(name, values, {}, network));
      expect([labelled[variable], labelled[view]]).toEqual(['n1', view === 'none' ? undefined : 'n1']);
      const ofValues = variablesOf(await ofClass(name, values));
      expect([ofValues[variable], ofValues[view]]).toEqual(['n2', undefined]);
      expect(Object.keys(variablesOf(await ofClass(name)))).not.toContain(variable);
    },
  );

  test.each<[string, JsonObject, JsonObject, unknown, unknown]>([
    ['the trust domain of the mesh', {}, {}, 'cluster.local', 'cluster.local'],
    ['another one', {}, { trustDomain: 'td' }, 'td', 'td'],
    ['the id of the mesh', { global: { meshID: 'm' } }, { trustDomain: 'td' }, 'm', 'td'],
    ['the trust domain of the values', { global: { trustDomain: 'vd' } }, { trustDomain: '' }, 'vd', 'vd'],
    ['none', {}, { trustDomain: '' }, undefined, undefined],
  ])('mesh and trust domain: %s', async (_, values, meshConfig, meshId, trustDomain) => {
    for (const name of ['istio', 'istio-waypoint'] as const) {
      const variables = variablesOf(await ofClass(name, values, { meshConfig }));
      expect([variables['ISTIO_META_MESH_ID'], variables['TRUST_DOMAIN']]).toEqual([meshId, trustDomain]);
    }
    expect(variablesOf(await ofClass('istio-agentgateway', values, { meshConfig }))['TRUST_DOMAIN']).toBe(trustDomain);
  });

  test('the interception mode is that of the mesh for gateways, and fixed for waypoints', async () => {
    const meshConfig = { defaultConfig: { interceptionMode: 'TPROXY' } };
    const mode = async (name: ClassName) =>
      variablesOf(await ofClass(name, {}, { meshConfig }))['ISTIO_META_INTERCEPTION_MODE'];
    expect([await mode('istio'), await mode('istio-waypoint')]).toEqual(['TPROXY', 'REDIRECT']);
  });

  test('names and limits', async () => {
    const variables = variablesOf(
      await ofClass('istio', {}, {}, { annotations: { 'gateway.istio.io/name-override': 'edge' } }),
    );
    expect(variables).toMatchObject({
      ISTIO_META_WORKLOAD_NAME: 'edge',
      ISTIO_META_OWNER: 'kubernetes://apis/apps/v1/namespaces/app/deployments/edge',
      ISTIO_CPU_LIMIT: { resourceFieldRef: { divisor: '1', resource: 'limits.cpu' } },
      GOMEMLIMIT: { resourceFieldRef: { divisor: '1', resource: 'limits.memory' } },
      ISTIO_META_POD_PORTS: '[]',
      ISTIO_META_APP_CONTAINERS: '',
      PILOT_CERT_PROVIDER: 'istiod',
    });
    const agentgateway = variablesOf(
      await ofClass('istio-agentgateway', {}, { meshConfig: { defaultConfig: { discoveryAddress: 'xds:1' } } }),
    );
    expect(agentgateway).toMatchObject({ GATEWAY: 'web', RUST_BACKTRACE: '1', XDS_ADDRESS: 'xds:1' });
  });
});
