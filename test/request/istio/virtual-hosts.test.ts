import { describe, expect, test } from '@jest/globals';
import { indexDomains, withoutPort } from '../../../src/request/istio/virtual-hosts.ts';
import { http } from '../requests.ts';
import { evaluate, forms, gateway, httpServer, outcomeOf, route, virtualService } from './evaluation.ts';

describe('the choice of a virtual host (E-10)', () => {
  const domains = indexDomains(
    ['foo.com', '*.foo.com', '*-x.foo.com', '*.bar.foo.com', '*.COM'].map((domain) => [domain, domain] as const),
  );

  test.each([
    ['foo.com', 'foo.com'],
    ['FOO.com', 'foo.com'],
    ['a.foo.com', '*.foo.com'],
    ['a.b.foo.com', '*.foo.com'],
    ['a-x.foo.com', '*-x.foo.com'],
    ['-x.foo.com', '*.foo.com'],
    ['a.bar.foo.com', '*.bar.foo.com'],
    ['bar.foo.com', '*.foo.com'],
    ['.foo.com', '*.COM'],
    ['foo.com.', undefined],
    ['a.org', undefined],
    ['', undefined],
  ])('"%s": %s', (host, domain) => {
    expect(domains.find(host)).toBe(domain);
  });

  test('`*` takes what is left', () => {
    expect(indexDomains([['*', 1] as const]).find('')).toBe(1);
  });

  test.each([
    ['foo.com:80', 'foo.com'],
    ['foo.com', 'foo.com'],
    ['[::1]:80', '[::1]'],
    ['[::1]', '[::1]'],
    ['foo.com:', 'foo.com'],
  ])('the port of "%s" is ignored', (authority, host) => {
    expect(withoutPort(authority)).toBe(host);
  });
});

const entry = (service: string, more = '') => `{${more}${route(service)}}`;

describe.each(forms)('the domains of a VirtualService on a server (E-11), %s form', (form) => {
  const site = (hosts: readonly string[], own: readonly string[], more: object = {}) =>
    gateway(form, httpServer(...hosts)) +
    virtualService(form, 'vs', `hosts: ${JSON.stringify(own)}, gateways: [ns/gw], http: [${entry('v1')}]`, more);

  test.each([
    ['the narrower name of server and VirtualService', ['*/*.e.com'], ['*'], 'a.e.com', '*.e.com'],
    ['the narrower name, the other way round', ['*/*'], ['*.e.com'], 'a.e.com', '*.e.com'],
    ['none where the names do not meet', ['*/a.com'], ['b.com'], 'b.com', undefined],
    ['a bare host is open to all', ['a.com'], ['a.com'], 'a.com', 'a.com'],
    ['`./` is for the own namespace', ['./a.com'], ['a.com'], 'a.com', 'a.com'],
    ['another namespace has no part', ['far/a.com'], ['a.com'], 'a.com', undefined],
    ['`~/` is for nobody', ['~/a.com'], ['a.com'], 'a.com', undefined],
  ])('%s', async (_, hosts, own, host, domain) => {
    expect((await evaluate(site(hosts, own), http(host))).virtualHost).toBe(domain);
  });

  test('it has to be bound to the Gateway', async () => {
    const unbound = virtualService(form, 'vs', `hosts: ["*"], gateways: [ns/other], http: [${entry('v1')}]`);
    expect(await outcomeOf(gateway(form, httpServer('*/*')) + unbound, http('a.com'))).toBe('404');
  });

  test('`exportTo` has to reach the pods', async () => {
    const far = (exportTo: string) =>
      gateway(form, httpServer('*/*')) +
      virtualService(form, 'vs', `hosts: ["*"], gateways: [ns/gw], exportTo: ["${exportTo}"], http: [${entry('v1')}]`, {
        namespace: 'far',
      });
    expect(await outcomeOf(far('ns'), http('a.com'))).toBe('v1');
    expect(await outcomeOf(far('.'), http('a.com'))).toBe('404');
  });
});

describe.each([
  ['ns/gw', 'ns'],
  ['./gw', 'ns'],
  ['gw', 'ns'],
  ['gw.ns', 'far'],
  ['gw.ns.svc.cluster.local', 'far'],
])('a Gateway called %s', (name, namespace) => {
  test(`is ns/gw to a VirtualService of ${namespace}`, async () => {
    const own = virtualService('user', 'vs', `hosts: ["*"], gateways: ["${name}"], http: [${entry('v1')}]`, {
      namespace,
    });
    expect(await outcomeOf(gateway('user', httpServer('*/*')) + own, http('a.com'))).toBe('v1');
  });
});

