import { describe, expect, test } from '@jest/globals';
import { http, https } from '../requests.ts';
import { evaluate, forms, gateway, outcomeOf, rules, site, tlsServer } from './evaluation.ts';

function redirecting(redirect: string, match = 'prefix: /'): string {
  return `{match: [{uri: {${match}}}], redirect: {${redirect}}}`;
}

describe.each(forms)('redirects (E-31), %s form', (form) => {
  test.each([
    ['authority: b.com', 'a.com/x?q', '301 http://b.com/x?q'],
    ['authority: b.com', 'a.com:81/x', '301 http://b.com/x'],
    ['authority: b.com, redirectCode: 302', 'a.com/', '302 http://b.com/'],
    ['authority: b.com, redirectCode: 308', 'a.com/', '308 http://b.com/'],
    ['authority: b.com, redirectCode: 304', 'a.com/', 'undefined'],
    ['scheme: https', 'a.com/', '301 https://a.com/'],
    ['scheme: https', 'a.com:80/', '301 https://a.com/'],
    ['scheme: https', 'a.com:81/', '301 https://a.com:81/'],
    ['uri: /y', 'a.com:80/', '301 http://a.com:80/y'],
    ['port: 8443', 'a.com:81/', '301 http://a.com:8443/'],
    ['port: 8443', '[::1]:81/', '301 http://[::1]:8443/'],
    ['port: 80', 'a.com:81/', '301 http://a.com:81/'],
    ['port: 443, scheme: https', 'a.com/', '301 https://a.com/'],
    ['port: 443, scheme: http', 'a.com/', '301 http://a.com:443/'],
    ['port: 80, scheme: https', 'a.com/', '301 https://a.com:80/'],
    ['derivePort: FROM_REQUEST_PORT, authority: b.com', 'a.com/', '301 http://b.com/'],
    ['derivePort: FROM_REQUEST_PORT, scheme: https', 'a.com/', '301 https://a.com:80/'],
    ['derivePort: FROM_PROTOCOL_DEFAULT, scheme: https', 'a.com:81/', '301 https://a.com:81/'],
    ['uri: /y', 'a.com/x?q', '301 http://a.com/y?q'],
    ['uri: "/y?z"', 'a.com/x?q', '301 http://a.com/y?z'],
    ['uri: ""', 'a.com/x?q', '301 http://a.com/x?q'],
  ])('{%s}: %s gives %s', async (redirect, target, expected) => {
    expect(await outcomeOf(site(form, redirecting(redirect)), http(target))).toBe(expected);
  });

  test.each([
    ['prefixRewrite: /y', 'prefix: /a', 'a.com/a/b?q', '301 http://a.com/y/b?q'],
    ['prefixRewrite: /', 'prefix: /a', 'a.com/a/b', '301 http://a.com//b'],
    ['prefixRewrite: /y', 'exact: /a', 'a.com/a?q', '301 http://a.com/y?q'],
  ])('{%s} on {%s}: %s gives %s', async (redirect, match, target, expected) => {
    expect(await outcomeOf(site(form, redirecting(redirect, match)), http(target))).toBe(expected);
  });

  test('behind TLS the scheme stays https, and 443 is its usual port', async () => {
    const yaml =
      gateway(form, tlsServer(['*/*'])) + rules(form, redirecting('authority: b.com, derivePort: FROM_REQUEST_PORT'));
    expect(await outcomeOf(yaml, https('a.com/x'))).toBe('301 https://b.com/x');
  });

  test('the usual port in the Host goes where the scheme changes', async () => {
    const yaml = gateway(form, tlsServer(['*/*'])) + rules(form, redirecting('scheme: http'));
    expect(await outcomeOf(yaml, https('a.com:443/x'))).toBe('301 http://a.com/x');
    expect(await outcomeOf(yaml, https('a.com:444/x'))).toBe('301 http://a.com:444/x');
  });

  test('the path of a redirect is the normalised one', async () => {
    expect(await outcomeOf(site(form, redirecting('authority: b.com')), http('a.com/x/../y'))).toBe(
      '301 http://b.com/y',
    );
  });
});

test('E-31: a prefix replaced as Istio up to 1.30 writes it is special in the mirror form alone', async () => {
  const entry = redirecting('uri: "%PREFIX()%/y"', 'prefix: /a');
  expect(await outcomeOf(site('mirror', entry), http('a.com/a/b'))).toBe('301 http://a.com/y/b');
  expect(await outcomeOf(site('user', entry), http('a.com/a/b'))).toBe('301 http://a.com%PREFIX()%/y');
});

test('E-30: a redirect comes before a direct response, and that before destinations', async () => {
  const both = '{redirect: {authority: b.com}, directResponse: {status: 418}}';
  expect(await outcomeOf(site('user', both), http('a.com/'))).toBe('301 http://b.com/');
  const direct = '{directResponse: {status: 418}, route: [{destination: {host: v1}}]}';
  expect((await evaluate(site('user', direct), http('a.com/'))).outcome).toEqual({
    kind: 'direct',
    status: 418,
    cause: 'user',
  });
});
