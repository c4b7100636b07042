import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { at, containerOf, deploy, everything, gateway, variablesOf } from './deployment.ts';

const values = { global: { hub: 'hub', tag: '1.0' } };

function proxyConfig(name: string, spec: object, namespace = 'app', more: object = {}): object {
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: { name, namespace, ...more },
    spec,
  };
}

/** PROXY_CONFIG without its line feed. */
async function config(objects: readonly object[], meshConfig: JsonObject = {}): Promise<string> {
  const text = String(variablesOf(await deploy([gateway(), ...objects], { meshConfig }))['PROXY_CONFIG']);
  expect(text.endsWith('\n')).toBe(true);
  return text.trimEnd();
}

async function image(
  annotations: object,
  own: JsonObject = values,
  objects: readonly object[] = [],
  className = 'istio',
) {
  const object = gateway({ gatewayClassName: className }, { annotations });
  return at(containerOf(await deploy([object, ...objects], { values: own, settings: everything })), 'image');
}

describe('DEP-53: the configuration of proxies', () => {
  const ofGateway = { selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'web' } } };
  const variables = (level: string) => ({ environmentVariables: { LEVEL: level, [level]: 'x' } });

  test('later levels win, and variables add up', async () => {
    const objects = [
      proxyConfig('root', { ...variables('ROOT'), concurrency: 1 }, 'istio-system'),
      proxyConfig('own', { ...variables('OWN'), concurrency: 2 }),
      proxyConfig('gw', { ...variables('GATEWAY'), ...ofGateway }),
    ];
    const meshConfig = { defaultConfig: { proxyMetadata: { LEVEL: 'MESH', MESH: 'x' }, concurrency: 0 } };
    const metadata = (...levels: readonly string[]) => {
      const entries = [...levels.map((level) => [level, 'x']), ['LEVEL', levels.at(-1)]].sort(([a = ''], [b = '']) =>
        a < b ? -1 : 1,
      );
      return JSON.stringify(Object.fromEntries(entries));
    };
    expect(await config([], meshConfig)).toBe(`{"concurrency":0,"proxyMetadata":${metadata('MESH')}}`);
    expect(await config(objects.slice(0, 1), meshConfig)).toBe(
      `{"concurrency":1,"proxyMetadata":${metadata('MESH', 'ROOT')}}`,
    );
    expect(await config(objects.slice(0, 2), meshConfig)).toBe(
      `{"concurrency":2,"proxyMetadata":${metadata('MESH', 'ROOT', 'OWN')}}`,
    );
    expect(await config(objects, meshConfig)).toBe(
      `{"concurrency":2,"proxyMetadata":${metadata('MESH', 'ROOT', 'OWN', 'GATEWAY')}}`,
    );
  });

  test.each<[string, object, boolean]>([
    ['one of another namespace', proxyConfig('a', { concurrency: 3 }, 'other'), false],
    [
      'one of another Gateway',
      proxyConfig('a', {
        concurrency: 3,
        selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'other' } },
      }),
      false,
    ],
    [
      'a selector that asks for more',
      proxyConfig('a', {
        concurrency: 3,
        selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': 'web', app: 'x' } },
      }),
      false,
    ],
    ['a selector in the root namespace', proxyConfig('a', { concurrency: 3, ...ofGateway }, 'istio-system'), false],
    ['an empty selector', proxyConfig('a', { concurrency: 3, selector: { matchLabels: {} } }), true],
  ])('%s', async (_, object, counts) => {
    expect(await config([object])).toBe(counts ? '{"concurrency":3}' : '{}');
  });

  test('the root namespace is that of the mesh', async () => {
    expect(await config([proxyConfig('a', { concurrency: 3 }, 'root')], { rootNamespace: 'root' })).toBe(
      '{"concurrency":3}',
    );
  });

  test('within a level the oldest counts', async () => {
    const at = (creationTimestamp: string) => ({ creationTimestamp });
    const objects = [
      proxyConfig('a', { concurrency: 1 }, 'app', at('2026-02-01T00:00:00Z')),
      proxyConfig('b', { concurrency: 2 }, 'app', at('2026-01-01T00:00:00Z')),
    ];
    expect(await config(objects)).toBe('{"concurrency":2}');
  });

  test('annotations are not asked', async () => {
    const annotations = { 'proxy.istio.io/config': 'concurrency: 7' };
    expect(variablesOf(await deploy([gateway({}, { annotations })]))['PROXY_CONFIG']).toBe('{}\n');
  });

  test('what is built in is left out', async () => {
    const defaultConfig = {
      configPath: './etc/istio/proxy',
      binaryPath: '/usr/local/bin/envoy',
      controlPlaneAuthPolicy: 'MUTUAL_TLS',
      serviceCluster: 'istio-proxy',
      drainDuration: '45s',
      terminationDrainDuration: '5s',
      discoveryAddress: 'istiod.istio-system.svc:15012',
      proxyAdminPort: 15000,
      statNameLength: 189,
      statusPort: 15020,
      interceptionMode: 'REDIRECT',
      proxyMetadata: {},
      tracing: null,
      extraStatTags: [],
      zipkinAddress: '',
    };
    expect(await config([], { defaultConfig })).toBe('{}');
  });

  test('the rest is in the order of the message, whatever order it is written in', async () => {
    const defaultConfig = {
      image: { imageType: 'debug' },
      newerField: 1,
      holdApplicationUntilProxyStarts: false,
      terminationDrainDuration: '1m30s',
      statusPort: 15022,
      proxyMetadata: { B: '<b>', A: '1' },
      tracing: { sampling: 5 },
      interceptionMode: 'NONE',
      controlPlaneAuthPolicy: 'NONE',
      drainDuration: '1500ms',
      discoveryAddress: 'istiod-canary.istio-system.svc:15012',
    };
    expect(await config([], { defaultConfig })).toBe(
      '{"drainDuration":"1.500s","discoveryAddress":"istiod-canary.istio-system.svc:15012","interceptionMode":"NONE","tracing":{"sampling":5},' +
        '"proxyMetadata":{"A":"1","B":"\\u003cb\\u003e"},"statusPort":15022,"terminationDrainDuration":"90s",' +
        '"holdApplicationUntilProxyStarts":false,"image":{"imageType":"debug"},"newerField":1}',
    );
  });
});

