import { describe, expect, test } from '@jest/globals';
import { convert } from '../../../src/convert/index.ts';
import { computeStatuses } from '../../../src/convert/status/index.ts';
import { load } from '../../../src/input/load.ts';
import { defaultSettings } from '../../../src/settings.ts';
import { convertText, statusOf } from '../policies/conversion.ts';

const object = (apiVersion: string, kind: string, name: string, spec: string, namespace = 'default', rest = '') => `
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}${namespace === '' ? '' : `, namespace: ${namespace}`}}
spec: {${spec}}
${rest}
`;
const group = 'gateway.networking.k8s.io';
const experimental = 'gateway.networking.x-k8s.io/v1alpha1';
const target = "targetRefs: [{group: '', kind: Service, name: s}]";
const gatewayClass = (name: string, controller: string, status = '') =>
  object(`${group}/v1`, 'GatewayClass', name, `controllerName: ${controller}`, '', status);
const gateway = (name: string, namespace = 'default', className = 'istio') =>
  object(
    `${group}/v1`,
    'Gateway',
    name,
    `gatewayClassName: ${className}, listeners: [{name: http, protocol: HTTP, port: 80}], allowedListeners: {namespaces: {from: All}}`,
    namespace,
  );

const everything = [
  gateway('m', 'b'),
  gateway('m', 'a'),
  gatewayClass('z', 'istio.io/gateway-controller'),
  gatewayClass('a', 'istio.io/mesh-controller'),
  ...['TCPRoute', 'TLSRoute', 'GRPCRoute', 'HTTPRoute'].map((kind) =>
    object(`${group}/v1`, kind, 'r', 'parentRefs: [{name: m}]', 'a'),
  ),
  object(
    experimental,
    'XBackend',
    'z',
    'type: ExternalHostname, externalHostname: {hostname: x.y}, port: {port: 1}',
    'a',
  ),
  object(experimental, 'XBackendTrafficPolicy', 'y2', target, 'b'),
  object('inference.networking.k8s.io/v1', 'InferencePool', 'y1', '', 'b'),
  object(
    `${group}/v1`,
    'ListenerSet',
    'y3',
    'parentRef: {name: m}, listeners: [{name: a, protocol: HTTP, port: 80, hostname: a.b}]',
    'b',
  ),
  object(`${group}/v1`, 'BackendTLSPolicy', 'y1', target, 'b'),
];
const order = [
  'XBackend a/z',
  'BackendTLSPolicy b/y1',
  'InferencePool b/y1',
  'XBackendTrafficPolicy b/y2',
  'ListenerSet b/y3',
  'GatewayClass /a',
  'GatewayClass /z',
  'Gateway a/m',
  'Gateway b/m',
  'HTTPRoute a/r',
  'GRPCRoute a/r',
  'TLSRoute a/r',
  'TCPRoute a/r',
];

describe('computeStatuses', () => {
  test('RUN-11, RUN-12, GW-195: every kind, in the order of upstream; where that is open the kind decides', async () => {
    for (const texts of [everything, [...everything].reverse()]) {
      const statuses = computeStatuses(await convertText(texts.join('')));
      expect(
        statuses.map(({ resource: { kind, metadata } }) => `${kind} ${metadata.namespace}/${metadata.name}`),
      ).toEqual(order);
    }
  });

  test('RUN-11: the version is the one that istiod watches, whatever the input says', async () => {
    const text =
      gateway('gw').replace(`${group}/v1`, `${group}/v1beta1`) +
      object(`${group}/v1alpha2`, 'TLSRoute', 'r', 'parentRefs: [{name: gw}]');
    expect(
      computeStatuses(await convertText(text)).map(({ resource, apiVersion }) => [resource.kind, apiVersion]),
    ).toEqual([
      ['Gateway', `${group}/v1`],
      ['TLSRoute', `${group}/v1`],
    ]);
  });

  test('GW-15: a GatewayClass of a known controller that is on; RUN-13: nothing for foreign ones and their Gateways', async () => {
    const text =
      gatewayClass('own', 'istio.io/unmanaged-gateway') +
      gatewayClass('foreign', 'other.io/c') +
      gatewayClass('disabled', 'istio.io/mesh-controller') +
      gateway('gw', 'default', 'foreign');
    const statuses = computeStatuses(await convertText(text, { settings: { EnableAmbientWaypoints: false } }));
    expect(statuses.map(({ resource, status }) => [resource.metadata.name, status])).toEqual([
      [
        'own',
        {
          conditions: [
            { type: 'Accepted', status: 'True', reason: 'Accepted', message: 'Handled by Istio controller' },
          ],
        },
      ],
    ]);
  });

  test('RUN-13: whether a status differs from the one in the input, times apart', async () => {
    const same =
      "status: {conditions: [{lastTransitionTime: '2024-01-01T00:00:00Z', type: Accepted, status: 'True', reason: Other, message: Handled by Istio controller}]}";
    const find = async (status: string) =>
      statusOf(await convertText(gatewayClass('c', 'istio.io/gateway-controller', status)), 'GatewayClass', 'c', '');
    expect(await find(same)).toMatchObject({ changed: false });
    expect(await find('')).toMatchObject({ changed: true });
    expect(await find('status: {}')).toMatchObject({ changed: true });
  });

  test.each(['EnableGatewayAPI', 'EnableGatewayAPIStatus'] as const)('says nothing with %s off', async (setting) => {
    expect(computeStatuses(await convertText(everything.join(''), { settings: { [setting]: false } }))).toEqual([]);
  });

  test('POL-2: without their switches three kinds have no status', async () => {
    const settings = { EnableAlphaGatewayAPI: false, EnableGatewayAPIInferenceExtension: false };
    const kinds = computeStatuses(await convertText(everything.join(''), { settings })).map(
      ({ resource }) => resource.kind,
    );
    expect(kinds.filter((kind) => kind.startsWith('X') || kind === 'InferencePool')).toEqual([]);
    expect(kinds).toHaveLength(order.length - 3);
  });

  test('objects of --context resolve references and have no status', async () => {
    const route = object(`${group}/v1`, 'HTTPRoute', 'r', 'parentRefs: [{name: gw}]');
    const input = await load([
      { name: 'platform.yaml', text: gateway('gw'), context: true },
      { name: 'app.yaml', text: route },
    ]);
    const statuses = computeStatuses(convert(input, { settings: defaultSettings }));
    expect(statuses.map(({ resource }) => resource.kind)).toEqual(['HTTPRoute']);
    expect(JSON.stringify(statuses[0]?.status)).toContain('Route was valid');
  });
});
