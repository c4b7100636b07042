import { expect, test } from '@jest/globals';
import { type EmbeddedPart, embeddedPlace } from '../../src/input/embedded-place.ts';
import { load } from '../../src/input/load.ts';
import { createLocator } from '../../src/input/locate.ts';
import { readYamlText } from '../../src/input/yaml-text.ts';

/** `line:column` of a part of `data.key` of a ConfigMap. */
async function locate(data: string, part: EmbeddedPart): Promise<string> {
  const text = `a: 1\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  key: ${data}\n`;
  const { index } = await load([{ name: 'c.yaml', text }]);
  const [configMap] = index.list('configmaps.');
  if (configMap === undefined) throw new Error('the ConfigMap did not load');
  const place = embeddedPlace(configMap, ['data', 'key'], configMap.spec.data?.['key'] ?? '', part);
  const { start } = createLocator().locate(place);
  return `${start.line}:${start.column}`;
}

test.each<[string, string, EmbeddedPart, string]>([
  ['a value of a literal block', '|\n    spec:\n      a: x\n      b: [y, z]', ['spec', 'b', 1], '10:14'],
  ['behind empty lines', '|-\n\n    spec:\n\n      a: x', ['spec', 'a'], '11:10'],
  ['a block with a comment', '| # why\n    a: x', ['a'], '8:8'],
  ['a part that is not written', '|\n    spec:\n      a: x', ['spec', 'b'], '9:7'],
  ['a range', '|\n    spec:\n      a: x', { start: 8, end: 9 }, '9:7'],
  ['a range behind the text', '|\n    a: x', { start: 99, end: 99 }, '7:8'],
  ['a block with an indentation of its own', '|2\n     a: x', ['a'], '7:8'],
  ['a folded block', '>\n    a: x', ['a'], '7:8'],
  ['a quoted text', '"a: x"', ['a'], '7:8'],
])('%s', async (_, data, part, expected) => {
  expect(await locate(data, part)).toBe(expected);
});

test.each<[string, unknown]>([
  ['', null],
  ['# nothing', null],
  ['a: 1\n---\nb: 2', { a: 1 }],
  ['{"a": [1]}', { a: [1] }],
  ['007', 7],
])('the value of %p', (text, value) => {
  expect(readYamlText(text)).toEqual({ value });
});

test('what is no YAML says where', () => {
  expect(readYamlText('# x\na: [')).toEqual({
    problem: expect.any(String),
    start: expect.any(Number),
    end: expect.any(Number),
  });
});
