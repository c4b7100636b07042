import { describe, expect, test } from '@jest/globals';
import { objectsIn } from '../../../src/model/json.ts';
import { convertText, entryLines, statusOf } from '../policies/conversion.ts';

const service = '{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{name: p, port: 80}]}}';
const route = (parents: string, ref = '{name: s, port: 80}') => `
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [${parents}], rules: [{backendRefs: [${ref}]}]}}
`;
const policy = (refs: string, ancestors: readonly string[], metadata = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: {name: q, ${metadata}}
spec: {targetRefs: [${refs}], validation: {hostname: h, wellKnownCACertificates: System}}
status: {ancestors: [${ancestors.join(', ')}]}
`;
const whole = "{group: '', kind: Service, name: s}";
const section = "{group: '', kind: Service, name: s, sectionName: p}";
const entry = (ref: string, controller: string, conditions = '') =>
  `{ancestorRef: ${ref}, controllerName: ${controller}, conditions: [${conditions}]}`;
const ours = 'istio.io/mesh-controller';
const ok = ['Accepted True Accepted: Configuration is valid', 'ResolvedRefs True ResolvedRefs: Configuration is valid'];
const line = (controller: string, rest: string) => `${controller} group= kind=Service name=s${rest}`;

async function lines(text: string) {
  return entryLines(statusOf(await convertText(service + text), 'BackendTLSPolicy', 'q')?.status, 'ancestors');
}

describe('merging with the status of a policy that is there', () => {
  test('POL-41: entries of others stay in place, own ones are replaced in place or go, new ones follow', async () => {
    const gw = '{group: gateway.networking.k8s.io, kind: Gateway, name: gw}';
    const existing = [
      entry(whole, 'other.io/a'),
      entry(gw, 'istio.io/gateway-controller'),
      entry("{group: '', kind: Service, name: gone}", ours),
      entry(whole, 'istio.io/eastwest-controller'),
      entry(section, 'istio.io/gateway-controller'),
      entry(section, ours),
    ];
    expect((await lines(route('{name: gw2}') + policy(`${whole}, ${section}`, existing))).map(([ref]) => ref)).toEqual([
      line('other.io/a', ''),
      line('istio.io/eastwest-controller', ''),
      line(ours, ' sectionName=p'),
      line(ours, ''),
      'istio.io/gateway-controller group=gateway.networking.k8s.io kind=Gateway name=gw2',
    ]);
  });

  test('POL-41: an entry without controllerName is nobody of ours', async () => {
    expect((await lines(policy(whole, [`{ancestorRef: ${whole}, conditions: []}`]))).map(([ref]) => ref)).toEqual([
      line('undefined', ''),
      line(ours, ''),
    ]);
  });

  test.each([
    ['namespace', "{group: '', kind: Service, name: s, namespace: default}"],
    ['port', "{group: '', kind: Service, name: s, port: 80}"],
    ['an unset group', '{kind: Service, name: s}'],
    ['an empty sectionName', "{group: '', kind: Service, name: s, sectionName: ''}"],
  ])('POL-41: a ref that differs by %s is another one', async (_title, ref) => {
    const kept = `{type: Kept, status: 'True', reason: r, message: m}`;
    expect(await lines(policy(whole, [entry(ref, ours, kept)]))).toEqual([[line(ours, ''), ...ok]]);
  });

  test('POL-42: a new entry goes on from the conditions of the first one about the same, whoever wrote it', async () => {
    const foreign =
      "{type: ResolvedRefs, status: 'False', reason: r, message: m}, {type: Theirs, status: 'True', reason: t, message: m}";
    const existing = [
      entry(whole, 'other.io/a', foreign),
      entry(whole, ours, "{type: Own, status: 'True', reason: o, message: m}"),
    ];
    expect(await lines(policy(whole, existing))).toEqual([
      [line('other.io/a', ''), 'ResolvedRefs False r: m', 'Theirs True t: m'],
      [line(ours, ''), ok[1], 'Theirs True t: m', ok[0]],
    ]);
  });

  test('POL-42: an unchanged condition keeps its reason, unless the generation is another', async () => {
    const stale =
      "{type: Accepted, status: 'True', reason: Stale, message: Configuration is valid, observedGeneration: 4}";
    expect((await lines(policy(whole, [entry(whole, ours, stale)], 'generation: 4')))[0]?.[1]).toBe(
      'Accepted True Stale: Configuration is valid',
    );
    expect((await lines(policy(whole, [entry(whole, ours, stale)], 'generation: 5')))[0]?.[1]).toBe(ok[0]);
  });

  test('POL-41: 16 entries are all a policy has room for, 32 a backend', async () => {
    const parents = Array.from({ length: 40 }, (_, i) => `{name: gw${i + 10}}`).join(', ');
    const existing = Array.from({ length: 3 }, () => entry(whole, 'other.io/a'));
    const result = await convertText(service + route(parents) + policy(whole, existing));
    const { status, ...rest } = statusOf(result, 'BackendTLSPolicy', 'q') ?? {};
    expect(entryLines(status, 'ancestors').map(([ref]) => ref?.split(' ').at(-1))).toEqual([
      ...Array(4).fill('name=s'),
      ...Array.from({ length: 12 }, (_, i) => `name=gw${i + 10}`),
    ]);
    expect(rest).toMatchObject({ changed: true });
    expect(result.resources.map(({ kind }) => kind)).toEqual(['DestinationRule']);
    const backend =
      '\n---\n{apiVersion: gateway.networking.x-k8s.io/v1alpha1, kind: XBackend, metadata: {name: b}, spec: {type: ExternalHostname, externalHostname: {hostname: a.b}, port: {port: 1}}}\n';
    const ofBackend = await convertText(
      service + backend + route(parents, '{group: gateway.networking.x-k8s.io, kind: XBackend, name: b}'),
    );
    expect(objectsIn(statusOf(ofBackend, 'XBackend', 'b')?.status, 'parents')).toHaveLength(32);
  });

  test('RUN-13: what is computed again is unchanged, whatever its times', async () => {
    const condition = (type: string) =>
      `{type: ${type}, status: 'True', reason: ${type}, message: Configuration is valid, lastTransitionTime: '2024-01-01T00:00:00Z'}`;
    const same = `${condition('Accepted')}, ${condition('ResolvedRefs')}`;
    const result = await convertText(service + policy(whole, [entry(whole, ours, same)]));
    expect(statusOf(result, 'BackendTLSPolicy', 'q')?.changed).toBe(false);
  });
});
