import { describe, expect, test } from '@jest/globals';
import { readRequestRows } from '../../src/request/request-rows.ts';

function read(value: unknown) {
  const { rows, problems } = readRequestRows(value, 'default');
  return { rows, problems: problems.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}

describe('a request of a file', () => {
  test('is a URL, or fields, and fields count more', () => {
    const { rows, problems } = read([
      { url: 'https://a.com:8443/x?y' },
      { url: 'https://a.com/x', authority: 'b.com', port: 8443, path: '/z', sni: '', method: 'PUT' },
      { authority: 'a.com:81', path: '/x', headers: { a: ['1', '2'], b: '3' } },
      { authority: 'a.com', transport: 'https', headers: [['a', '1'], 'b: 2'], grpc: true },
      { url: 'db.prod:5432', transport: 'tcp' },
      { url: 'a.com', transport: 'tls' },
    ]);
    expect(problems).toEqual([]);
    expect(rows.map(({ target }) => target)).toMatchObject([
      { transport: 'https', port: 8443, authority: 'a.com:8443', sni: 'a.com', path: '/x?y', method: 'GET' },
      { transport: 'https', port: 8443, authority: 'b.com', sni: '', path: '/z', method: 'PUT' },
      {
        transport: 'http',
        port: 80,
        authority: 'a.com:81',
        headers: Object.entries({ a: '1' }).concat([
          ['a', '2'],
          ['b', '3'],
        ]),
      },
      {
        port: 443,
        sni: 'a.com',
        method: 'POST',
        grpc: true,
        headers: [
          ['a', '1'],
          ['b', '2'],
          ['content-type', 'application/grpc'],
        ],
      },
      { transport: 'tcp', port: 5432 },
      { transport: 'tls', port: 443, sni: 'a.com' },
    ]);
  });

  test('enters at a Gateway or from the mesh; the form of `-o json` is taken too', () => {
    const { rows, problems } = read([
      { url: 'a.com' },
      { url: 'a.com', entry: 'gateway infra/public' },
      { url: 'a.com', entry: 'gateway' },
      { url: 'a.com', listener: 'http' },
      { url: 'a.com', entry: 'public', listener: 'http' },
      { url: 'a.com', entry: 'mesh', clientNamespace: 'app' },
      { clientNamespace: 'app', service: 'cart.shop', servicePort: 8080 },
      { url: 'a.com', entry: { type: 'gateway', namespace: 'infra', name: 'public' } },
      { url: 'a.com', entry: { type: 'mesh', clientNamespace: 'app', service: 'cart' } },
    ]);
    expect(problems).toEqual([]);
    expect(rows.map(({ entry }) => entry)).toEqual([
      undefined,
      { type: 'gateway', gateway: { namespace: 'infra', name: 'public' } },
      { type: 'gateway' },
      { type: 'gateway', listener: 'http' },
      { type: 'gateway', gateway: { namespace: 'default', name: 'public' }, listener: 'http' },
      { type: 'mesh', clientNamespace: 'app' },
      { type: 'mesh', clientNamespace: 'app', service: 'cart.shop' },
      { type: 'gateway', gateway: { namespace: 'infra', name: 'public' } },
      { type: 'mesh', clientNamespace: 'app', service: 'cart' },
    ]);
    expect(rows[6]?.target).toMatchObject({ authority: 'cart.shop', port: 8080 });
  });

  test('has a name and an expectation', () => {
    const expected = {
      kind: 'backends',
      backend: 'cart',
      status: 200,
      location: 'x',
      path: '/',
      host: 'a',
      headers: { A: null },
    };
    const { rows, problems } = read({ name: 'n', url: 'a.com', expect: expected });
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      {
        name: 'n',
        path: [],
        expectation: {
          kind: 'backends',
          backends: ['cart'],
          status: 200,
          location: 'x',
          path: '/',
          host: 'a',
          headers: { a: null },
        },
      },
    ]);
  });
});

