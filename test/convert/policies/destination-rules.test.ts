import { describe, expect, test } from '@jest/globals';
import { convertText, destinationRules, entryLines, issueLines, statusOf } from './conversion.ts';

const service = `
---
apiVersion: v1
kind: Service
metadata: {name: s}
spec: {ports: [{name: high, port: 9000}, {name: low, port: 80, targetPort: 8080}, {name: low, port: 81}]}
`;
const object = (apiVersion: string, kind: string, name: string, spec: string, metadata = '') => `
---
apiVersion: ${apiVersion}
kind: ${kind}
metadata: {name: ${name}, ${metadata}}
spec: {${spec}}
`;
const tls = (name: string, hostname: string, refs = '{}', metadata = '') =>
  object(
    'gateway.networking.k8s.io/v1',
    'BackendTLSPolicy',
    name,
    `targetRefs: [${refs.replaceAll('{', "{group: '', kind: Service, name: s, ")}], validation: {hostname: ${hostname}, wellKnownCACertificates: System}`,
    metadata,
  );
const traffic = (name: string, percent?: number, metadata = '') =>
  object(
    'gateway.networking.x-k8s.io/v1alpha1',
    'XBackendTrafficPolicy',
    name,
    `targetRefs: [{group: '', kind: Service, name: s}]${percent === undefined ? '' : `, retryConstraint: {budget: {percent: ${percent}, interval: 20s}, minRetryRate: {count: 3}}`}`,
    metadata,
  );
const age = (year: number) => `creationTimestamp: '${year}-01-01T00:00:00Z'`;
const simple = (sni: string) => ({ mode: 'SIMPLE', sni });
const budget = (percent: number) => ({ percent, budgetInterval: '20s', minRetryConcurrency: 3 });
const host = 's.default.svc.cluster.local';
const lost = (winner: string) =>
  `silent contribution-lost @spec.targetRefs.0: shadowed: ${winner} already sets this for "${host}"`;

async function rule(text: string) {
  return Object.values(destinationRules(await convertText(service + text)));
}

describe('merging into one DestinationRule', () => {
  test('POL-13, POL-16, POL-18: what different kinds set for one target is pooled; a policy is named once', async () => {
    const text = traffic('lb', 5) + tls('tls', 'h', '{}, {sectionName: low}');
    expect(await rule(text)).toEqual([
      {
        parents: 'XBackendTrafficPolicy/default.lb,BackendTLSPolicy/default.tls',
        spec: {
          host,
          trafficPolicy: {
            tls: simple('h'),
            loadBalancer: {},
            retryBudget: budget(5),
            portLevelSettings: [{ port: { number: 80 }, tls: simple('h') }],
          },
        },
      },
    ]);
  });

  test.each([
    ['the smaller name', '', '', 'a'],
    ['the older one, whatever the names', age(2025), age(2024), 'b'],
    ['one without a time, whatever the names', age(2024), '', 'b'],
    ['of equal age the smaller name', age(2024), age(2024), 'a'],
  ])('POL-17, POL-18: of two target-wide settings wins %s', async (_title, first, second, winner) => {
    const [loser = ''] = ['a', 'b'].filter((name) => name !== winner);
    const result = await convertText(
      service + tls('a', 'a.example', '{}', first) + tls('b', 'b.example', '{}', second),
    );
    expect(Object.values(destinationRules(result))).toEqual([
      {
        parents: `BackendTLSPolicy/default.${winner}`,
        spec: { host, trafficPolicy: { tls: simple(`${winner}.example`) } },
      },
    ]);
    expect(issueLines(result, 'BackendTLSPolicy', loser)).toEqual([lost(`BackendTLSPolicy "${winner}"`)]);
    expect(issueLines(result, 'BackendTLSPolicy', winner)).toEqual([]);
  });

  test('POL-17: of policies of two kinds with one name the kind decides who is named first', async () => {
    expect(await rule(traffic('same') + tls('same', 'h'))).toMatchObject([
      { parents: 'BackendTLSPolicy/default.same,XBackendTrafficPolicy/default.same' },
    ]);
  });

  test('POL-19: who loses the target-wide slot is not named, but for a section that it wins', async () => {
    const text = tls('a', 'a.example') + tls('b', 'b.example', '{}, {sectionName: high}');
    expect(await rule(text)).toEqual([
      {
        parents: 'BackendTLSPolicy/default.a,BackendTLSPolicy/default.b',
        spec: {
          host,
          trafficPolicy: {
            tls: simple('a.example'),
            portLevelSettings: [{ port: { number: 9000 }, tls: simple('b.example') }],
          },
        },
      },
    ]);
  });

  test('POL-19: who loses only a section is named all the same, and GWX0512 says so', async () => {
    const result = await convertText(
      service + tls('a', 'a.example', '{sectionName: low}') + tls('b', 'b.example', '{sectionName: low}'),
    );
    expect(Object.values(destinationRules(result))).toEqual([
      {
        parents: 'BackendTLSPolicy/default.a,BackendTLSPolicy/default.b',
        spec: { host, trafficPolicy: { portLevelSettings: [{ port: { number: 80 }, tls: simple('a.example') }] } },
      },
    ]);
    expect(issueLines(result, 'BackendTLSPolicy', 'b')).toEqual([lost('BackendTLSPolicy "a"')]);
  });

  test.each([
    ['with a budget beside an older one without', traffic('a') + traffic('b', 7), 'a', undefined],
    ['without a budget beside an older one with', traffic('a', 5) + traffic('b'), 'a', budget(5)],
    ['of two budgets', traffic('a', 5, age(2025)) + traffic('b', 7, age(2024)), 'b', budget(7)],
  ])(
    'POL-20: only the oldest XBackendTrafficPolicy has any effect, %s; the loser stays accepted',
    async (_title, text, winner, retryBudget) => {
      const result = await convertText(service + text);
      expect(Object.values(destinationRules(result))).toEqual([
        {
          parents: `XBackendTrafficPolicy/default.${winner}`,
          spec: { host, trafficPolicy: { loadBalancer: {}, ...(retryBudget && { retryBudget }) } },
        },
      ]);
      const loser = winner === 'a' ? 'b' : 'a';
      expect(issueLines(result, 'XBackendTrafficPolicy', loser)).toEqual([lost(`XBackendTrafficPolicy "${winner}"`)]);
      expect(entryLines(statusOf(result, 'XBackendTrafficPolicy', loser)?.status, 'ancestors')).toEqual([
        ['istio.io/mesh-controller group= kind=Service name=s', 'Accepted True Accepted: Configuration is valid'],
      ]);
    },
  );

  test('POL-21, POL-22: ports by number, of a name the first and not its target port; target-wide settings are not inherited', async () => {
    const text = tls('a', 'a.example', '{sectionName: high}, {sectionName: low}') + traffic('lb', 5);
    expect(await rule(text)).toMatchObject([
      {
        spec: {
          trafficPolicy: {
            loadBalancer: {},
            portLevelSettings: [
              { port: { number: 80 }, tls: simple('a.example') },
              { port: { number: 9000 }, tls: simple('a.example') },
            ],
          },
        },
      },
    ]);
    expect(JSON.stringify(await rule(text)).match(/loadBalancer/g)).toHaveLength(1);
  });

  test('POL-4: a rule carries its annotation and nothing else, and no time', async () => {
    const { resources } = await convertText(service + tls('a', 'h', '{}', age(2024)));
    expect(resources.map(({ metadata }) => metadata)).toEqual([
      {
        name: 's~istio-autogenerated-k8s-gateway',
        namespace: 'default',
        annotations: { 'internal.istio.io/parents': 'BackendTLSPolicy/default.a' },
      },
    ]);
  });

  test("POL-84: the user's own DestinationRule for the host neither merges nor is printed", async () => {
    const own = object(
      'networking.istio.io/v1',
      'DestinationRule',
      'own',
      `host: ${host}, trafficPolicy: {tls: {mode: DISABLE}}`,
    );
    expect(Object.keys(destinationRules(await convertText(service + own + tls('a', 'h'))))).toEqual([
      'default/s~istio-autogenerated-k8s-gateway',
    ]);
  });

  test('POL-18: a second targetRef to the same target is no loss', async () => {
    const result = await convertText(service + tls('a', 'h', '{}, {}'), { defaults: false });
    expect(issueLines(result, 'BackendTLSPolicy', 'a')).toEqual([]);
    expect(Object.values(destinationRules(result))).toMatchObject([{ parents: 'BackendTLSPolicy/default.a' }]);
  });
});

