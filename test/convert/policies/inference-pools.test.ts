import { describe, expect, test } from '@jest/globals';
import { shadowServiceName } from '../../../src/model/names.ts';
import { convertText, entryLines, issueLines, statusOf, type World } from './conversion.ts';

const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec: {gatewayClassName: istio, listeners: [{name: http, protocol: HTTP, port: 80}]}
`;
const pool = (fields = 'name: epp, port: {number: 9002}') => `
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: {name: pool}
spec: {selector: {matchLabels: {app: a}}, targetPorts: [{number: 8000}], endpointPickerRef: {${fields}}}
`;
const refTo = (fields = '') => `{group: inference.networking.k8s.io, kind: InferencePool, name: pool${fields}}`;
const route = (kind: string, name: string, ref: string, parents = '{name: gw}') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}}
spec: {parentRefs: [${parents}], rules: [{backendRefs: [${ref}]}]}
`;
const shadow = shadowServiceName('pool');
const host = `${shadow}.default.svc.cluster.local`;
const shadowService = (labels: string, ports = '[{port: 7}, {port: 8}]') => `
---
apiVersion: v1
kind: Service
metadata: {name: ${shadow}, ${labels}}
spec: {ports: ${ports}}
`;
const labelled = (...names: readonly string[]) =>
  `labels: {${names.map((name) => `istio.io/inferencepool-extension-${name}: x`).join(', ')}}`;
const fine = 'ResolvedRefs True ResolvedRefs: All references resolved';
const notFound = `ResolvedRefs False BackendNotFound: backend(${host}) not found`;

async function resolve(text: string, world: World = {}, kind = 'HTTPRoute') {
  const result = await convertText(gateway + text, world);
  const specs = result.resources
    .filter((resource) => resource.kind === 'VirtualService')
    .map(({ spec }) => JSON.stringify(spec));
  const condition = entryLines(statusOf(result, kind, 'r')?.status, 'parents')[0]?.[2];
  return { destination: /"destination":(\{\}|\{.*?\}\})/.exec(specs.join())?.[1], condition };
}
const to = (port: number) => `{"host":"${host}","port":{"number":${port}}}`;

