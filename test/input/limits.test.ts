import { describe, expect, test } from '@jest/globals';
import { parseSource } from '../../src/input/parse.ts';

async function messages(text: string): Promise<string[]> {
  const { diagnostics } = await parseSource({ name: 'f', text });
  return diagnostics.map(({ code, message }) => `${code} ${message}`);
}

const laughs = `a0: &a0 [lol, lol]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`).join('\n')}`;
const keys = Array.from({ length: 1000 }, (_, i) => `  k${i}: 1`).join('\n');
const merges = `a: &a\n${keys}\n${Array.from({ length: 5000 }, (_, i) => `b${i}: {<<: *a}`).join('\n')}`;
const tower = `a0: &a0 x\n${Array.from({ length: 300 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`).join('\n')}`;

describe('hostile documents give one clear message each', () => {
  test.each([
    ['a thousand million laughs', laughs, 'GWX0101 invalid YAML: document contains excessive aliasing'],
    ['an explosion of merges', merges, 'GWX0101 invalid YAML: document contains excessive aliasing'],
    ['a tower of aliases', tower, 'GWX0101 invalid YAML: collections nest more than 200 deep'],
    [
      'lists in flow style',
      '['.repeat(10_000) + ']'.repeat(10_000),
      'GWX0101 invalid YAML: collections nest more than 200 deep',
    ],
    ['open lists', '['.repeat(100_000), 'GWX0101 invalid YAML: collections nest more than 200 deep'],
    [
      'JSON objects',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      'GWX0101 invalid YAML: collections nest more than 200 deep',
    ],
    ['lists in block style', '- '.repeat(10_000), 'GWX0101 invalid YAML: collections nest more than 200 deep'],
    [
      'mappings in block style',
      Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      'GWX0101 invalid YAML: collections nest more than 200 deep',
    ],
    ['a NUL', 'a: \u0000', 'GWX0101 invalid YAML: null byte is not allowed in input'],
  ])('%s', async (_, text, message) => {
    expect(await messages(text)).toEqual([message]);
  });

  test.each([
    ['an error before deep nesting', `a: b: c\nd: ${'['.repeat(100_000)}`],
    ['an error on a line of brackets', `a: b: ${'['.repeat(100_000)}`],
    ['many tags', '!a '.repeat(10_000)],
    ['many anchors', '&a '.repeat(10_000)],
    ['many aliases', `a: &a 1\nb: [${'*a, '.repeat(10_000)}`],
    ['a lone surrogate', 'a: \ud800'],
    ['an open quote', `a: "${'x\n '.repeat(10_000)}`],
  ])('%s does not crash', async (_, text) => {
    expect(await messages(text)).toEqual([expect.stringMatching(/^GWX0101 invalid YAML: /)]);
  });
});

test('nesting up to the limit is read', async () => {
  expect(await messages('['.repeat(200) + ']'.repeat(200))).toEqual([]);
  expect(await messages(`${'- '.repeat(200)}x`)).toEqual([]);
  expect(await messages(`${'['.repeat(200)}{"a": [x]}${']'.repeat(200)}`)).toHaveLength(1);
  expect(await messages('['.repeat(201) + ']'.repeat(201))).toHaveLength(1);
  expect(await messages(`${'- '.repeat(201)}x`)).toHaveLength(1);
});

test('ordinary use of anchors is below the limits', async () => {
  const shared = `x: &x {a: 1, b: [1, 2, 3]}\n${Array.from({ length: 500 }, (_, i) => `r${i}: {<<: *x, c: *x}`).join('\n')}`;
  expect(await messages(shared)).toEqual([]);
});

test('texts without objects give nothing', async () => {
  for (const text of ['', '\n\n', '# comment', '\ufeff', '---', '---\n...\n---\n', '\r\n\r\n', 'null', '~']) {
    const parsed = await parseSource({ name: 'f', text });
    expect(parsed).toEqual({
      objects: [],
      diagnostics: [],
      documents: expect.any(Array),
      skippedKinds: new Map(),
      skippedValues: 0,
      holdsObject: false,
      incomplete: false,
      strangers: [],
    });
  }
});

test('100,000 documents are read in linear time', async () => {
  const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\n'.repeat(100_000);
  const { objects } = await parseSource({ name: 'f', text });
  expect(objects).toHaveLength(100_000);
}, 30_000);
