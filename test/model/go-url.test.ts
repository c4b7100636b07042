import { describe, expect, test } from '@jest/globals';
import { requestUriFault, urlFault, urlScheme } from '../../src/model/go-url.ts';

test.each([
  ['https://a.example', 'https'],
  ['OCI://a.example', 'oci'],
  ['a.example:5000/b', 'a.example'],
  ['a+b-1.c:d', 'a+b-1.c'],
  ['a.example/b:1', ''],
  ['a_b:c', ''],
  ['1a:b', ''],
  ['/a:b', ''],
  ['', ''],
])('the scheme of %j is %j', (text, scheme) => {
  expect(urlScheme(text)).toBe(scheme);
});

describe('as url.ParseRequestURI and url.Parse do, Go', () => {
  test.each([
    'http://',
    'http:a b%',
    'http:/a b',
    'http://a.example?b%',
    'http://u:p@ss@a.example:80/é',
    'http://a.example:',
    'http://%C3%A9.example',
    'http://"<a>"!',
    'http://[::1]:80',
    'http://[::ffff:1.2.3.4]',
    'http://[fe80::1%25en%200]',
    'http://a:b:80',
    'file:///a',
    '///a',
    '//a',
    '*',
    '/',
  ])('takes %j', (text) => {
    expect([requestUriFault(text), urlFault(text)]).toEqual([undefined, undefined]);
  });

  test.each([
    ['', 'empty url'],
    ['a.example/b', 'invalid URI for request'],
    ['?a', 'invalid URI for request'],
    [':a', 'missing protocol scheme'],
    ['http://a\nb', 'net/url: invalid control character in URL'],
    ['http://a/%4', 'invalid URL escape "%4"'],
    ['http://a/%4g', 'invalid URL escape "%4g"'],
    ['/%', 'invalid URL escape "%"'],
    ['http://a b', 'invalid character " " in host name'],
    ['http://a#b', 'invalid character "#" in host name'],
    ['http://a%41', 'invalid URL escape "%41"'],
    ['http://u v@a', 'net/url: invalid userinfo'],
    ['http://u:%4@a', 'invalid URL escape "%4"'],
    ['http://a:b', 'invalid port ":b" after host'],
    ['http://a:1:b', 'invalid port ":b" after host'],
    ['http://a[::1]', 'invalid IP-literal'],
    ['http://[1.2.3.4]', 'invalid IP-literal'],
    ['http://[::1', "missing ']' in host"],
    ['http://[::1]a', 'invalid port "a" after host'],
    ['http://[::1%25a%2f]', 'invalid URL escape "%2f"'],
    ['http://[a]', 'invalid host: ParseAddr("a"): unable to parse IP'],
    ['http://[fe80::1%80]', 'invalid host: ParseAddr("fe80::1%80"): unable to parse IP'],
  ])('refuses %j', (text, fault) => {
    expect(requestUriFault(text)).toBe(`parse ${JSON.stringify(text)}: ${fault}`);
  });

  test.each([
    ['//a b', 'parse "//a b": invalid character " " in host name'],
    ['//a b#c', 'parse "//a b": invalid character " " in host name'],
    ['http://a?b#%', 'parse "http://a?b#%": invalid URL escape "%"'],
  ])('refuses %j only when it reads it for good', (text, fault) => {
    expect([requestUriFault(text), urlFault(text)]).toEqual([undefined, fault]);
  });
});
