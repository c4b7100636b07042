import { describe, expect, test } from '@jest/globals';
import { load } from '../../src/input/load.ts';
import type { LoadOptions } from '../../src/input/load-options.ts';

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
    const expected = { names: [], rules: ['error schema', 'error unknown-field'], refused: true, placeholders: [] };
    const { rules, ...rest } = await read(bad);
    expect({ ...rest, rules: rules.sort() }).toEqual(expected);
  });

  test('warn: is reported and used', async () => {
    const { names, rules, refused } = await read(bad, { validate: 'warn' });
    expect({ names, rules: rules.sort(), refused }).toEqual({
      names: ['r'],
      rules: ['warning schema', 'warning unknown-field'],
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
});

describe('LN-26: placeholders', () => {
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
