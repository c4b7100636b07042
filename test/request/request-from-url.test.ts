import { describe, expect, test } from '@jest/globals';
import { type RequestTarget, requestFromURL, type URLOptions } from '../../src/request/request-from-url.ts';

function parse(url: string, options: URLOptions = {}): Partial<RequestTarget> & { readonly problem?: string } {
  return requestFromURL(url, options);
}

describe('a URL becomes the request that curl would send', () => {
  test.each([
    ['https://a.com/x?y=1#z', { transport: 'https', port: 443, authority: 'a.com', sni: 'a.com', path: '/x?y=1' }],
    ['a.com/cart', { transport: 'http', port: 80, authority: 'a.com', path: '/cart' }],
    ['a.com:8080', { transport: 'http', port: 8080, portOfURL: 8080, authority: 'a.com:8080', path: '/' }],
    ['HTTP://A.com:80/x', { transport: 'http', port: 80, portOfURL: 80, authority: 'A.com' }],
    ['https://a.com:80/', { transport: 'https', port: 80, authority: 'a.com:80', sni: 'a.com' }],
    ['http://a.com:/x', { port: 80, portOfURL: undefined, authority: 'a.com' }],
    ['http://a.com?q', { path: '/?q', authority: 'a.com' }],
    ['http://a.com/a/./b/../c/..', { path: '/a/' }],
    ['http://a.com/../..?/../x', { path: '/?/../x' }],
    ['https://[::1]:8443/', { host: '[::1]', authority: '[::1]:8443', sni: '', port: 8443 }],
    ['http://[fe80::1%25eth0]/', { authority: '[fe80::1]' }],
    ['https://1.2.3.4/', { authority: '1.2.3.4', sni: '' }],
    ['https://a.com./', { authority: 'a.com.', sni: 'a.com' }],
    ['http://münchen.example/', { authority: 'xn--mnchen-3ya.example' }],
    ['http://me:s%40fe@a.com/', { authority: 'a.com', headers: [['authorization', 'Basic bWU6c0BmZQ==']] }],
    ['http://me@a.com/', { headers: [['authorization', 'Basic bWU6']] }],
    ['http://a@b@a.com/', { authority: 'a.com', headers: [['authorization', 'Basic YUBiOg==']] }],
  ] as const)('%s', (url, expected) => {
    expect(parse(url)).toMatchObject(expected);
  });

  test.each([
    ['', 'the URL is empty'],
    ['http://', 'URL "http://": no host'],
    ['http://a.com/a b', 'URL "http://a.com/a b" holds a space or control character (%20 is a space)'],
    ['ftp://a.com/', 'URL "ftp://a.com/": a request goes to http:// or https:// (--tcp HOST:PORT, --tls HOST, --grpc)'],
    ['http://a.com:99999/', 'URL "http://a.com:99999/": "99999" is no port (1 to 65535)'],
    ['http://a.com:0/', 'URL "http://a.com:0/": "0" is no port (1 to 65535)'],
    ['a.com:x/', 'URL "a.com:x/": "x" is no port (1 to 65535)'],
    ['http://::1/', 'URL "http://::1/": an IPv6 address stands in brackets: [::1]'],
    ['http://fe80::1/', 'URL "http://fe80::1/": an IPv6 address stands in brackets: [fe80::1]'],
    ['http://[a.com]/', 'URL "http://[a.com]/": "[a.com]" is no IPv6 address'],
    ['http://*.com/', 'URL "http://*.com/": "*.com" is no host'],
    ['http://%zz@a.com/', 'URL "http://%zz@a.com/": the user is not percent-encoded'],
  ])('%s is refused', (url, problem) => {
    expect(parse(url)).toEqual({ problem });
  });
});

describe('flags change what is sent', () => {
  test('headers keep their order and repetition; Host becomes the authority and leaves the server name alone', () => {
    const headers = ['X-User: a', 'host: b.com:81', 'X-User:  b ', 'Empty;', 'Accept:'];
    expect(parse('https://a.com/', { headers })).toMatchObject({
      authority: 'b.com:81',
      sni: 'a.com',
      headers: [
        ['X-User', 'a'],
        ['X-User', 'b'],
        ['Empty', ''],
      ],
    });
  });

  test('of several Host headers the first counts, and one without a value sends none', () => {
    expect(parse('a.com', { headers: ['Host: b.com', 'Host: c.com'] })).toMatchObject({ authority: 'b.com' });
    expect(parse('a.com', { headers: ['Host:'] })).toMatchObject({ authority: '' });
  });

  test.each([
    ['x-user', 'header "x-user": not "Name: value"'],
    ['x;y', 'header "x;y": not "Name: value"'],
    [': x', 'header ": x": "" is no name of a header'],
    ['a b: x', 'header "a b: x": "a b" is no name of a header'],
    ['a: x\ny: z', 'header "a": the value holds a line break or a null character'],
  ])('the header %j is refused', (header, problem) => {
    expect(parse('a.com', { headers: [header] })).toEqual({ problem });
  });

  test('a header of the user wins over credentials in the URL', () => {
    const { headers } = parse('http://me@a.com/', { headers: ['Authorization: Bearer x'] });
    expect(headers).toEqual([['Authorization', 'Bearer x']]);
  });

  test('--grpc posts with the content type of gRPC, and that content type makes a call of gRPC', () => {
    const contentType = [['content-type', 'application/grpc']];
    expect(parse('a.com/s/m', { grpc: true })).toMatchObject({ method: 'POST', grpc: true, headers: contentType });
    const headers = ['Content-Type: application/grpc+proto'];
    expect(parse('a.com/s/m', { headers })).toMatchObject({
      method: 'POST',
      grpc: true,
      headers: [['Content-Type', 'application/grpc+proto']],
    });
    expect(parse('a.com/s/m', { headers: ['Content-Type: application/json'] })).toMatchObject({ grpc: false });
  });

  test('--path-as-is keeps dot segments', () => {
    expect(parse('a.com/a/../b', { pathAsIs: true })).toMatchObject({ path: '/a/../b' });
  });

  test('--sni names the server, also none', () => {
    expect(parse('https://a.com/', { sni: 'b.com' })).toMatchObject({ sni: 'b.com', authority: 'a.com' });
    expect(parse('https://a.com/', { sni: '' })).toMatchObject({ sni: '' });
  });

  test('--tcp and --tls send no HTTP', () => {
    expect(parse('db.prod:5432', { bare: 'tcp' })).toMatchObject({ transport: 'tcp', port: 5432 });
    expect(parse('a.com', { bare: 'tls' })).toMatchObject({ transport: 'tls', port: 443, sni: 'a.com' });
    expect(parse('https://a.com:8443', { bare: 'tls' })).toMatchObject({ transport: 'tls', port: 8443 });
    expect(parse('db.prod', { bare: 'tcp' })).toEqual({ problem: '--tcp needs a port: db.prod:PORT' });
    expect(parse('http://a.com:1', { bare: 'tcp' })).toEqual({
      problem: '--tcp and http:// contradict each other; leave the scheme out',
    });
    expect(parse('a.com', { bare: 'tls', method: 'POST' })).toEqual({
      problem: 'with --tls no HTTP is looked at, so --request, --header and --grpc say nothing',
    });
  });

  test('a method has no spaces', () => {
    expect(parse('a.com', { method: 'GET /' })).toEqual({ problem: '"GET /" is no method' });
  });
});
