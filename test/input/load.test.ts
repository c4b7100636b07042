import { describe, expect, test } from '@jest/globals';
import { load } from '../../src/input/load.ts';
import type { LoadOptions } from '../../src/input/load-options.ts';
import type { Place } from '../../src/model/resource.ts';

const route = (hostname: string, more = '') => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: r
spec:
  hostnames: ["${hostname}"]
${more}`;

async function read(text: string, options: LoadOptions = {}) {
  const { index, diagnostics, refused, placeholders } = await load([{ name: 'x.yaml', text }], options);
  return {
    names: index.list('httproutes.gateway.networking.k8s.io').map(({ metadata }) => metadata.name),
    rules: diagnostics.map(({ severity, rule }) => `${severity} ${rule}`),
    refused,
    placeholders: placeholders.map((place) => ('path' in place ? place.path.join('.') : '')),
  };
}

describe('an object that the API server would refuse', () => {
  const bad = route('Not A Host', '  unknown: 1\n');

  test('strict: is reported and left out', async () => {
    const expected = {
      names: [],
      rules: ['error hostname-invalid', 'error unknown-field'],
      refused: true,
      placeholders: [],
    };
    const { rules, ...rest } = await read(bad);
    expect({ ...rest, rules: rules.sort() }).toEqual(expected);
  });

  test('warn: is reported and used', async () => {
    const { names, rules, refused } = await read(bad, { validate: 'warn' });
    expect({ names, rules: rules.sort(), refused }).toEqual({
      names: ['r'],
      rules: ['warning hostname-invalid', 'warning unknown-field'],
      refused: false,
    });
  });

  test('ignore: is used', async () => {
    const { names, rules, refused } = await read(bad, { validate: 'ignore' });
    expect({ names, rules, refused }).toEqual({ names: ['r'], rules: [], refused: false });
  });

  test.each(['strict', 'warn', 'ignore'] as const)(
    '%s: a value of the wrong type refuses it always',
    async (validate) => {
      const { names, rules, refused } = await read(route('a.org').replace('["a.org"]', '7'), { validate });
      expect({ names, rules, refused }).toEqual({ names: [], rules: ['error schema'], refused: true });
    },
  );

  test('a repeated key counts as refused by strict validation only', async () => {
    const text = `${route('a.org')}  hostnames: [b.org]\n`;
    expect((await read(text)).names).toEqual([]);
    expect((await read(text, { validate: 'warn' })).rules).toEqual(['warning duplicate-key']);
    expect((await read(text, { validate: 'ignore' })).rules).toEqual([]);
  });

  test('a repeated key counts in a stream, too, whichever file the object comes from', async () => {
    const origin = "  annotations: {config.kubernetes.io/origin: 'path: base/a.yaml'}\n";
    const text = `${route('a.org').replace('spec:', `${origin}spec:`)}  hostnames: [b.org]\n`;
    const { diagnostics, refused } = await load([{ name: '<stdin>', text, stdin: true }]);
    expect(refused).toBe(true);
    expect(diagnostics).toMatchObject([{ rule: 'duplicate-key', place: { document: { file: 'base/a.yaml' } } }]);
  });
});

describe('a broken rule across fields', () => {
  const twice = `${route('a.org')}  parentRefs: [{name: a}, {name: b}, {name: a}]\n`;
  const pathText = (place: Place | undefined) => (place && 'path' in place ? place.path.join('.') : '');

  test('refuses an object as its schema does', async () => {
    expect(await read(twice)).toMatchObject({ names: [], rules: ['error parent-refs-ambiguous'], refused: true });
    expect(await read(twice, { validate: 'warn' })).toMatchObject({
      names: ['r'],
      rules: ['warning parent-refs-ambiguous'],
      refused: false,
    });
    expect(await read(twice, { validate: 'ignore' })).toMatchObject({ names: ['r'], rules: [], refused: false });
  });

  test('is shown at the value to blame, with the one that it collides with', async () => {
    const { diagnostics } = await load([{ name: 'x.yaml', text: twice }]);
    expect(diagnostics.map(({ code, message, place, related }) => ({ code, message, place, related }))).toEqual([
      {
        code: 'GWX0206',
        message:
          'spec.parentRefs: Invalid value: "array": sectionName must be unique when parentRefs includes 2 or more references to the same parent',
        place: expect.anything(),
        related: [{ role: 'first', message: 'the first one is here', place: expect.anything() }],
      },
    ]);
    expect(diagnostics.map(({ place }) => pathText(place))).toEqual(['spec.parentRefs.2']);
    expect(diagnostics.map(({ related }) => pathText(related?.[0]?.place))).toEqual(['spec.parentRefs.0']);
  });

  test.each<[string, string, string]>([
    ['GWX0202', 'cel', 'rules: [{timeouts: {request: 1s, backendRequest: 2s}}]'],
    ['GWX0205', 'backend-port-missing', 'rules: [{backendRefs: [{name: a}]}]'],
    ['GWX0206', 'parent-refs-ambiguous', 'parentRefs: [{name: a, sectionName: b}, {name: a}]'],
    [
      'GWX0207',
      'redirect-or-rewrite-invalid',
      'rules: [{backendRefs: [{name: a, port: 1}], filters: [{type: RequestRedirect, requestRedirect: {}}]}]',
    ],
    ['GWX0209', 'filter-type-mismatch', 'rules: [{filters: [{type: CORS}]}]'],
  ])('%s %s', async (code, rule, spec) => {
    const { diagnostics } = await load([{ name: 'x.yaml', text: `${route('a.org')}  ${spec}\n` }]);
    expect(diagnostics.map((found) => [found.code, found.rule])).toEqual([[code, rule]]);
  });

  test.each<[string, string, string]>([
    ['GWX0203', 'listener-not-unique', '{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}'],
    ['GWX0204', 'listener-tls-inconsistent', '{name: a, port: 443, protocol: TLS}'],
  ])('%s %s', async (code, rule, listeners) => {
    const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g}
spec: {gatewayClassName: istio, listeners: [${listeners}]}`;
    const { diagnostics } = await load([{ name: 'x.yaml', text }]);
    expect(diagnostics.map((found) => [found.code, found.rule])).toEqual([[code, rule]]);
  });

  test('GWX0208 hostname-invalid', async () => {
    const text = `apiVersion: gateway.networking.k8s.io/v1
kind: TLSRoute
metadata: {name: t}
spec: {hostnames: [1.2.3.4], rules: [{backendRefs: [{name: a, port: 80}]}]}`;
    const { diagnostics } = await load([{ name: 'x.yaml', text }]);
    expect(diagnostics.map((found) => [found.code, found.rule])).toEqual([['GWX0208', 'hostname-invalid']]);
  });

  test('is judged with the defaults of the CRD, even if they are not kept', async () => {
    const text = `${route('a.org')}  rules: [{backendRefs: [{name: a}]}]\n`;
    expect((await read(text, { defaults: false })).rules).toEqual(['error backend-port-missing']);
  });
});

