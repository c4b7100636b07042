import { describe, expect, test } from '@jest/globals';
import { istioProfile, profile } from '../../../src/profiles.ts';
import { gateway, listener } from '../conversion.ts';
import { apply, applyRules, route } from './application.ts';

const backendRefs = [{ name: 'web', port: 80 }];
const filter = (type: string, field: string, value: object) => ({ filters: [{ type, [field]: value }] });
const mirror = (name: string) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: { name, port: 80 }, percent: 10 },
});
const destination = (name: string) => ({ host: `${name}.app.svc.cluster.local`, port: { number: 80 } });
const failing = { directResponse: { status: 500 } };
const redirect = (replacePrefixMatch: string) =>
  filter('RequestRedirect', 'requestRedirect', {
    path: { type: 'ReplacePrefixMatch', replacePrefixMatch },
    statusCode: 302,
  });
const at = (value: string) => ({ matches: [{ path: { type: 'PathPrefix', value } }] });

describe('the release that resources are written for (section 12)', () => {
  test.each([
    ['1.21', 'networking.istio.io/v1beta1'],
    ['1.22', 'networking.istio.io/v1'],
    ['1.22.4', 'networking.istio.io/v1'],
    [undefined, 'networking.istio.io/v1'],
  ])('%s has %s', async (istioVersion, apiVersion) => {
    const objects = [gateway(listener('http')), route('HTTPRoute', 'r')];
    const { resources } = await apply(objects, { ...(istioVersion && { istioVersion }) });
    expect(resources.map((resource) => resource.apiVersion)).toEqual([apiVersion, apiVersion]);
  });

  const exact = {
    match: [{ uri: { exact: '/a' } }],
    redirect: { uri: '/x', derivePort: 'FROM_REQUEST_PORT', redirectCode: 302 },
  };
  const below = { match: [{ uri: { prefix: '/a/' } }] };

  test.each<[string, string, object, readonly object[], readonly string[]]>([
    [
      '1.18',
      'one mirror',
      { filters: [mirror('m')] },
      [{ mirror: destination('m'), mirrorPercentage: { value: 10 } }],
      [],
    ],
    ['1.18', 'several mirrors', { filters: [mirror('m'), mirror('n')] }, [failing], ['mirrors needs Istio 1.19']],
    [
      '1.19',
      'several mirrors',
      { filters: [mirror('m'), mirror('n')] },
      [{ mirrors: ['m', 'n'].map((name) => ({ destination: destination(name), percentage: { value: 10 } })) }],
      [],
    ],
    [
      '1.18',
      'a rewrite of the whole path',
      filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: '/x' } }),
      [failing],
      ['rewrite.uriRegexRewrite needs Istio 1.19'],
    ],
    [
      '1.22',
      'CORS',
      filter('CORS', 'cors', { allowOrigins: ['https://a.com'] }),
      [{ corsPolicy: { allowOrigins: [{ exact: 'https://a.com' }] } }],
      ['corsPolicy.unmatchedPreflights needs Istio 1.23 or newer; left out'],
    ],
    [
      '1.25',
      'time between tries',
      { retry: { attempts: 0, backoff: '1s' } },
      [{ retries: {} }],
      ['retries.backoff needs Istio 1.26 or newer; left out'],
    ],
    ['1.26', 'time between tries', { retry: { attempts: 0, backoff: '1s' } }, [{ retries: { backoff: '1s' } }], []],
    [
      '1.30',
      'a redirect of a prefix, of which the path itself can be said',
      { ...at('/a'), ...redirect('/x') },
      [exact, { ...below, ...failing }],
      ['redirect.prefixRewrite needs Istio 1.31'],
    ],
    [
      '1.31',
      'a redirect of a prefix',
      { ...at('/a'), ...redirect('/x') },
      [exact, { ...below, redirect: { prefixRewrite: '/x/', derivePort: 'FROM_REQUEST_PORT', redirectCode: 302 } }],
      [],
    ],
    [
      '1.30',
      'a redirect that leaves the path as it is',
      { ...at('/'), ...redirect('/') },
      [{ match: [{ uri: { prefix: '/' } }], redirect: { derivePort: 'FROM_REQUEST_PORT', redirectCode: 302 } }],
      [],
    ],
    [
      '1.30',
      'a redirect of every path',
      { ...at('/'), ...redirect('/x') },
      [{ match: [{ uri: { prefix: '/' } }], ...failing }],
      ['redirect.prefixRewrite needs Istio 1.31'],
    ],
  ])('%s: %s', async (istioVersion, _name, rule, expected, said) => {
    const { http, messages } = await applyRules([{ ...rule, backendRefs }], { istioVersion });
    expect(http).toEqual(expected.map((entry) => expect.objectContaining(entry)));
    expect(http?.map((entry) => 'directResponse' in entry)).toEqual(expected.map((entry) => 'directResponse' in entry));
    expect(messages).toEqual(said.map((text) => expect.stringContaining(text)));
  });

  test.each(['1.18', '1.30.2', 'v1.31.0', '1.31.0-rc.0', profile.istio])('%s is known', (version) => {
    expect('unknown' in istioProfile(version)).toBe(false);
  });

  test.each([
    ['1.17', `known are 1.18 to ${profile.istio}`],
    ['1.99', `known are 1.18 to ${profile.istio}`],
    ['2.0', `not a release such as ${profile.istio} or 1.18.3; known are 1.18 to ${profile.istio}`],
    ['newest', `not a release such as ${profile.istio} or 1.18.3; known are 1.18 to ${profile.istio}`],
  ])('%s is not', async (istioVersion, unknown) => {
    expect(istioProfile(istioVersion)).toEqual({ unknown });
    await expect(apply([], { istioVersion })).rejects.toThrow(RangeError);
  });
});
