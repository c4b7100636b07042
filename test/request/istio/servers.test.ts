import { describe, expect, test } from '@jest/globals';
import { http, https, tcp } from '../requests.ts';
import {
  evaluate,
  forms,
  gateway,
  httpServer,
  outcomeOf,
  route,
  rules,
  service,
  tlsServer,
  virtualService,
} from './evaluation.ts';

const all = httpServer('*/*');

/** A VirtualService of another Gateway than `ns/gw`. */
function rulesOf(form: 'mirror' | 'user', gatewayName: string, host: string, backend: string): string {
  return virtualService(
    form,
    gatewayName.replace('/', '-'),
    `hosts: ["${host}"], gateways: [${gatewayName}], http: [{${route(backend)}}]`,
  );
}

describe.each(forms)('which Gateways configure the pods (E-1), %s form', (form) => {
  test('one on the same pods shares the port', async () => {
    const two = gateway(form, httpServer('*/a.com')) + gateway(form, httpServer('*/b.com'), { name: 'other' });
    const yaml = two + rulesOf(form, 'ns/gw', 'a.com', 'v1') + rulesOf(form, 'ns/other', 'b.com', 'v2');
    expect(await outcomeOf(yaml, http('b.com'))).toBe('v2');
  });

  test('a Gateway that nobody wrote serves nothing', async () => {
    const request = http('a.com', { entry: { type: 'gateway', namespace: 'ns', name: 'nope' } });
    expect(await outcomeOf(gateway(form, all), request)).toBe('rejected');
  });
});

describe('which Gateways configure the pods (E-1)', () => {
  const byLabel = (selector: string) => `
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: wide, namespace: far}
spec: {selector: ${selector}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
`;
  const wide = virtualService('user', 'wide', `hosts: ["*"], gateways: [far/wide], http: [{${route('v2')}}]`, {
    namespace: 'far',
  });

  test.each([
    ['all of its labels are on the pods', '{app: front}', 'v2'],
    ['it has none', '{}', 'v2'],
    ['one of them is not', '{app: front, tier: x}', '404'],
  ])('a user Gateway by selector: %s', async (_, selector, expected) => {
    const yaml = gateway('user', httpServer('*/only.com')) + byLabel(selector) + wide;
    expect(await outcomeOf(yaml, http('a.com'))).toBe(expected);
  });

  test('the labels of the Service in front count for a generated Gateway', async () => {
    const behind = service('front', '{name: http, port: 80}', { selector: '{app: front, tier: x}' });
    const yaml = gateway('mirror', httpServer('*/only.com')) + behind + byLabel('{tier: x}') + wide;
    expect(await outcomeOf(yaml, http('a.com'))).toBe('v2');
  });

  test('the Service has to be in the namespace of the Gateway or its parent', async () => {
    const far = { name: 'other', namespace: 'far' };
    const request = http('b.com');
    const parent = { annotations: { 'internal.istio.io/parent-namespace': 'ns' } };
    const yaml = gateway('mirror', httpServer('*/a.com')) + rulesOf('mirror', 'far/other', 'b.com', 'v1');
    expect(await outcomeOf(yaml + gateway('mirror', httpServer('*/b.com'), far), request)).toBe('404');
    expect(await outcomeOf(yaml + gateway('mirror', httpServer('*/b.com'), { ...far, ...parent }), request)).toBe('v1');
  });

  test('strict merging keeps user Gateways of other namespaces from generated ones', async () => {
    const account = { annotations: { 'internal.istio.io/service-account-name': 'gw-istio' } };
    const yaml = gateway('mirror', httpServer('*/only.com'), account) + byLabel('{}') + wide;
    expect(await outcomeOf(yaml, http('a.com'))).toBe('404');
    expect(await outcomeOf(yaml, http('a.com'), { settings: { strictGatewayMerging: false } })).toBe('v2');
    const { steps } = await evaluate(yaml, http('a.com'));
    expect(steps.map(({ text }) => text).join()).toContain('Gateway far/wide is ignored');
  });

  test('PILOT_SCOPE_GATEWAY_TO_NAMESPACE keeps selectors inside the namespace', async () => {
    const yaml = gateway('user', httpServer('*/only.com')) + byLabel('{app: front}') + wide;
    expect(await outcomeOf(yaml, http('a.com'), { settings: { scopeGatewayToNamespace: true } })).toBe('404');
  });
});