describe('the shadow Service of an InferencePool', () => {
  test.each([
    ['my-ip', 'my-ip-ip-03f70481'],
    [
      'very-long-inference-pool-name-that-should-be-truncated-properly',
      'very-long-inference-pool-name-that-should-be-trunca-ip-6d24df6a',
    ],
    ['p'.repeat(51), `${'p'.repeat(51)}-ip-`],
    ['p'.repeat(52), `${'p'.repeat(51)}-ip-`],
  ])('POL-65: of %s', (name, expected) => {
    expect(shadowServiceName(name).startsWith(expected)).toBe(true);
    expect(shadowServiceName(name).length).toBeLessThanOrEqual(63);
  });

  const everyone = route('HTTPRoute', 'r', refTo());
  test.each([
    ['a bound HTTPRoute', everyone + pool(), {}, to(54321), fine],
    [
      'an HTTPRoute whose binding is denied',
      route('HTTPRoute', 'r', refTo(), '{name: gw, sectionName: no-such}') + pool(),
      {},
      undefined,
      fine,
    ],
    [
      'an HTTPRoute of a missing Gateway, not that of the other route',
      route('HTTPRoute', 'other', refTo(), '{name: gone}') + route('GRPCRoute', 'r', refTo()) + pool(),
      {},
      '{}',
      notFound,
    ],
    [
      'another HTTPRoute',
      route('HTTPRoute', 'other', refTo()) + route('GRPCRoute', 'r', refTo()) + pool(),
      {},
      to(54321),
      fine,
    ],
    ['only a GRPCRoute', route('GRPCRoute', 'r', refTo()) + pool(), {}, '{}', notFound],
    ['POL-66: no port of the picker', everyone + pool('name: epp'), {}, '{}', notFound],
    ['POL-71: nothing in a single pass', everyone + pool(), { singlePass: true }, '{}', notFound],
    [
      'POL-68: a pool without failureMode, without API defaults',
      everyone + pool(),
      { defaults: false },
      to(54321),
      fine,
    ],
    [
      'only a mirror',
      `${route('GRPCRoute', 'r', refTo()) + pool()}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: m}
spec: {parentRefs: [{name: gw}], rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: ${refTo()}}}]}]}
`,
      {},
      '{}',
      notFound,
    ],
  ] as const)('POL-66, POL-70: exists by grace of %s', async (_title, text, world, destination, condition) => {
    const kind = text.includes('kind: GRPCRoute') ? 'GRPCRoute' : 'HTTPRoute';
    expect(await resolve(text, world, kind)).toEqual({ destination, condition });
    expect(await resolve(text, { ...world, complete: false }, kind)).toEqual({ destination, condition });
  });

  test('POL-70: a mirror that names the pool of another route finds its Service', async () => {
    const mirror = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r}
spec: {parentRefs: [{name: gw}], rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: ${refTo()}}}]}]}
`;
    expect((await resolve(mirror + pool())).condition).toBe(notFound);
    expect((await resolve(mirror + route('HTTPRoute', 'other', refTo()) + pool())).condition).toBe(fine);
  });
});

describe('InferencePools as backendRefs (POL-74, POL-75)', () => {
  const all = labelled('service', 'port', 'failure-mode');
  const user = route('HTTPRoute', 'r', refTo());
  test.each([
    ['the first port of a Service that is there', user + pool() + shadowService(all), to(7), fine],
    [
      'the Service alone, without a pool',
      user + shadowService(all),
      '{}',
      'ResolvedRefs False BackendNotFound: backend(pool) not found',
    ],
    ['no pool', user, '{}', 'ResolvedRefs False BackendNotFound: backend(pool) not found'],
    [
      'no labels',
      user + pool() + shadowService(''),
      undefined,
      'ResolvedRefs False InvalidDestination: InferencePool service invalid, extensionRef labels not found',
    ],
    [
      'a label too few',
      user + pool() + shadowService(labelled('service', 'port')),
      undefined,
      'ResolvedRefs False InvalidDestination: InferencePool service invalid, extensionRef labels not found',
    ],
    [
      'an empty label',
      user + pool() + shadowService(all.replace('failure-mode: x', "failure-mode: ''")),
      undefined,
      'ResolvedRefs False InvalidDestination: InferencePool service invalid, extensionRef labels not found',
    ],
    [
      'a host instead of a name',
      route('HTTPRoute', 'r', refTo().replace('pool}', 'pool.default}')),
      undefined,
      'ResolvedRefs False InvalidDestination: InferencePool.Name invalid; the name of the InferencePool must be used, not the hostname.',
    ],
    [
      'another namespace, before all else',
      route('HTTPRoute', 'r', refTo(', namespace: other').replace('pool,', 'pool.x,')),
      '{}',
      'ResolvedRefs False RefNotPermitted: backendRef pool.x/other not accessible to a HTTPRoute in namespace "default" (missing a ReferenceGrant?)',
    ],
  ])('%s', async (_title, text, destination, condition) => {
    expect(await resolve(text)).toEqual({ destination, condition });
  });

  test('with the extension off, whatever else is wrong, and without a status of the pool (POL-2)', async () => {
    const settings = { EnableGatewayAPIInferenceExtension: false };
    const condition =
      'ResolvedRefs False InvalidKind: InferencePool is not enabled. To enable, set ENABLE_GATEWAY_API_INFERENCE_EXTENSION to true in istiod';
    expect(await resolve(user + pool(), { settings })).toEqual({ destination: '{}', condition });
    expect(await resolve(route('HTTPRoute', 'r', refTo().replace('pool}', 'pool.x}')), { settings })).toEqual({
      destination: '{}',
      condition,
    });
    expect(statusOf(await convertText(gateway + user + pool(), { settings }), 'InferencePool', 'pool')).toBeUndefined();
  });

  test('POL-75, GWX0606: the port of the backendRef is ignored', async () => {
    const text = route('HTTPRoute', 'r', refTo(', port: 80')) + pool();
    expect(await resolve(text)).toEqual({ destination: to(54321), condition: fine });
    expect(issueLines(await convertText(gateway + text), 'HTTPRoute', 'r')).toEqual([
      'silent field-ignored @spec.rules.0.backendRefs.0.port: "port" is not supported by Istio and has no effect',
    ]);
  });

  test('POL-76: of several failing backends the last one is reported', async () => {
    const text = route('HTTPRoute', 'r', `${refTo()}, {name: gone, port: 80}`);
    expect((await resolve(text)).condition).toBe(
      'ResolvedRefs False BackendNotFound: backend(gone.default.svc.cluster.local) not found',
    );
    const reversed = route('HTTPRoute', 'r', `{name: gone, port: 80}, ${refTo()}`);
    expect((await resolve(reversed)).condition).toBe('ResolvedRefs False BackendNotFound: backend(pool) not found');
  });
});

describe('ServiceImports as backendRefs (POL-77, POL-78)', () => {
  const importRef = (fields = ', port: 80', group = 'multicluster.x-k8s.io') =>
    `{group: ${group}, kind: ServiceImport, name: s${fields}}`;
  const service = '\n---\n{apiVersion: v1, kind: Service, metadata: {name: s}}\n';
  const at = (name: string) => `{"host":"${name}","port":{"number":80}}`;
  const cluster = 's.default.svc.cluster.local';
  const set = 's.default.svc.clusterset.local';
  const grant =
    '\n---\n{apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: g, namespace: other}, spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}], to: [{group: multicluster.x-k8s.io, kind: ServiceImport}]}}\n';
  test.each([
    ['the Service of its name', route('HTTPRoute', 'r', importRef()) + service, {}, at(cluster), fine],
    ['with MCS hosts', route('HTTPRoute', 'r', importRef()) + service, { EnableMCSHost: true }, at(set), fine],
    [
      'no Service',
      route('HTTPRoute', 'r', importRef()),
      {},
      at(cluster),
      `ResolvedRefs False BackendNotFound: backend(${cluster}) not found`,
    ],
    [
      'no Service with MCS hosts',
      route('HTTPRoute', 'r', importRef()),
      { EnableMCSHost: true },
      at(set),
      `ResolvedRefs False BackendNotFound: backend(${set}) not found`,
    ],
    [
      'no port',
      route('HTTPRoute', 'r', importRef('')) + service,
      {},
      undefined,
      'ResolvedRefs False InvalidDestination: port is required in backendRef',
    ],
    [
      'another group',
      route('HTTPRoute', 'r', importRef(', port: 80', 'm.io')) + service,
      { MCSAPIGroup: 'm.io' },
      at(cluster),
      fine,
    ],
    [
      'a grant for it, which does not count',
      route('HTTPRoute', 'r', importRef(', port: 80, namespace: other')) + grant,
      {},
      '{}',
      'ResolvedRefs False RefNotPermitted: backendRef s/other not accessible to a HTTPRoute in namespace "default" (missing a ReferenceGrant?)',
    ],
    [
      'a mesh parent, which needs none',
      route('HTTPRoute', 'r', importRef(', port: 80, namespace: other'), "{group: '', kind: Service, name: s}") +
        service +
        service.replace('name: s}', 'name: s, namespace: other}'),
      {},
      at('s.other.svc.cluster.local'),
      fine,
    ],
  ])('%s', async (_title, text, settings, destination, condition) => {
    expect(await resolve(text, { settings })).toEqual({ destination, condition });
  });
});
