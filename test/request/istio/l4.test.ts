import { describe, expect, test } from '@jest/globals';
import { https, tcp, tls } from '../requests.ts';
import {
  evaluate,
  forms,
  gateway,
  istioObject,
  outcomeOf,
  route,
  service,
  tlsServer,
  to,
  virtualService,
} from './evaluation.ts';

const tcpServer = (hosts = '["*"]') => `{port: {number: 9000, name: t, protocol: TCP}, hosts: ${hosts}}`;
const bound = 'gateways: [ns/gw]';

describe.each(forms)('TCP (E-60), %s form', (form) => {
  const vs = (name: string, entries: string, more: object = {}, hosts = '"*"') =>
    virtualService(form, name, `hosts: [${hosts}], ${bound}, tcp: [${entries}]`, more);

  test.each([
    ['the older one', vs('a', `{${route('v1')}}`, { age: 2 }) + vs('b', `{${route('v2')}}`, { age: 1 }), 'v2'],
    ['the first by name', vs('b', `{${route('v1')}}`, { namespace: 'a' }) + vs('a', `{${route('v2')}}`), 'v2'],
    [
      'the first entry that fits',
      vs('a', `{match: [{port: 1}], ${route('v1')}}, {match: [{port: 9000}], ${route('v2')}}`),
      'v2',
    ],
    [
      'one with another Gateway is passed over',
      vs('a', `{match: [{gateways: [ns/x]}], ${route('v1')}}`) + vs('b', `{${route('v2')}}`),
      'v2',
    ],
    ['one without destination is passed over', vs('a', '{route: []}') + vs('b', `{${route('v2')}}`), 'v2'],
    ['shares by weight', vs('a', `{route: [${to('v1', 'weight: 1')}, ${to('v2', 'weight: 3')}]}`), 'v1 25%, v2 75%'],
    ['nothing for another host of the server', vs('a', `{${route('v1')}}`, {}, 'other.com'), 'rejected'],
  ])('%s', async (_, yaml, expected) => {
    expect(await outcomeOf(gateway(form, tcpServer('["*/a.com", "*/*.b.com"]')) + yaml, tcp(9000))).toBe(expected);
  });

  test('E-63: a share without backend is closed, and so is everything if none is left', async () => {
    const half = vs('a', `{route: [${to('v1', 'weight: 1')}, {destination: {}, weight: 1}]}`);
    expect(await outcomeOf(gateway(form, tcpServer()) + half, tcp(9000))).toBe('v1 50%, rejected 50%');
    const none = vs(
      'a',
      '{route: [{destination: {host: internal.cluster.local, subset: zero-weight, port: {number: 65535}}}]}',
    );
    expect((await evaluate(gateway(form, tcpServer()) + none, tcp(9000))).outcome).toEqual({
      kind: 'rejected',
      cause: 'no-backend',
    });
  });
});

describe('a server that terminates TLS (E-60)', () => {
  const server = tlsServer(['*/*.com'], 'TLS');
  const annotations = { 'internal.istio.io/parents': 'TLSRoute/r.ns' };
  const entries = `tls: [{match: [{sniHosts: [a.com]}], ${route('v1')}}, {match: [{sniHosts: [b.com]}], ${route('v2')}}]`;

  test('a generated TLSRoute takes every connection by its first entry, whatever the server name', async () => {
    const yaml =
      gateway('mirror', server) +
      virtualService('mirror', 'vs', `hosts: [a.com], ${bound}, ${entries}`, { annotations });
    expect((await evaluate(yaml, tls('b.com'))).outcome).toMatchObject({
      kind: 'tcp',
      terminated: true,
      choices: [{ host: 'v1.ns.svc.cluster.local' }],
    });
  });

  test.each([
    ['mirror', { 'internal.istio.io/parents': 'TCPRoute/r.ns' }],
    ['user', annotations],
  ] as const)('`tls` entries of others have no effect: %s form, %j', async (form, own) => {
    const yaml =
      gateway(form, server) + virtualService(form, 'vs', `hosts: [a.com], ${bound}, ${entries}`, { annotations: own });
    expect((await evaluate(yaml, tls('b.com'))).outcome).toEqual({ kind: 'rejected', cause: 'no-route' });
  });

  test.each(forms)('%s form: `tcp` entries take the connections', async (form) => {
    const yaml = gateway(form, server) + virtualService(form, 'vs', `hosts: ["*"], ${bound}, tcp: [{${route('v1')}}]`);
    expect(await outcomeOf(yaml, tls('b.com'))).toBe('v1');
    expect(await outcomeOf(yaml, tls('b.org'))).toBe('rejected');
  });
});

