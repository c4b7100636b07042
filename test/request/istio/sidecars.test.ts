import { describe, expect, test } from '@jest/globals';
import { portTreatment } from '../../../src/request/istio/port-treatment.ts';
import type { Request } from '../../../src/request/request.ts';
import { mesh } from '../requests.ts';
import {
  evaluate,
  type Form,
  forms,
  istioObject,
  outcomeOf,
  route,
  service,
  serviceEntry,
  virtualService,
} from './evaluation.ts';

const svc = 'svc.prod.svc.cluster.local';
const ports = '{name: http, port: 80}, {name: tcp-db, port: 5432}, {name: https, port: 443}, {name: any, port: 9000}';
const prod = service('svc', ports, { namespace: 'prod' });

interface More {
  readonly namespace?: string;
  readonly age?: number;
  readonly hosts?: string;
  readonly fields?: string;
}

/** A VirtualService of the mesh for `svc.prod`, by default of its namespace, that leads to a Service. */
function about(form: Form, name: string, backend: string, { hosts = svc, fields, ...more }: More = {}): string {
  const options = { namespace: 'prod', ...more };
  return virtualService(form, name, `hosts: ["${hosts}"], ${fields ?? `http: [{${route(backend)}}]`}`, options);
}

const ask = (client = 'app', target = 'svc.prod/a', more: Partial<Request> = {}) => mesh(client, target, more);

describe('who has a VirtualService (E-50)', () => {
  test.each([
    ['to everyone', '["*"]', 'v1'],
    ['to the own namespace by its name', '[prod]', 'v1'],
    ['to the own namespace', '["."]', 'v1'],
    ['to others alone', '[other]', 'default-forward'],
  ])('for clients of its own namespace: exported %s', async (_, exportTo, expected) => {
    const fields = `exportTo: ${exportTo}, http: [{${route('v1')}}]`;
    expect(await outcomeOf(prod + about('user', 'r', '', { fields }), ask('prod'))).toBe(expected);
  });

  test.each([
    ['mirror', 'prod', 'v1', 'v1'],
    ['mirror', 'app', 'v1', 'default-forward'],
    ['user', 'far', 'v1', 'v1'],
  ] as const)(
    '%s form, of namespace %s: %s for its own clients, %s for others',
    async (form, namespace, own, others) => {
      const yaml = prod + about(form, 'r', 'v1', { namespace });
      expect(await outcomeOf(yaml, ask(namespace))).toBe(own);
      expect(await outcomeOf(yaml, ask('other'))).toBe(others);
    },
  );

  test('D-40: `tcp` entries of a generated one are for clients of every namespace', async () => {
    const yaml = prod + about('mirror', 'r', '', { namespace: 'app', fields: `tcp: [{${route('v1')}}]` });
    expect(await outcomeOf(yaml, ask('other', 'svc.prod', { transport: 'tcp', port: 5432 }))).toBe('v1');
  });

  test.each([
    ['without `gateways`', '', 'v1'],
    ['on mesh', 'gateways: [mesh, ns/gw]', 'v1'],
    ['on a Gateway alone', 'gateways: [ns/gw]', 'default-forward'],
    ['exported to the client', 'exportTo: [app, other]', 'v1'],
    ['not exported to the client', 'exportTo: [other]', 'default-forward'],
  ])('%s', async (_, more, expected) => {
    const fields = `${more && `${more}, `}http: [{${route('v1')}}]`;
    expect(await outcomeOf(prod + about('user', 'r', '', { fields }), ask())).toBe(expected);
  });

  test.each([
    ['user', '*.prod.svc.cluster.local', 'v1'],
    ['mirror', '*.prod.svc.cluster.local', 'default-forward'],
  ] as const)('E-54: %s form with the wildcard %s: %s', async (form, hosts, expected) => {
    expect(await outcomeOf(prod + about(form, 'r', 'v1', { hosts }), ask())).toBe(expected);
  });

  test('the most specific wildcard counts, and an exact host before it', async () => {
    const wide = about('user', 'a', 'v1', { hosts: '*.svc.cluster.local' });
    const narrow = about('user', 'b', 'v2', { hosts: '*.prod.svc.cluster.local' });
    expect(await outcomeOf(prod + wide + narrow, ask())).toBe('v2');
    expect(await outcomeOf(prod + wide + narrow + about('user', 'c', 'v3'), ask())).toBe('v3');
  });
});