describe.each(forms)('one domain of several VirtualServices (E-12), %s form', (form) => {
  const server = httpServer('*/a.com');
  const vs = (name: string, http: string, more: object = {}, gateways = 'ns/gw') =>
    virtualService(form, name, `hosts: [a.com], gateways: [${gateways}], http: [${http}]`, more);
  const exact = (service: string) => entry(service, 'match: [{uri: {exact: /x}}], ');

  test('the older comes first', async () => {
    const yaml = gateway(form, server) + vs('a', exact('v1'), { age: 2 }) + vs('b', exact('v2'), { age: 1 });
    expect(await outcomeOf(yaml, http('a.com/x'))).toBe('v2');
  });

  test('of equal age the name decides before the namespace, and a note says so', async () => {
    const yaml =
      gateway(form, server) + vs('b', exact('v1'), { namespace: 'a' }) + vs('a', exact('v2'), { namespace: 'b' });
    const { outcome, notes } = await evaluate(yaml, http('a.com/x'));
    expect(outcome).toMatchObject({ kind: 'backends', choices: [{ host: 'v2.ns.svc.cluster.local' }] });
    expect(notes).toContain('order decided by names; in a cluster the older object wins');
  });

  test('between Gateways their age decides, not that of the VirtualServices', async () => {
    const yaml =
      gateway(form, server, { age: 2 }) +
      gateway(form, server, { name: 'other', age: 1 }) +
      vs('a', exact('v1'), { age: 1 }) +
      vs('b', exact('v2'), { age: 3 }, 'ns/other');
    expect(await outcomeOf(yaml, http('a.com/x'))).toBe('v2');
  });

  test('private ones come first, then exported ones', async () => {
    const exported = (name: string, service: string, exportTo: string, namespace: string) =>
      virtualService(
        form,
        name,
        `hosts: [a.com], gateways: [ns/gw], exportTo: ${exportTo}, http: [${exact(service)}]`,
        { namespace },
      );
    const open = gateway(form, server) + vs('a', exact('v1'));
    expect(await outcomeOf(open + exported('b', 'v2', '[ns, far]', 'far'), http('a.com/x'))).toBe('v2');
    const both = open + exported('b', 'v2', '[ns, far]', 'far') + exported('c', 'v3', '[., far]', 'ns');
    expect(await outcomeOf(both, http('a.com/x'))).toBe('v3');
  });

  test('what catches everything goes to the end', async () => {
    const yaml = gateway(form, server) + vs('a', entry('v1')) + vs('b', exact('v2'));
    expect(await outcomeOf(yaml, http('a.com/x'))).toBe('v2');
    expect(await outcomeOf(yaml, http('a.com/y'))).toBe('v1');
  });

  test.each([
    ['a header', 'headers: {x: {exact: "1"}}'],
    ['a method', 'method: {exact: GET}'],
    ['a query parameter', 'queryParams: {x: {exact: "1"}}'],
    ['an absent header', 'withoutHeaders: {z: {}}'],
  ])('a condition on %s keeps it in its place', async (_, condition) => {
    const narrow = entry('v1', `match: [{uri: {prefix: /}, ${condition}}], `);
    const yaml = gateway(form, server) + vs('a', narrow) + vs('b', exact('v2'));
    expect(await outcomeOf(yaml, http('a.com/x?x=1', { headers: [['x', '1']] }))).toBe('v1');
  });
});

test('E-12: generated VirtualServices of the namespace of the pods come before other public ones', async () => {
  const http80 = gateway('user', httpServer('*/*'));
  const entryX = `{match: [{uri: {exact: /x}}], ${route('v1')}}`;
  const other = virtualService('user', 'a', `hosts: ["*"], gateways: [ns/gw], http: [${entryX}]`);
  const own = virtualService('mirror', 'b', `hosts: ["*"], gateways: [ns/gw], http: [${entryX.replace('v1', 'v2')}]`);
  expect(await outcomeOf(http80 + other + own, http('a.com/x'))).toBe('v2');
});

describe('names without a dot (E-13)', () => {
  test.each([
    ['user', 'v1.ns.svc.cluster.local'],
    ['mirror', 'v1'],
  ] as const)('%s form: the destination v1 is %s', async (form, host) => {
    const own = virtualService(
      form,
      'vs',
      'hosts: ["*"], gateways: [ns/gw], http: [{route: [{destination: {host: v1}}]}]',
    );
    const { outcome } = await evaluate(gateway(form, httpServer('*/*')) + own, http('a.com'));
    expect(outcome).toMatchObject({ choices: [{ host }] });
  });

  test.each([
    ['user', 'svc.ns.svc.cluster.local'],
    ['mirror', 'svc'],
  ] as const)('%s form: the host svc is %s', async (form, host) => {
    const own = virtualService(form, 'vs', `hosts: [svc], gateways: [ns/gw], http: [${entry('v1')}]`);
    const { virtualHost } = await evaluate(gateway(form, httpServer('*/*')) + own, http(host));
    expect(virtualHost).toBe(host);
  });
});