describe('what is wrong with a request is said with its field', () => {
  test.each<[unknown, readonly string[]]>([
    ['a.com', [': a request is a mapping with the field "url", or "authority" and "path"']],
    [[null], ['0: a request is a mapping with the field "url", or "authority" and "path"']],
    [{}, [': neither url nor authority says which host is asked for (authority "" is none)']],
    [{ url: 'a.com', methd: 'PUT' }, ['methd: unknown field "methd"; did you mean method?']],
    [
      { url: 'a.com', colour: 'red' },
      [
        'colour: unknown field "colour"; known are name, url, entry, listener, port, transport, sni, method, authority, path, headers, grpc, clientNamespace, service, servicePort, expect',
      ],
    ],
    [{ url: 'a b' }, ['url: URL "a b" holds a space or control character (%20 is a space)']],
    [{ url: 'http://a.com', transport: 'https' }, ['transport: transport https and the URL contradict each other']],
    [{ authority: 'a.com', transport: 'ftp' }, ['transport: transport is not one of http, https, tls, tcp']],
    [{ authority: 'a.com', port: 0 }, ['port: port is not a number from 1 to 65535']],
    [{ authority: 'a.com', port: '80' }, ['port: port is not a number from 1 to 65535']],
    [{ transport: 'tcp' }, ['transport: transport tcp needs a port']],
    [{ authority: 'a.com', path: 'x' }, ['path: path does not begin with /']],
    [{ authority: 'a.com', method: 'A B' }, ['method: "A B" is no method']],
    [
      { authority: 'a.com', headers: { a: 1 } },
      ['headers: headers: every value is a string (quote it), or a list of strings'],
    ],
    [
      { authority: 'a.com', headers: ['a'] },
      ['headers: headers: every value is a string (quote it), or a list of strings'],
    ],
    [
      { authority: 'a.com', headers: [['a', 'b', 'c']] },
      ['headers: headers: every value is a string (quote it), or a list of strings'],
    ],
    [
      { authority: 'a.com', headers: 'a: b' },
      ['headers: headers: every value is a string (quote it), or a list of strings'],
    ],
    [
      { url: 'a.com', entry: { type: 'gateway', namespace: 'infra' } },
      ['entry: entry is neither mesh nor a Gateway: "infra/" is not NAMESPACE/NAME'],
    ],
    [{ authority: 'a.com', headers: { host: 'b' } }, ['headers: headers: Host is the field authority']],
    [{ authority: 'a.com', headers: { 'a b': 'c' } }, ['headers: headers: "a b" is no name of a header']],
    [
      { url: 'a.com', entry: 'gateway a/b/c' },
      ['entry: entry is neither mesh nor a Gateway: "a/b/c" is not NAMESPACE/NAME'],
    ],
    [{ url: 'a.com', entry: 'mesh' }, ['entry: entry mesh needs a clientNamespace']],
    [{ url: 'a.com', grpc: 'yes' }, ['grpc: grpc is not true or false']],
    [{ url: 'a.com', expect: { backends: 'x' } }, ['expect.backends: unknown field "backends"; did you mean backend?']],
    [
      { url: 'a.com', expect: { backend: 1 } },
      ['expect.backend: backend is neither the name of a backend nor a list of names'],
    ],
    [
      { url: 'a.com', expect: { headers: { a: 1 } } },
      ['expect.headers: headers: a is neither a string (quote it) nor null, which stands for absent'],
    ],
    [{ url: 'a.com', expect: { headers: 'a' } }, ['expect.headers: headers is not a mapping of names to values']],
    [{ url: 'a.com', expect: 'cart' }, ['expect: expect is not a mapping']],
  ])('%j', (value, problems) => {
    expect(read(value).problems).toEqual(problems);
  });

  test('of a wrong kind all are listed', () => {
    expect(read({ url: 'a.com', expect: { kind: 'backend' } }).problems).toEqual([
      'expect.kind: kind is not one of backends, bad-request, default-forward, direct, misdirected, not-found, redirect, rejected, tcp, tls-passthrough, undefined',
    ]);
  });
});
