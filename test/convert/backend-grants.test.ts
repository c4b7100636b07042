import { describe, expect, test } from '@jest/globals';
import {
  alpha,
  at,
  external,
  inference,
  type Kind,
  resolve,
  toHostname,
  toImport,
  toPool,
  toX,
  webHost,
  xbackend,
} from './backend-attempts.ts';
import { service } from './conversion.ts';

describe('RT-74: ReferenceGrants', () => {
  const grant = (from: readonly object[], to: readonly object[], namespace = 'other') => ({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'g', namespace },
    spec: { from, to },
  });
  const from = (kind: string, namespace = 'app') => ({ group: 'gateway.networking.k8s.io', kind, namespace });
  const to = (more: object = {}) => ({ group: '', kind: 'Service', ...more });
  const ref = { name: 'web', namespace: 'other', port: 80 };
  const there = service('web', 'other');
  const kinds: readonly Kind[] = ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'];
  const refusal = (kind: string, name = 'web') =>
    `.namespace RefNotPermitted (soft): backendRef ${name}/other not accessible to a ${kind} in namespace "app" (missing a ReferenceGrant?)`;
  const destination = at('web.other.svc.cluster.local', 80);

  test.each(kinds)('a %s needs a grant of its own kind', async (kind) => {
    const others = [
      grant(
        kinds.filter((other) => other !== kind).map((other) => from(other)),
        [to()],
      ),
    ];
    expect(await resolve({ kind, ref, beside: [there, ...others] })).toMatchObject({
      destination: {},
      issues: [refusal(kind)],
    });
    const granted = { kind, ref, beside: [there, grant([from('Gateway'), from(kind)], [to()])] };
    expect(await resolve(granted)).toMatchObject({ destination, issues: [] });
  });

  test('the check comes before existence, and grants are never assumed', async () => {
    for (const complete of [true, false]) {
      const resolved = await resolve({ ref: { ...ref, port: undefined } }, complete);
      expect(resolved).toEqual({ destination: {}, issues: [refusal('HTTPRoute')], assumptions: [] });
    }
  });

  test.each([
    ['the name', [from('HTTPRoute')], [to({ name: 'web' })], 'other', true],
    ['another name', [from('HTTPRoute')], [to({ name: 'wet' })], 'other', false],
    [
      'several entries',
      [from('TCPRoute'), from('HTTPRoute')],
      [to({ name: 'wet' }), to({ name: 'web' })],
      'other',
      true,
    ],
    ['another namespace of the route', [from('HTTPRoute', 'else')], [to()], 'other', false],
    ['a grant in the namespace of the route', [from('HTTPRoute')], [to()], 'app', false],
    ['another kind to', [from('HTTPRoute')], [to({ kind: 'Secret' })], 'other', false],
  ])('%s', async (_name, froms, tos, namespace, granted) => {
    const resolved = await resolve({ ref, beside: [there, grant(froms, tos, namespace)] });
    expect(resolved.destination).toEqual(granted ? destination : {});
  });

  test('no grant permits a ServiceImport or a Hostname', async () => {
    const tos = [to({ group: 'multicluster.x-k8s.io', kind: 'ServiceImport' }), to(toHostname)];
    const beside = [there, grant([from('HTTPRoute')], tos)];
    for (const each of [toImport, toHostname]) {
      const resolved = await resolve({ ref: { ...each, namespace: 'other' }, beside });
      expect(resolved.destination).toEqual({});
      expect(resolved.issues).toContain(refusal('HTTPRoute', each.name));
    }
  });

  test('POL-64, POL-76: XBackends and InferencePools can be granted', async () => {
    const { port, ...x } = { ...toX, port: 443 };
    const beside = [xbackend(external, 'other'), grant([from('HTTPRoute')], [to(toX), to(toPool)])];
    const settings = { ...alpha, ...inference };
    expect(await resolve({ ref: { ...x, port, namespace: 'other' }, beside, settings })).toMatchObject({
      destination: at('e.com', 443),
      issues: [],
    });
    expect(await resolve({ ref: { ...toPool, namespace: 'other' }, beside, settings })).toMatchObject({
      destination: {},
      issues: ['.name BackendNotFound (soft): backend(pool) not found'],
    });
  });

  test('POL-63: what counts is the registry of the namespace of the XBackend', async () => {
    const host = { ...external, externalHostname: { hostname: webHost } };
    const beside = [xbackend(host, 'other'), service('web'), grant([from('HTTPRoute')], [to(toX)])];
    const resolved = await resolve({ ref: { ...toX, namespace: 'other' }, beside, settings: alpha });
    expect(resolved.issues).toEqual([`.name BackendNotFound (soft): backend(${webHost}) not found`]);
  });

  test('RT-31: mesh routes need none', async () => {
    expect(await resolve({ mesh: true, ref, beside: [there] })).toMatchObject({ destination, issues: [] });
    expect(await resolve({ mesh: true, ref: { ...toHostname, namespace: 'other' } })).toMatchObject({
      destination: undefined,
      issues: ['.namespace InvalidDestination (hard): namespace may not be set with Hostname type'],
    });
  });

  test('the own namespace needs none, written or not', async () => {
    const resolved = await resolve({ ref: { ...ref, namespace: 'app' }, beside: [service('web')] });
    expect(resolved).toMatchObject({ destination: at(webHost, 80), issues: [] });
  });
});
