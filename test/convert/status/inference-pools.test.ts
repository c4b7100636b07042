import { describe, expect, test } from '@jest/globals';
import { convertText, entryLines, statusOf, type World } from '../policies/conversion.ts';

const gateway = (name: string, className = 'istio', namespace = 'default') => `
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: ${name}, namespace: ${namespace}}, spec: {gatewayClassName: ${className}, listeners: [{name: http, protocol: HTTP, port: 80}]}}
`;
const route = (name: string, parents: string, statusParents = '', kind = 'HTTPRoute', ref = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}}
spec: {parentRefs: [${parents}], rules: [{backendRefs: [{group: inference.networking.k8s.io, kind: InferencePool, name: pool${ref}}]}]}
${statusParents === '' ? '' : `status: {parents: [${statusParents}]}`}
`;
const pool = (picker = 'name: epp, port: {number: 1}', parents?: string) => `
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: {name: pool}
spec: {endpointPickerRef: {${picker}}}
${parents === undefined ? '' : `status: {parents: [${parents}]}`}
`;
const epp = '\n---\n{apiVersion: v1, kind: Service, metadata: {name: epp}}\n';
const parent = (name: string, namespace = 'default') =>
  `undefined group=networking.istio.io kind=Gateway name=${name} namespace=${namespace}`;
const accepted = 'Accepted True Accepted: Referenced by an HTTPRoute accepted by the parentRef Gateway';
const resolved = 'ResolvedRefs True ResolvedRefs: Referenced ExtensionRef resolved successfully';
const unaccepted = (name: string, gw: string, message: string) =>
  `Accepted False HTTPRouteNotAccepted: Referenced HTTPRoute default/${name} not accepted by Gateway default/${gw}: ${message}`;
const fromInput = (name: string, controller: string, condition = '') =>
  `{parentRef: {name: ${name}}, controllerName: ${controller}, conditions: [${condition}]}`;

async function lines(text: string, world: World = {}) {
  return entryLines(statusOf(await convertText(epp + text, world), 'InferencePool', 'pool')?.status, 'parents');
}

describe('the parents of an InferencePool', () => {
  test('POL-69 to POL-71: the Gateways of the HTTPRoutes that name it, sorted, by the statuses of the same run', async () => {
    const text =
      gateway('b') +
      gateway('a', 'istio', 'z') +
      gateway('c') +
      route('r', '{name: b}, {name: a, namespace: z}') +
      route('g', '{name: c}', '', 'GRPCRoute');
    expect(await lines(text + pool())).toEqual([
      [parent('b'), accepted, resolved],
      [
        parent('a', 'z'),
        unaccepted(
          'r',
          'a',
          'hostnames matched parent hostname "", but namespace "default" is not allowed by the parent',
        ).replace('default/a:', 'z/a:'),
        resolved,
      ],
    ]);
  });

  test('POL-70: in a single pass the statuses of the input count', async () => {
    const text = gateway('b') + route('r', '{name: b}');
    expect(await lines(text + pool(), { singlePass: true })).toEqual([]);
    const written = route(
      'r',
      '{name: b}',
      fromInput('x', 'istio.io/gateway-controller', "{type: Accepted, status: 'True', reason: r, message: m}"),
    );
    expect((await lines(written + pool(), { singlePass: true })).map(([ref]) => ref)).toEqual([parent('x')]);
  });

  test('POL-70: the controllers of the classes that are on count, never those of agentgateway', async () => {
    const controllers = [
      'istio.io/gateway-controller',
      'istio.io/mesh-controller',
      'istio.io/eastwest-controller',
      'istio.io/unmanaged-gateway',
      'istio.io/agentgateway-controller',
      'istio.io/agentgateway-waypoint-controller',
      'other.io/c',
    ];
    const text =
      route('r', '{name: b}', controllers.map((controller, i) => fromInput(`gw${i}`, controller)).join(', ')) + pool();
    const names = async (settings: World['settings'] = {}) =>
      (await lines(text, { singlePass: true, settings })).map(([ref]) => ref);
    expect(await names()).toEqual([0, 1, 2, 3].map((i) => parent(`gw${i}`)));
    expect(await names({ EnableAgentgateway: true })).toEqual([0, 1, 2, 3].map((i) => parent(`gw${i}`)));
    expect(await names({ EnableAmbientWaypoints: false, EnableAmbientMultiNetwork: false })).toEqual(
      [0, 3].map((i) => parent(`gw${i}`)),
    );
  });

  test.each([
    ['no condition', '', 'Accepted Unknown Accepted: Referenced by an HTTPRoute unknown parentRef Gateway status'],
    ['Accepted', "{type: Accepted, status: 'True', reason: r, message: m}", accepted],
    ['not Accepted', "{type: Accepted, status: 'False', reason: r, message: m}", unaccepted('r', 'x', 'm')],
    ['unknown', '{type: Accepted, status: Unknown, reason: r, message: m}', unaccepted('r', 'x', 'm')],
  ])('POL-72: a route with %s', async (_title, condition, line) => {
    const text = route('r', '{name: b}', fromInput('x', 'istio.io/gateway-controller', condition));
    expect((await lines(text + pool(), { singlePass: true }))[0]?.[1]).toBe(line);
  });

  test('POL-72: of several routes the first by name decides', async () => {
    const text = gateway('gw') + route('b', '{name: gw}') + route('a', '{name: gw, sectionName: none}');
    expect((await lines(text + pool())).map((entry) => entry.slice(0, 2))).toEqual([
      [parent('gw'), unaccepted('a', 'gw', 'sectionName "none" not found')],
    ]);
  });

  test('POL-70: a ref of the route that names another namespace names another pool', async () => {
    expect(
      await lines(gateway('gw') + route('a', '{name: gw}', '', 'HTTPRoute', ', namespace: other') + pool()),
    ).toEqual([]);
  });

  const used = gateway('gw') + route('r', '{name: gw}');
  test.each([
    [
      'a missing Service',
      'name: gone',
      'ResolvedRefs False InvalidExtensionRef: Referenced ExtensionRef not found gone',
    ],
    ['no name', 'kind: Service', 'ResolvedRefs False InvalidExtensionRef: ExtensionRef not defined'],
    [
      'another kind',
      'kind: Pod, name: epp',
      'ResolvedRefs False InvalidExtensionRef: Unsupported ExtensionRef kind Pod',
    ],
    ['an empty kind', "kind: '', name: epp", resolved],
    ['any group', 'group: x.io, name: epp', resolved],
  ])('POL-73: the picker is %s', async (_title, picker, line) => {
    expect((await lines(used + pool(picker), { defaults: false }))[0]?.[2]).toBe(line);
  });

  test('POL-73, LN-22: the open world has the Service', async () => {
    expect((await lines(used + pool('name: gone'), { complete: false }))[0]?.[2]).toBe(resolved);
  });
});

describe('an InferencePool that has a status', () => {
  const entry = (fields: string, conditions = '') => `{parentRef: {${fields}}, conditions: [${conditions}]}`;
  const condition = (type: string) => `{type: ${type}, status: 'True', reason: old, message: old}`;

  test('keeps entries of others in order and first; own, stale and placeholder ones go', async () => {
    const existing = [
      entry('kind: Gateway, name: theirs', condition('Accepted')),
      entry('kind: Gateway, name: gw', `${condition('Accepted')}, ${condition('Foreign')}`),
      entry('kind: Gateway, name: stale'),
      entry("kind: Gateway, name: stale, namespace: ''"),
      entry('kind: Gateway, name: custom'),
      entry('kind: Status, name: default'),
      entry('kind: Status, name: other'),
      entry('kind: Gateway, name: stale, namespace: other'),
    ];
    const gatewayClass =
      '\n---\n{apiVersion: gateway.networking.k8s.io/v1, kind: GatewayClass, metadata: {name: mine}, spec: {controllerName: istio.io/gateway-controller}}\n';
    const text =
      gateway('gw') +
      gateway('stale') +
      gatewayClass +
      gateway('custom', 'mine') +
      route('r', '{name: gw}') +
      pool(undefined, existing.join(', '));
    expect(await lines(text)).toEqual([
      ['undefined kind=Gateway name=theirs', 'Accepted True old: old'],
      ['undefined kind=Gateway name=custom'],
      ['undefined kind=Status name=other'],
      ['undefined kind=Gateway name=stale namespace=other'],
      [parent('gw'), accepted, resolved],
    ]);
  });

  test('RUN-13: an absent status becomes {}, and {} stays', async () => {
    const first = statusOf(await convertText(pool()), 'InferencePool', 'pool');
    expect(first).toMatchObject({ status: {}, changed: true, apiVersion: 'inference.networking.k8s.io/v1' });
    expect(statusOf(await convertText(`${pool()}status: {}\n`), 'InferencePool', 'pool')).toMatchObject({
      status: {},
      changed: false,
    });
    const placeholder = pool(undefined, entry('kind: Status, name: default'));
    expect(statusOf(await convertText(placeholder), 'InferencePool', 'pool')).toMatchObject({
      status: {},
      changed: true,
    });
  });
});