describe('DEP-40, DEP-49: the image of proxies', () => {
  const type = (value: string) => ({ 'sidecar.istio.io/proxyImageType': value });
  const variant = { global: { ...values.global, variant: 'distroless' } };
  const ofConfig = (imageType: string) => proxyConfig('a', { image: { imageType } });

  test.each<[string, object, JsonObject, readonly object[], string]>([
    ['hub, name and tag', {}, values, [], 'hub/proxyv2:1.0'],
    ['another name', {}, { global: { ...values.global, proxy: { image: 'mine' } } }, [], 'hub/mine:1.0'],
    ['a whole image', {}, { global: { ...values.global, proxy: { image: 'a/b:c' } } }, [], 'a/b:c'],
    ['a whole image by annotation', { 'sidecar.istio.io/proxyImage': 'a/b:c', ...type('debug') }, values, [], 'a/b:c'],
    [
      'a name alone by annotation does not count',
      { 'sidecar.istio.io/proxyImage': 'mine' },
      values,
      [],
      'hub/proxyv2:1.0',
    ],
    ['the variant', {}, variant, [], 'hub/proxyv2:1.0-distroless'],
    ['the type of the configuration', {}, variant, [ofConfig('debug')], 'hub/proxyv2:1.0-debug'],
    ['an empty type of the configuration', {}, variant, [ofConfig('')], 'hub/proxyv2:1.0-distroless'],
    ['the type of the annotation', type('mine'), variant, [ofConfig('debug')], 'hub/proxyv2:1.0-mine'],
    ['the default type', type('default'), variant, [], 'hub/proxyv2:1.0'],
    [
      'a type in place of that of the tag',
      type('debug'),
      { global: { hub: 'hub', tag: '1.0-distroless' } },
      [],
      'hub/proxyv2:1.0-debug',
    ],
    [
      'no type leaves the tag alone',
      {},
      { global: { hub: 'hub', tag: '1.0-distroless' } },
      [],
      'hub/proxyv2:1.0-distroless',
    ],
    [
      'the default type strips the tag',
      type('default'),
      { global: { hub: 'hub', tag: '1.0-debug' } },
      [],
      'hub/proxyv2:1.0',
    ],
    ['a tag that is a number', {}, { global: { hub: 'hub', tag: 1.28 } }, [], 'hub/proxyv2:1.28'],
  ])('%s', async (_, annotations, own, objects, expected) => {
    expect(await image(annotations, own, objects)).toBe(expected);
  });
});

describe('DEP-45, DEP-50: the image of agentgateways', () => {
  const annotation = (value: string) => ({ 'gateway.istio.io/agentgatewayImage': value });
  const variant = { global: { ...values.global, variant: 'debug' } };
  const whole = { global: { ...values.global, agentgateway: { image: 'a/b:c' } } };

  test.each<[string, object, JsonObject, readonly object[], string]>([
    ['hub, name and tag', {}, values, [], 'hub/agentgateway:1.0'],
    ['a whole image', {}, whole, [], 'a/b:c'],
    ['a whole image by annotation', annotation('d/e:f'), whole, [], 'd/e:f'],
    ['the variant', {}, variant, [], 'hub/agentgateway:1.0-debug'],
    [
      'an image block of the configuration, even without type',
      {},
      variant,
      [proxyConfig('a', { image: {} })],
      'hub/agentgateway:1.0',
    ],
    ['an annotation without slash is a type', annotation('mine'), variant, [], 'hub/agentgateway:1.0-mine'],
    [
      'the annotations of proxies do not count',
      { 'sidecar.istio.io/proxyImageType': 'x', 'sidecar.istio.io/proxyImage': 'a/b:c' },
      values,
      [],
      'hub/agentgateway:1.0',
    ],
  ])('%s', async (_, annotations, own, objects, expected) => {
    for (const name of ['istio-agentgateway', 'istio-agentgateway-waypoint']) {
      expect(await image(annotations, own, objects, name)).toBe(expected);
    }
  });
});