describe('names of DestinationRules (POL-14)', () => {
  const entry = (hosts: string) => object('networking.istio.io/v1', 'ServiceEntry', 'e', `hosts: [${hosts}]`);
  const policy = object(
    'gateway.networking.k8s.io/v1',
    'BackendTLSPolicy',
    'p',
    'targetRefs: [{group: networking.istio.io, kind: ServiceEntry, name: e}], validation: {hostname: h, wellKnownCACertificates: System}',
  );

  test('hosts that differ only in dots and dashes come to one name, and the last of them overwrites the others', async () => {
    const result = await convertText(entry('a.b-c.com, x.com, a-b.c.com') + policy);
    expect(issueLines(result, 'ServiceEntry', 'e')).toEqual([
      'silent name-overwritten @spec.hosts.0: generated DestinationRule "default/e~a-b-c-com~istio-autogenerated-k8s-gateway" is also generated from host "a-b.c.com" of ServiceEntry "default/e"; one overwrites the other',
    ]);
  });

  test('so do the hosts of a ServiceEntry and an XBackend of one name', async () => {
    const backend = object(
      'gateway.networking.x-k8s.io/v1alpha1',
      'XBackend',
      'e',
      'type: ExternalHostname, externalHostname: {hostname: a-b.com}, port: {port: 443}, tls: {mode: ServerOnly, validation: {hostname: a-b.com, wellKnownCACertificates: System}}',
    );
    const result = await convertText(entry('a.b.com') + policy + backend, {
      settings: { EnableAlphaGatewayAPI: true },
    });
    expect(issueLines(result, 'ServiceEntry', 'e')).toEqual([
      'silent name-overwritten @spec.hosts.0: generated DestinationRule "default/e~a-b-com~istio-autogenerated-k8s-gateway" is also generated from host "a-b.com" of XBackend "default/e"; one overwrites the other',
    ]);
    expect(issueLines(result, 'XBackend', 'e')).toEqual([]);
  });

  test('other hosts do not', async () => {
    expect(issueLines(await convertText(entry('a.com, b.com') + policy), 'ServiceEntry', 'e')).toEqual([]);
  });
});