describe('which VirtualService counts (E-51)', () => {
  test('the oldest, then the first by name; nothing is concatenated', async () => {
    const narrow = (name: string, age: number) =>
      about('user', name, '', { age, fields: `http: [{match: [{uri: {exact: /b}}], ${route('v1')}}]` });
    expect(await outcomeOf(prod + narrow('a', 1) + about('user', 'b', 'v2', { age: 2 }), ask())).toBe('404');
    expect(await outcomeOf(prod + narrow('a', 2) + about('user', 'b', 'v2', { age: 1 }), ask())).toBe('v2');
  });

  test('one without a route for the port is passed over', async () => {
    const other = about('user', 'a', '', { fields: `http: [{match: [{port: 81}], ${route('v1')}}]` });
    expect(await outcomeOf(prod + other + about('user', 'b', 'v2'), ask())).toBe('v2');
    expect(await outcomeOf(prod + other, ask())).toBe('default-forward');
  });

  const both = prod + about('mirror', 'a', 'v1') + about('mirror', 'b', 'v2', { namespace: 'app' });

  test('the generated one of the client comes before that of the Service', async () => {
    expect(await outcomeOf(both, ask('app'))).toBe('v2');
    expect(await outcomeOf(both, ask('other'))).toBe('v1');
  });

  test('but not without PILOT_UNIFIED_SIDECAR_SCOPE', async () => {
    expect(await outcomeOf(both, ask('app'), { settings: { unifiedSidecarScope: false } })).toBe('v1');
  });

  test('a private one comes before public ones', async () => {
    const fields = `exportTo: ["."], http: [{${route('v2')}}]`;
    const yaml = prod + about('user', 'a', 'v1') + about('user', 'b', '', { namespace: 'app', fields });
    expect(await outcomeOf(yaml, ask('app'))).toBe('v2');
  });
});