describe('LN-26: placeholders', () => {
  test('one that breaks rules is not checked and counts once, wherever the API server would see them', async () => {
    const text = `${route('a.org')}  rules: [{matches: [{path: {value: "\${PREFIX}"}}]}]\n`;
    const path = 'spec.rules.0.matches.0.path.value';
    expect(await read(text)).toMatchObject({ names: ['r'], rules: [], placeholders: [path] });
    expect((await read(text, { complete: true })).rules).toEqual(['error cel', 'error cel']);
  });

  test('one that has a bad key does not excuse the key', async () => {
    const text = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: g}
spec:
  gatewayClassName: istio
  listeners: [{name: a, port: 80, protocol: HTTP}]
  infrastructure: {annotations: {"/a": "\${VALUE}"}}`;
    expect((await read(text)).rules).toEqual(['error cel']);
  });

  test.each(['${HOST}', 'ENC[AES256,data:x]'])('%s is not checked in the open world', async (value) => {
    expect(await read(route(value))).toEqual({
      names: ['r'],
      rules: [],
      refused: false,
      placeholders: ['spec.hostnames.0'],
    });
  });

  test('in a closed world they are values like any other', async () => {
    expect((await read(route('${HOST}'), { complete: true })).refused).toBe(true);
  });

  test('only a value that is nothing else is one', async () => {
    expect((await read(route('shop.${DOMAIN}'))).refused).toBe(true);
  });
});

test('a version that is not served is one warning and no refusal', async () => {
  const { names, rules } = await read(route('a.org').replace('/v1\n', '/v1alpha2\n'));
  expect({ names, rules }).toEqual({ names: ['r'], rules: ['warning api-version-not-served'] });
});

describe('with refuse: false', () => {
  test.each([
    ['a field of the wrong type goes', { hostnames: 'a.example.com' }, {}],
    [
      'a value that is refused goes',
      { rules: [{ backendRefs: [{ name: 'a', port: 70000 }] }] },
      { rules: [{ backendRefs: [{ name: 'a' }] }] },
    ],
    [
      'a list keeps its length, so an item becomes an empty object',
      { rules: [null, { name: 'x' }] },
      { rules: [{}, { name: 'x' }] },
    ],
    ['a list of texts goes with an item of the wrong type', { hostnames: ['a.example.com', 1] }, {}],
    ['a text that is refused stays among the others', { hostnames: ['A.b', 'c.d'] }, { hostnames: ['A.b', 'c.d'] }],
    ['a field that nobody knows does no harm', { hostname: 'a' }, { hostname: 'a' }],
  ])('the object stays, and %s (LN-60)', async (_, spec, expected) => {
    const object = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'r' }, spec };
    const text = JSON.stringify(object);
    const input = await load([{ name: 'r.yaml', text }], { refuse: false, defaults: false });
    expect(input.index.list('httproutes.gateway.networking.k8s.io').map((route) => route.spec)).toEqual([expected]);
    expect(input.diagnostics.map(({ severity }) => severity)).toEqual(['error']);
    // Places are those of the object that was admitted.
    expect(input.diagnostics[0]?.place).toMatchObject({ resource: { spec: expected } });
  });
});