describe.each(forms)('passthrough (E-61), %s form', (form) => {
  const server = tlsServer(['*/*.com'], 'TLS', 'PASSTHROUGH');
  const vs = (name: string, ...entries: readonly (readonly [names: string, backend: string])[]) => {
    const all = entries.map(([names, backend]) => `{match: [{sniHosts: ${names}}], ${route(backend)}}`);
    return virtualService(form, name, `hosts: [a.com], ${bound}, tls: [${all.join()}]`);
  };

  test.each([
    ['[a.com]', 'a.com', 'v1'],
    ['[a.com]', 'b.com', 'rejected'],
    ['["*.com"]', 'x.y.com', 'v1'],
    ['["*"]', '', 'v1'],
    ['[b.org]', 'b.org', 'v1'],
  ])('sniHosts %s, server name "%s": %s', async (names, sni, expected) => {
    expect(await outcomeOf(gateway(form, server) + vs('a', [names, 'v1']), tls(sni))).toBe(expected);
  });

  test('a match is skipped as a whole for one name that is taken', async () => {
    const yaml =
      gateway(form, server) + vs('a', ['[a.com]', 'v1']) + vs('b', ['[b.com, a.com]', 'v2'], ['[c.com]', 'v3']);
    expect(await outcomeOf(yaml, tls('a.com'))).toBe('v1');
    expect(await outcomeOf(yaml, tls('b.com'))).toBe('rejected');
    expect(await outcomeOf(yaml, tls('c.com'))).toBe('v3');
  });

  test('HTTP inside is not looked at', async () => {
    const yaml = gateway(form, tlsServer(['*/*.com'], 'HTTPS', 'PASSTHROUGH')) + vs('a', ['[a.com]', 'v1']);
    expect((await evaluate(yaml, https('a.com/x'))).outcome).toMatchObject({
      kind: 'tls-passthrough',
      terminated: false,
    });
  });
});

describe('AUTO_PASSTHROUGH (E-62)', () => {
  const yaml = gateway('user', tlsServer(['*.local'], 'TLS', 'AUTO_PASSTHROUGH'));

  test.each([
    ['outbound_.80_._.v1.ns.svc.cluster.local', 'v1'],
    ['outbound_.80_._.v1.ns.svc.cluster.global', 'rejected'],
    ['outbound_.80_.s_.v1.ns.svc.cluster.local', 'v1'],
    ['v1.ns.svc.cluster.local', 'rejected'],
  ])('%s: %s', async (sni, expected) => {
    expect(await outcomeOf(yaml, tls(sni))).toBe(expected);
  });

  test('a subset that nothing defines leads nowhere in a closed world', async () => {
    const v1 = service('v1', '{name: http, port: 80}');
    const rule = istioObject('DestinationRule', 'v1', 'host: v1, subsets: [{name: s}]');
    const request = tls('outbound_.80_.s_.v1.ns.svc.cluster.local');
    expect(await outcomeOf(yaml + v1, request, { complete: true })).toBe('rejected');
    expect(await outcomeOf(yaml + v1 + rule, request, { complete: true })).toBe('v1');
  });
});