describe('protocols (E-52)', () => {
  const yaml = (port: string) =>
    service('svc', port, { namespace: 'prod' }) +
    about('user', 'r', '', { fields: `http: [{${route('v1')}}], tcp: [{${route('v2')}}]` });

  test.each([
    ['{name: http, port: 80}', 'http', 'v1'],
    ['{name: grpc-x, port: 80}', 'http', 'v1'],
    ['{name: x, port: 80, appProtocol: kubernetes.io/h2c}', 'http', 'v1'],
    ['{name: http, port: 80, appProtocol: tcp}', 'http', 'v2'],
    ['{name: tcp, port: 80}', 'http', 'v2'],
    ['{name: x, port: 80}', 'http', 'v1'],
    ['{name: x, port: 80}', 'tcp', 'v2'],
    ['{name: http, port: 80}', 'tcp', 'rejected'],
    ['{name: http, port: 81}', 'http', 'default-forward'],
    ['{name: http, port: 80, protocol: UDP}', 'http', 'default-forward'],
    ['{name: a, port: 80, protocol: UDP}, {name: http, port: 80}', 'http', 'v1'],
  ] as const)('%s, %s: %s', async (port, transport, expected) => {
    expect(await outcomeOf(yaml(port), ask('app', 'svc.prod', { transport }))).toBe(expected);
  });

  test.each([
    ['https', 80, 'tls'],
    ['grpc-web-x', 80, 'http'],
    ['mongo', 80, 'tcp'],
    ['db', 3306, 'tcp'],
    ['HTTP2', 80, 'http'],
    ['', 80, 'sniffed'],
    ['hbone', 80, 'sniffed'],
    ['udp-x', 80, 'udp'],
  ] as const)('a port named "%s" with number %d is treated as %s', (name, number, treatment) => {
    const port = { name, number, protocol: 'TCP' };
    const host = { host: svc, namespace: 'prod', service: 'svc', ports: [port], addresses: [], selector: {} };
    expect(portTreatment(host, port)).toBe(treatment);
  });

  test.each([
    ['GRPC-Web', 'http'],
    ['TLS', 'tls'],
    ['Mongo', 'tcp'],
    ['', 'sniffed'],
  ])(
    'a port of a ServiceEntry with protocol "%s" is treated as %s, whatever its name and number',
    (protocol, treatment) => {
      const port = { name: 'http', number: 3306, protocol };
      const host = { host: 'e.com', namespace: 'prod', ports: [port], addresses: [], selector: {} };
      expect(portTreatment(host, port)).toBe(treatment);
    },
  );

  test('a Service without VirtualService is reached as it is', async () => {
    const { outcome } = await evaluate(prod, ask());
    expect(outcome).toEqual({ kind: 'default-forward', host: svc, port: 80 });
  });

  test('no matching route: 404', async () => {
    const fields = `http: [{match: [{uri: {exact: /b}}], ${route('v1')}}]`;
    expect(await outcomeOf(prod + about('mirror', 'r', '', { fields }), ask())).toBe('404');
  });

  test.each([
    ['user', 80, 'v1'],
    ['user', 81, 'default-forward'],
    ['mirror', 80, 'default-forward'],
  ] as const)('%s form: a host that the mesh does not know, on port %d: %s', async (form, port, expected) => {
    const both = service('svc', '{name: http, port: 80}, {name: http-2, port: 81}', { namespace: 'prod' });
    const unknown = about(form, 'r', 'v1', { hosts: 'unknown.com' });
    expect(await outcomeOf(both + unknown, ask('app', 'svc.prod', { authority: 'unknown.com', port }))).toBe(expected);
  });

  test('a malformed header value spoils the tables of all hosts on a port for HTTP', async () => {
    const other = service('other', '{name: http, port: 80}', { namespace: 'prod' });
    const broken = about('user', 'x', '', {
      hosts: 'other.prod.svc.cluster.local',
      fields: `http: [{headers: {request: {set: {x: "%"}}}, ${route('v1')}}]`,
    });
    expect(await outcomeOf(prod + other + broken + about('user', 'r', 'v2'), ask())).toBe('undefined');
  });
});

describe('names of a Service (E-53)', () => {
  const yaml = prod + about('user', 'r', 'v1');

  test.each([
    ['svc.prod', 'app', 'v1'],
    ['svc.prod.svc', 'app', 'v1'],
    ['SVC.prod.svc.cluster.local:80', 'app', 'v1'],
    ['svc', 'prod', 'v1'],
    ['svc', 'app', 'default-forward'],
    ['svc.other', 'app', 'default-forward'],
  ])('Host %s of a client in %s: %s', async (authority, client, expected) => {
    expect(await outcomeOf(yaml, ask(client, 'svc.prod', { authority }))).toBe(expected);
  });

  test('a Host of another Service leads there', async () => {
    const other = service('other', '{name: http, port: 80}', { namespace: 'prod' });
    const { outcome } = await evaluate(yaml + other, ask('app', 'svc.prod', { authority: 'other.prod' }));
    expect(outcome).toMatchObject({ kind: 'default-forward', host: 'other.prod.svc.cluster.local' });
  });

  test('a host of a ServiceEntry with a wildcard', async () => {
    const entry = serviceEntry('e', 'hosts: ["*.e.com"], ports: [{number: 80, name: http, protocol: HTTP}]');
    const own = about('user', 'r', 'v1', { hosts: '*.e.com' });
    const request = { ...ask(), entry: { type: 'mesh', clientNamespace: 'app', service: 'a.e.com' } as const };
    expect(await outcomeOf(entry + own, { ...request, authority: 'a.e.com' })).toBe('v1');
  });

  test('of two wildcards of ServiceEntries the longer one', async () => {
    const port = 'ports: [{number: 80, name: http, protocol: HTTP}]';
    const wide = serviceEntry('wide', `hosts: ["*.com"], ${port}`);
    const narrow = serviceEntry('narrow', `hosts: ["*.e.com"], ${port}`);
    const own = about('user', 'r', 'v1', { hosts: '*.e.com' }) + about('user', 'w', 'v2', { hosts: '*.com' });
    const to = (host: string) => ({
      ...ask(),
      entry: { type: 'mesh', clientNamespace: 'app', service: host } as const,
      authority: host,
    });
    for (const entries of [wide + narrow, narrow + wide]) {
      expect(await outcomeOf(entries + own, to('a.e.com'))).toBe('v1');
      expect(await outcomeOf(entries + own, to('a.com'))).toBe('v2');
    }
  });

  test('the address of the Service', async () => {
    const withAddress = prod.replace('spec: {', 'spec: {clusterIP: 10.0.0.1, ');
    const own = about('user', 'r', 'v1');
    expect(await outcomeOf(withAddress + own, ask('app', 'svc.prod', { authority: '10.0.0.1' }))).toBe('v1');
    expect(await outcomeOf(withAddress + own, ask('app', 'svc.prod', { authority: '10.0.0.2' }))).toBe(
      'default-forward',
    );
  });

  test('a Sidecar of the client is told', async () => {
    const { notes } = await evaluate(
      yaml + istioObject('Sidecar', 's', 'egress: [{hosts: ["./*"]}]', { namespace: 'app' }),
      ask(),
    );
    expect(notes.join()).toContain('a Sidecar of namespace app may hide hosts');
  });
});

