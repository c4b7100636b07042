import { describe, expect, test } from '@jest/globals';
import { renderedFrom, splitDocuments } from '../../src/input/documents.ts';
import { parseSource } from '../../src/input/parse.ts';

const texts = (text: string) => splitDocuments(text).map(({ start, end }) => text.slice(start, end));

describe('a text is split into documents', () => {
  test.each([
    ['', []],
    ['# only\n# comments\n', []],
    ['\ufeff', []],
    ['---\n---\n# nothing\n---\n', []],
    ['a: 1', ['a: 1']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['a: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n']],
    ['a: 1\n--- # comment\nb: 2', ['a: 1\n', '--- # comment\nb: 2']],
    ['--- a\n--- b', ['--- a\n', '--- b']],
    ['a: 1\n...\n# tail\n', ['a: 1\n']],
    ['%YAML 1.1\n# c\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2', ['%YAML 1.1\n# c\n---\na: 1\n', '\n%YAML 1.1\n---\nb: 2']],
    ['a: 1\n---b\n----\n ---\n', ['a: 1\n---b\n----\n ---\n']],
    ['a: |\n  -----BEGIN CERTIFICATE-----\n  ---\n', ['a: |\n  -----BEGIN CERTIFICATE-----\n  ---\n']],
    ['\ufeffa: 1\n\ufeff---\nb: 2', ['\ufeffa: 1\n', '\ufeff---\nb: 2']],
  ])('%j', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  test('the range knows where its content begins', () => {
    const text = '---\n# Source: shop/templates/route.yaml\na: 1\n';
    const [range] = splitDocuments(text);
    expect(range?.content).toBe(text.indexOf('a: 1'));
    expect(range && renderedFrom(text, range)).toBe('shop/templates/route.yaml');
  });
});

const gateway = (name: string, annotations = '') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: ${name}\n${annotations}`;

describe('names of documents', () => {
  const origin = '  annotations:\n    config.kubernetes.io/origin: |\n      path: base/gateway.yaml\n';
  const text = `---\n# Source: chart/a.yaml\n${gateway('a')}---\n${gateway('b', origin)}---\n${gateway('c')}`;

  test('in a stream, Helm and kustomize name the files that documents come from', async () => {
    const { objects } = await parseSource({ name: '<stdin>', text, stdin: true });
    expect(objects.map(({ document }) => document.file)).toEqual(['chart/a.yaml', 'base/gateway.yaml', '<stdin>']);
  });

  test('a file keeps its own name, so that line numbers are those of the file', async () => {
    const { objects } = await parseSource({ name: 'all.yaml', text });
    expect(objects.map(({ document }) => document.file)).toEqual(['all.yaml', 'all.yaml', 'all.yaml']);
  });
});

test('a broken document loses no other, whatever is wrong with it', async () => {
  for (const broken of ['a: b: c', 'x: "open', 'x: [1', '\ta: 1', 'a: *b', '? {a: 1}\n: 2', '{', 'a: \u0000', '%%%']) {
    const text = `${gateway('a')}---\n${broken}\n---\n${gateway('c')}`;
    const { objects, diagnostics, incomplete } = await parseSource({ name: 'f', text });
    expect(objects.map(({ object }) => object['metadata'])).toEqual([{ name: 'a' }, { name: 'c' }]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['GWX0101']);
    expect(incomplete).toBe(true);
  }
});

test('documents read together have the values that they have alone', async () => {
  const documents = [gateway('a'), '# c\na: !!str 1\n', `${gateway('b')}a: &x 1\nb: *x\n`];
  const many = Array.from({ length: 300 }, (_, index) => documents[index % 3] ?? '').join('---\n');
  const { objects, diagnostics } = await parseSource({ name: 'f', text: many });
  expect(diagnostics).toEqual([]);
  expect(objects).toHaveLength(200);
  expect(objects.at(-1)?.object).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'b' },
    a: 1,
    b: 1,
  });
});

test('files that were concatenated with their byte order marks are read', async () => {
  const text = [`---\n${gateway('a')}`, `---\n${gateway('b')}`].map((file) => `\ufeff${file}`).join('');
  const { objects, diagnostics } = await parseSource({ name: 'f', text });
  expect(diagnostics).toEqual([]);
  expect(objects).toHaveLength(2);
});

test('an anchor of one document is unknown in the next', async () => {
  const { diagnostics } = await parseSource({ name: 'f', text: 'a: &x 1\n---\nb: *x\n' });
  expect(diagnostics.map(({ message }) => message)).toEqual(['invalid YAML: unknown anchor "x" is referred to']);
});

describe('JSON', () => {
  const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'r' } };

  test.each([
    ['one object', JSON.stringify(route), 1],
    ['indented with tabs', JSON.stringify(route, null, '\t'), 1],
    [
      'objects after each other',
      `${JSON.stringify(route)}\n${JSON.stringify(route, null, 2)}${JSON.stringify(route)}`,
      3,
    ],
    ['between markers', `${JSON.stringify(route)}\n---\n${JSON.stringify(route)}`, 2],
    ['a List', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [route, route] }), 2],
    ['with a byte order mark', `\ufeff${JSON.stringify(route)}`, 1],
  ])('%s', async (_, text, count) => {
    const { objects, diagnostics } = await parseSource({ name: 'f.json', text });
    expect(diagnostics).toEqual([]);
    expect(objects.map(({ object }) => object)).toEqual(Array.from({ length: count }, () => route));
  });

  test('a key that is written twice is found, and the last one counts', async () => {
    const text = '{\n\t"apiVersion": "v1", "kind": "Service",\n\t"metadata": {"name": "a", "name": "b"}}';
    const { objects, diagnostics } = await parseSource({ name: 'f.json', text });
    expect(objects[0]?.object['metadata']).toEqual({ name: 'b' });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['GWX0103', 'key "name" is defined twice in this mapping'],
    ]);
  });

  test('`__proto__` is a key', async () => {
    const text = '{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","__proto__":{"name":"b"}}}';
    const { objects } = await parseSource({ name: 'f.json', text });
    expect(Object.keys(objects[0]?.object['metadata'] ?? {})).toEqual(['name', '__proto__']);
  });

  test('braces that are neither JSON nor YAML are reported once', async () => {
    const { diagnostics } = await parseSource({ name: 'f.json', text: '{"a": 1} {"b": }x{' });
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['GWX0101']));
  });
});
