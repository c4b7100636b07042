import { describe, expect, test } from '@jest/globals';
import type { Choice } from '../../../src/request/request.ts';
import { outcomeText } from '../outcome-text.ts';
import { grpc, http } from '../requests.ts';
import { gateway, grpcRoute, grpcRule, httpRoute, rule, service } from '../shorthand.ts';
import { evaluate, evaluateWith, forwarded, type World } from './evaluation.ts';

const root = http('a.com/');

/** The choices of one rule with these backends. */
async function choicesOf(backends: string | readonly object[]): Promise<readonly Choice[]> {
  return forwarded(await evaluateWith({}, root, backends)).choices;
}

describe('weights (GA-48, RQ-3)', () => {
  test.each([
    ['v1', [1]],
    ['v1=0 v2=5', [0, 1]],
    ['v1=90 v2=10', [0.9, 0.1]],
    ['v1=1 v2=1 v3=2', [0.25, 0.25, 0.5]],
  ])('%s: %j', async (backends, expected) => {
    expect((await choicesOf(backends)).map(({ probability }) => probability)).toEqual(expected);
  });

  test('an unset weight is 1, also where nobody fills it in', async () => {
    const refs = [
      { name: 'v1', port: 80 },
      { name: 'v2', port: 80, weight: 3 },
    ];
    const { outcome } = await evaluate([gateway('a:80'), httpRoute('r', {}, rule('P/', refs))], root, { raw: true });
    expect(outcomeText(outcome)).toBe('v1 25%, v2 75%');
  });

  test.each<[string, string | readonly object[]]>([
    ['no backendRefs', []],
    ['weights of 0', 'v1=0 v2=0'],
  ])('%s: 500 by the gateway, UNAVAILABLE for gRPC', async (_name, backends) => {
    expect((await evaluateWith({}, root, backends)).outcome).toEqual({
      kind: 'direct',
      status: 500,
      cause: 'no-backends',
    });
    const objects = [gateway('a:80'), grpcRoute('g', {}, grpcRule('foo/', backends))];
    expect((await evaluate(objects, grpc('a.com/foo/m'))).outcome).toMatchObject({
      cause: 'no-backends',
      grpcStatus: 14,
    });
  });
});

describe('unusable backends (GA-49, RQ-4)', () => {
  const grant = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { name: 'g', namespace: 'far' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'ns' }],
      to: [{ group: '', kind: 'Service' }],
    },
  };
  const far = service('x', 'far');

  test.each<[string, string, readonly object[], World, string]>([
    ['a kind that nobody knows', 'Unknown/x', [], {}, '500'],
    ['another namespace without a grant', 'far/x', [far], {}, '500'],
    ['another namespace with a grant', 'far/x', [far, grant], {}, 'x'],
    ['a Service that is not there', 'nope', [], { complete: true }, '500'],
    ['a Service that is not in the input', 'nope', [], {}, 'nope'],
  ])('%s', async (_name, backend, objects, world, expected) => {
    const route = httpRoute('r', {}, rule('P/', backend));
    const { outcome } = await evaluate([gateway('a:80'), route, ...objects], root, world);
    expect(outcomeText(outcome)).toBe(expected);
  });

  test('a port that the Service lacks', async () => {
    const { outcome, steps } = await evaluateWith({}, root, [{ name: 'v1', port: 81 }]);
    expect(outcome).toMatchObject({ kind: 'direct', cause: 'invalid-backends' });
    expect(steps.map(({ text }) => text)).toContain(
      'backendRef 0 is unusable and its share fails: Service "ns/v1" has no port 81',
    );
  });

  test('the share of an invalid one fails, those of others do not', async () => {
    expect(await choicesOf('v1=3 Unknown/x=1')).toEqual([
      { host: 'v1.ns.svc.cluster.local', port: 80, weight: 3, probability: 0.75, status: 'ok' },
      { host: 'Unknown/x', port: 80, weight: 1, probability: 0.25, status: 'invalid', response: 500 },
    ]);
  });

  test('an absent Service is assumed with a note', async () => {
    const { notes, outcome } = await evaluateWith({}, root, 'nope');
    expect(notes).toEqual(['nope.ns.svc.cluster.local is not in the input and taken to exist']);
    expect(outcome).toMatchObject({ choices: [{ status: 'missing?' }] });
  });

  test('a gRPC call gets UNAVAILABLE, through an HTTPRoute plain 500', async () => {
    const call = grpc('a.com/foo/m');
    const byGRPC = [gateway('a:80'), grpcRoute('g', {}, grpcRule('foo/', 'Unknown/x'))];
    expect((await evaluate(byGRPC, call)).outcome).toEqual({
      kind: 'direct',
      status: 500,
      cause: 'invalid-backends',
      grpcStatus: 14,
    });
    expect((await evaluateWith({}, call, 'Unknown/x')).outcome).toEqual({
      kind: 'direct',
      status: 500,
      cause: 'invalid-backends',
    });
  });
});

describe('other kinds of backends', () => {
  const experimental = (kind: string, group: string, name: string, spec: object) => ({
    apiVersion: `${group}/v1`,
    kind,
    metadata: { name, namespace: 'ns' },
    spec,
  });

  test('a ServiceImport stands for the Service of its name, a Hostname for itself', async () => {
    const refs = [
      { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', name: 'v1', port: 80 },
      { group: 'networking.istio.io', kind: 'Hostname', name: 'db.example.org', port: 443 },
    ];
    const entry = experimental('ServiceEntry', 'networking.istio.io', 'db', { hosts: ['db.example.org'] });
    const objects = [gateway('a:80'), httpRoute('r', {}, rule('P/', refs)), entry];
    expect(forwarded(await evaluate(objects, root)).choices.map(({ host, status }) => [host, status])).toEqual([
      ['v1.ns.svc.cluster.local', 'ok'],
      ['db.example.org', 'ok'],
    ]);
    const assumed = forwarded(await evaluate(objects.slice(0, 2), root)).choices;
    expect(assumed.map(({ status }) => status)).toEqual(['ok', 'missing?']);
  });
});

describe('policies (RQ-5)', () => {
  test('that act on a backend are noted', async () => {
    const destinationRule = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'd', namespace: 'ns' },
      spec: { host: 'v1' },
    };
    const tlsPolicy = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'BackendTLSPolicy',
      metadata: { name: 't', namespace: 'ns' },
      spec: {
        targetRefs: [{ group: '', kind: 'Service', name: 'v1' }],
        validation: { hostname: 'v1', wellKnownCACertificates: 'System' },
      },
    };
    const objects = [gateway('a:80'), httpRoute('r', {}, rule('P/', 'v1')), destinationRule, tlsPolicy];
    expect((await evaluate(objects, root)).notes).toEqual([
      'BackendTLSPolicy "ns/t" acts on v1.ns.svc.cluster.local and is not evaluated',
      'DestinationRule "ns/d" acts on v1.ns.svc.cluster.local and is not evaluated',
    ]);
  });
});
