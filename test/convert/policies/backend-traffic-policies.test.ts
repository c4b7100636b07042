import { describe, expect, test } from '@jest/globals';
import { convertText, destinationRules, entryLines, issueLines, statusOf } from './conversion.ts';

const objects = `
{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}
---
{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {hosts: [a.example]}}
`;
const toService = "targetRefs: [{group: '', kind: Service, name: s}]";
const policy = (spec: string) => `
---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XBackendTrafficPolicy
metadata: {name: p}
spec: {${spec}}
`;
const unsupported = 'Configuration is valid, but Istio does not support the following fields: sessionPersistence';

async function rules(spec: string, defaults = true): Promise<readonly unknown[]> {
  return Object.values(destinationRules(await convertText(objects + policy(`${toService}, ${spec}`), { defaults })));
}

describe('XBackendTrafficPolicy', () => {
  test.each([
    [
      'all fields',
      'budget: {percent: 30, interval: 90s}, minRetryRate: {count: 5, interval: 7s}',
      { percent: 30, budgetInterval: '90s', minRetryConcurrency: 5 },
    ],
    [
      'a percentage of 0 is printed, a count of 0 is not',
      'budget: {percent: 0, interval: 500ms}, minRetryRate: {count: 0}',
      { percent: 0, budgetInterval: '0.500s' },
    ],
    [
      'no percentage',
      'budget: {interval: 1m30s}, minRetryRate: {count: 1}',
      { budgetInterval: '90s', minRetryConcurrency: 1 },
    ],
    ['no interval', 'budget: {percent: 1}', { percent: 1, budgetInterval: '10s', minRetryConcurrency: 10 }],
    ['an interval that is none', 'budget: {interval: soon}', { budgetInterval: '10s', minRetryConcurrency: 10 }],
    [
      'a minRetryRate without count',
      'minRetryRate: {interval: 2s}',
      { budgetInterval: '10s', minRetryConcurrency: 10 },
    ],
    ['nothing at all', '', { budgetInterval: '10s', minRetryConcurrency: 10 }],
  ])('POL-44, without API defaults: %s', async (_title, constraint, retryBudget) => {
    expect(await rules(`retryConstraint: {${constraint}}`, false)).toEqual([
      {
        parents: 'XBackendTrafficPolicy/default.p',
        spec: { host: 's.default.svc.cluster.local', trafficPolicy: { loadBalancer: {}, retryBudget } },
      },
    ]);
  });

  test("POL-44: the API server fills in what retryConstraint leaves out; that is nobody's ignored field", async () => {
    const result = await convertText(objects + policy(`${toService}, retryConstraint: {}`));
    expect(Object.values(destinationRules(result))).toMatchObject([
      { spec: { trafficPolicy: { retryBudget: { percent: 20, budgetInterval: '10s', minRetryConcurrency: 10 } } } },
    ]);
    expect(issueLines(result, 'XBackendTrafficPolicy', 'p')).toEqual([]);
  });

  test('POL-45: without retryConstraint there is no budget', async () => {
    expect(await rules('sessionPersistence: {sessionName: x}')).toEqual([
      {
        parents: 'XBackendTrafficPolicy/default.p',
        spec: { host: 's.default.svc.cluster.local', trafficPolicy: { loadBalancer: {} } },
      },
    ]);
  });

  test('POL-46, POL-47, GWX0606: ignored fields show in the message or as silent issues; no Gateway is an ancestor', async () => {
    const route =
      '\n---\n{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: r}, spec: {parentRefs: [{name: gw}], rules: [{backendRefs: [{name: s, port: 80}]}]}}\n';
    const result = await convertText(
      objects +
        route +
        policy(
          `${toService}, sessionPersistence: {sessionName: x}, retryConstraint: {minRetryRate: {count: 10, interval: 3s}}`,
        ),
    );
    expect(entryLines(statusOf(result, 'XBackendTrafficPolicy', 'p')?.status, 'ancestors')).toEqual([
      ['istio.io/mesh-controller group= kind=Service name=s', `Accepted True Accepted: ${unsupported}`],
    ]);
    expect(issueLines(result, 'XBackendTrafficPolicy', 'p')).toEqual([
      `silent field-ignored @spec.sessionPersistence: ${unsupported}`,
      'silent field-ignored @spec.retryConstraint.minRetryRate.interval: "interval" is not supported by Istio and has no effect',
    ]);
  });

  test.each([
    [
      'an existing ServiceEntry',
      '{group: networking.istio.io, kind: ServiceEntry, name: e}',
      'unsupported reference kind: ServiceEntry',
    ],
    [
      'a missing ServiceEntry',
      '{group: networking.istio.io, kind: ServiceEntry, name: x}',
      'reference default/x (of kind ServiceEntry) not found',
    ],
    ['an existing ConfigMap', "{group: '', kind: ConfigMap, name: c}", 'unsupported reference kind: ConfigMap'],
    ['a missing Service', "{group: '', kind: Service, name: x}", 'reference default/x (of kind Service) not found'],
    ['an XBackend', '{group: gateway.networking.x-k8s.io, kind: XBackend, name: x}', 'unsupported kind XBackend'],
  ])('POL-43: %s is no target, and the error sticks', async (_title, ref, message) => {
    const result = await convertText(
      objects +
        policy(`targetRefs: [${ref}, {group: '', kind: Service, name: s}], sessionPersistence: {sessionName: x}`),
    );
    const lines = entryLines(statusOf(result, 'XBackendTrafficPolicy', 'p')?.status, 'ancestors');
    expect(lines.map((line) => line.slice(1))).toEqual(
      Array(2).fill([`Accepted False TargetNotFound: targetRefs invalid: ${message}`]),
    );
    expect(Object.keys(destinationRules(result))).toEqual(['default/s~istio-autogenerated-k8s-gateway']);
  });

  test('POL-40, POL-43: an error does not reach back', async () => {
    const result = await convertText(
      objects + policy("targetRefs: [{group: '', kind: Service, name: s}, {group: '', kind: Service, name: x}]"),
    );
    expect(
      entryLines(statusOf(result, 'XBackendTrafficPolicy', 'p')?.status, 'ancestors').map((line) => line[1]),
    ).toEqual([
      'Accepted True Accepted: Configuration is valid',
      'Accepted False TargetNotFound: targetRefs invalid: reference default/x (of kind Service) not found',
    ]);
  });

  test('LN-22: the open world has the Service, but a ServiceEntry is the wrong kind whether or not it is in the input', async () => {
    const assumed = await convertText(policy(toService), { complete: false });
    expect(Object.keys(destinationRules(assumed))).toEqual(['default/s~istio-autogenerated-k8s-gateway']);
    expect(statusOf(assumed, 'XBackendTrafficPolicy', 'p')).toMatchObject({ assumed: ['Accepted'] });
    for (const context of [objects, '']) {
      const result = await convertText(
        context + policy('targetRefs: [{group: networking.istio.io, kind: ServiceEntry, name: e}]'),
        { complete: false },
      );
      expect(entryLines(statusOf(result, 'XBackendTrafficPolicy', 'p')?.status, 'ancestors')[0]?.[1]).toBe(
        'Accepted False TargetNotFound: targetRefs invalid: unsupported reference kind: ServiceEntry',
      );
    }
  });
});