describe.each(forms)('servers of one port (E-2, E-3), %s form', (form) => {
  const tcpServer = '{port: {number: 80, name: t, protocol: TCP}, hosts: ["*"]}';
  const toTCP = virtualService(form, 'tcp', `hosts: ["*"], gateways: [ns/a], tcp: [{${route('v9')}}]`);

  test('the older Gateway comes first: TCP of a younger one is skipped beside HTTP', async () => {
    const yaml =
      gateway(form, all, { age: 1 }) +
      gateway(form, tcpServer, { name: 'a', age: 2 }) +
      rules(form, `{${route('v1')}}`) +
      toTCP;
    expect(await outcomeOf(yaml, http('a.com'))).toBe('v1');
    expect(await outcomeOf(yaml, tcp(80))).toBe('rejected');
  });

  test('of equal age the name decides, and HTTP is skipped beside TCP', async () => {
    const yaml = gateway(form, all) + gateway(form, tcpServer, { name: 'a' }) + rules(form, `{${route('v1')}}`) + toTCP;
    expect(await outcomeOf(yaml, tcp(80))).toBe('v9');
    expect(await outcomeOf(yaml, http('a.com'))).toBe('v9');
  });

  test('a TLS server with a host that is taken is skipped as a whole', async () => {
    const second = tlsServer(['*/b.com', '*/a.com']).replace('name: s', 'name: s2');
    const two = `${tlsServer(['*/a.com'])},${second}`;
    const yaml = gateway(form, two) + rules(form, `{${route('v1')}}`);
    expect(await outcomeOf(yaml, https('a.com'))).toBe('v1');
    expect(await outcomeOf(yaml, https('b.com'))).toBe('rejected');
  });

  test('a plain server stands beside earlier TLS servers, but TLS not beside an earlier plain one', async () => {
    const plain443 = '{port: {number: 443, name: p, protocol: HTTP}, hosts: ["*/*"]}';
    const request = http('a.com', { port: 443 });
    const tlsFirst = gateway(form, `${tlsServer(['*/*'])},${plain443}`) + rules(form, `{${route('v1')}}`);
    expect(await outcomeOf(tlsFirst, request)).toBe('v1');
    expect(await outcomeOf(tlsFirst, https('a.com'))).toBe('v1');
    const plainFirst = gateway(form, `${plain443},${tlsServer(['*/*'])}`) + rules(form, `{${route('v1')}}`);
    expect(await outcomeOf(plainFirst, https('a.com'))).toBe('rejected');
  });
});

describe.each(forms)('filter chains (E-4, E-5, E-6), %s form', (form) => {
  const hosts = ['a.e.com', '*.e.com', '*.a.e.com', '*'];
  const servers = hosts.map((host, i) => tlsServer([`*/${host}`]).replace('name: s', `name: s${i}`)).join();
  const yaml = gateway(form, servers) + rules(form, `{${route('v1')}}`);

  test.each([
    ['a.e.com', 's0'],
    ['A.E.com', 's0'],
    ['b.e.com', 's1'],
    ['x.a.e.com', 's2'],
    ['e.com', 's3'],
    ['', 's3'],
  ])('server name "%s" chooses server %s', async (sni, server) => {
    const { listener } = await evaluate(yaml, https('x.org', { sni }));
    expect(listener?.listener).toBe(server);
  });

  test('E-5: the Host is looked up in the table of the chosen server alone', async () => {
    const two = gateway(form, tlsServer(['*/a.com'])) + gateway(form, tlsServer(['*/b.com']), { name: 'other' });
    const both = two + rulesOf(form, 'ns/gw', 'a.com', 'v1') + rulesOf(form, 'ns/other', 'b.com', 'v2');
    expect(await outcomeOf(both, https('b.com', { sni: 'a.com' }))).toBe('404');
  });

  test('E-6: HTTP without routes answers 404, TCP without routes is closed', async () => {
    expect(await outcomeOf(gateway(form, all), http('a.com'))).toBe('404');
    const tcpOnly = gateway(form, '{port: {number: 9, name: t, protocol: TCP}, hosts: ["*"]}');
    expect((await evaluate(tcpOnly, tcp(9))).outcome).toEqual({ kind: 'rejected', cause: 'no-route' });
  });
});

describe('ports (E-7)', () => {
  const behind = service('front', '{name: http, port: 80, targetPort: 8080}, {name: alt, port: 81, targetPort: 8080}', {
    selector: '{app: front}',
  });
  const on = (port: number) => `{port: {number: ${port}, name: p${port}, protocol: HTTP}, hosts: ["*/*"]}`;

  test('a generated Gateway has the ports of its Service alone', async () => {
    const yaml = gateway('mirror', on(90)) + rules('mirror', `{${route('v1')}}`);
    expect(await outcomeOf(yaml, http('a.com', { port: 90 }))).toBe('v1');
    expect(await outcomeOf(yaml + behind, http('a.com', { port: 90 }))).toBe('rejected');
  });

  test('a user Gateway opens the number itself', async () => {
    const yaml = gateway('user', on(90)) + rules('user', `{${route('v1')}}`) + behind;
    expect(await outcomeOf(yaml, http('a.com', { port: 90 }))).toBe('v1');
  });

  test('E-3: Service ports with one target port have one route table', async () => {
    const yaml = gateway('mirror', on(80)) + rules('mirror', `{${route('v1')}}`) + behind;
    expect(await outcomeOf(yaml, http('a.com', { port: 81 }))).toBe('v1');
  });
});

describe('httpsRedirect (E-8)', () => {
  const server = '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*/a.com"], tls: {httpsRedirect: true}}';

  test.each([
    ['a host with routes', rules('user', `{${route('v1')}}`)],
    ['a host without routes', ''],
  ])('%s', async (_, more) => {
    const yaml = gateway('user', server) + more;
    expect(await outcomeOf(yaml, http('a.com/x?y'))).toBe('301 https://a.com/x?y');
    expect(await outcomeOf(yaml, http('b.com/x?y'))).toBe('404');
  });
});