describe.each(forms)('connections (E-55), %s form', (form) => {
  const tls = (sni: string) => ask('app', 'svc.prod', { transport: 'tls', port: 443, sni });
  const entry = (names: string, backend: string) => `{match: [{sniHosts: ${names}}], ${route(backend)}}`;
  const fields = `tls: [${entry('[a.com]', 'v1')}, ${entry('["*.com"]', 'v2')}, ${entry('[a.com, b.org]', 'v3')}]`;
  const yaml = prod + about(form, 'r', '', { fields });

  test.each([
    ['a.com', 'v1'],
    ['b.com', 'v2'],
    ['b.org', 'v3'],
    ['c.org', 'rejected'],
  ])('server name %s: %s', async (sni, expected) => {
    expect(await outcomeOf(yaml, tls(sni))).toBe(expected);
  });

  test('no `tls` entry: the Service itself', async () => {
    expect(await outcomeOf(prod, tls('a.com'))).toBe('default-forward');
  });

  test('`tcp` entries concern no port for TLS, whether a `tls` entry is there or not (E-52)', async () => {
    const bytes = about(form, 'b', '', { fields: `tcp: [{${route('v4')}}]` });
    expect(await outcomeOf(yaml + bytes, tls('c.org'))).toBe('rejected');
    expect(await outcomeOf(prod + bytes, tls('c.org'))).toBe('default-forward');
  });

  test('`tls` entries concern no port that is not declared as one for TLS (E-52)', async () => {
    const sniffed = service('svc', '{name: any, port: 443}', { namespace: 'prod' });
    const bytes = about(form, 'b', '', { fields: `tcp: [{${route('v4')}}]` });
    const named = about(form, 'r', '', { fields });
    expect(await outcomeOf(sniffed + named, tls('a.com'))).toBe('default-forward');
    expect(await outcomeOf(sniffed + named + bytes, tls('a.com'))).toBe('v4');
  });

  test('a Service that is not in the input has the port that its VirtualServices are for', async () => {
    const bytes = about(form, 'b', '', { fields: `tcp: [{${route('v4')}}]` });
    const named = about(form, 'r', '', { fields });
    expect(await outcomeOf(named + bytes, tls('a.com'))).toBe('v1');
    expect(await outcomeOf(bytes, tls('a.com'))).toBe('v4');
    expect(await outcomeOf(named + bytes, ask('app', 'svc.prod', { transport: 'tcp', port: 443 }))).toBe('v4');
  });

  test('the first VirtualService with a `tcp` entry for the port', async () => {
    const first = about(form, 'a', '', { fields: `tcp: [{match: [{port: 1}], ${route('v1')}}]` });
    const second = about(form, 'b', '', { fields: `tcp: [{match: [{port: 5432}], ${route('v2')}}]` });
    expect(await outcomeOf(prod + first + second, ask('app', 'svc.prod', { transport: 'tcp', port: 5432 }))).toBe('v2');
  });
});
