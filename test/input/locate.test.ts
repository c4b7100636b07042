import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { splitDocuments } from '../../src/input/documents.ts';
import { createLocator } from '../../src/input/locate.ts';
import { readValue } from '../../src/input/read-value.ts';
import type { Path, Resource, SourceDocument } from '../../src/model/resource.ts';

function documents(text: string): SourceDocument[] {
  return splitDocuments(text).map(({ start, end }) => ({ file: 'f.yaml', text, start, end }));
}

function resourceOf(document: SourceDocument, path: Path = []): Resource {
  const metadata = { name: 'a', namespace: 'b' };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: {}, origin: { document, path, context: false } };
}

/** The text that a path of the first document leads to. */
function found(text: string, path: Path, part?: 'key'): string {
  const [document] = documents(text);
  if (document === undefined) throw new Error('no document');
  const place = { resource: resourceOf(document), path, ...(part === undefined ? {} : { part }) };
  const { start, end } = createLocator().locate(place);
  return text.slice(start.offset, end.offset);
}

describe('a path leads to what is written', () => {
  const text = `a: 1
"b c": "x\\ty"   # comment
list:
- one
-
- 'it''s'
- {k: [1, 2 , ], e: }
empty:
block: |  # not > this
  text
  more

tagged: !!str &t 012
`;
  test.each<[Path, string]>([
    [['a'], '1'],
    [['b c'], '"x\\ty"'],
    [['list', 0], 'one'],
    [['list', 1], '-'],
    [['list', 2], "'it''s'"],
    [['list', 3], '{k: [1, 2 , ], e: }'],
    [['list', 3, 'k'], '[1, 2 , ]'],
    [['list', 3, 'k', 1], '2'],
    [['list', 3, 'e'], 'e'],
    [['empty'], 'empty'],
    [['block'], '|  # not > this\n  text\n  more'],
    [['tagged'], '012'],
    [['list', 9, 'x'], text.slice(text.indexOf('- one'), text.indexOf('\nempty:'))],
    [['a', 'deeper'], '1'],
    [['missing'], text.trimEnd()],
  ])('%j', (path, expected) => {
    expect(found(text, path)).toBe(expected);
  });

  test.each<[string, Path, string]>([
    ['a key', ['b c'], '"b c"'],
    ['an item has no key', ['list', 0], 'one'],
  ])('part key: %s', (_, path, expected) => {
    expect(found(text, path, 'key')).toBe(expected);
  });

  test.each<[string, string, Path, string]>([
    ['an alias', 'a: &x {b: 1}\nc: *x\n', ['c'], '*x'],
    ['inside an alias', 'a: &x {b: 1}\nc: *x\n', ['c', 'b'], '1'],
    ['a merged key', 'a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n', ['c', 'b'], '1'],
    ['the last of two keys', 'a: 1\na: 2\n', ['a'], '2'],
    ['a key that is a boolean', 'on: x\n', ['true'], 'x'],
    ['a key that is an alias', 'x: &x k\n*x : 1\n', ['k'], '1'],
    ['an empty item after an empty value', '- a:\n-\n', [1], '-'],
    ['an explicit key', '? a\n: b\n', ['a'], 'b'],
    ['JSON with tabs', '{\n\t"a": [\n\t\ttrue]}', ['a', 0], 'true'],
    ['a comment that closes nothing', 'a: [1, # ]\n  2]\n', ['a'], '[1, # ]\n  2]'],
    ['carriage returns', 'a: |-\r\n  x\r\nb: 2\r\n', ['a'], '|-\r\n  x'],
    ['a pair in a list', 'a: [b: 1]\n', ['a', 0, 'b'], '1'],
  ])('%s', (_, source, path, expected) => {
    expect(found(source, path)).toBe(expected);
  });
});

test('the path of an item of a List comes first', () => {
  const text = 'kind: List\nitems:\n- a: 1\n- a: 2\n';
  const [document] = documents(text);
  expect(document).toBeDefined();
  if (document === undefined) return;
  const { start } = createLocator().locate({ resource: resourceOf(document, ['items', 1]), path: ['a'] });
  expect(start).toEqual({ line: 4, column: 6, offset: text.indexOf('2') });
});

describe('positions', () => {
  test('lines end at LF, CRLF and CR, and columns count UTF-16 units', () => {
    const text = '\ufeffa: 1\r\nb: 😀x\rc: 3\n---\nd: [😀, 4]\n';
    const { locate, lineAt } = createLocator();
    const at = (needle: string) => {
      const document = documents(text).find(({ start, end }) => text.slice(start, end).includes(needle));
      if (document === undefined) throw new Error('no document');
      const offset = text.indexOf(needle);
      const { start } = locate({ document, start: offset, end: offset + 1 });
      return [start.line, start.column, lineAt(document, start.line)];
    };
    expect(at('a')).toEqual([1, 1, 'a: 1']);
    expect(at('x')).toEqual([2, 6, 'b: 😀x']);
    expect(at('3')).toEqual([3, 4, 'c: 3']);
    expect(at('4')).toEqual([5, 9, 'd: [😀, 4]']);
  });

  test('a line that does not exist is empty', () => {
    const [document] = documents('a: 1');
    expect(document && createLocator().lineAt(document, 7)).toBe('');
  });

  test('a document without a value gives its own range', () => {
    const document = { file: 'f', text: '# c\n', start: 0, end: 4 };
    const { start, end } = createLocator().locate({ resource: resourceOf(document), path: ['a'] });
    expect([start.offset, end.offset]).toEqual([0, 4]);
  });
});

describe('property: places agree with values', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.constantFrom('on', '1', 'a b', '<<', '__proto__'),
  );
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  const styles: Record<string, (value: unknown) => string> = {
    json: (one) => JSON.stringify(one),
    'indented json': (one) => JSON.stringify(one, null, '\t'),
    block: (one) => dump(one, { noRefs: true }),
    'block, sequences at their key': (one) => dump(one, { noRefs: true, seqNoIndent: true, quoteStyle: 'double' }),
    'flow from level two': (one) => dump(one, { noRefs: true, flowLevel: 2 }),
  };

  test.each(Object.keys(styles))('%s', (style) => {
    const write = styles[style];
    let leaves = 0;
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (written) => {
        const text = `# head\n---\n${write?.(written)}\n`;
        const [document] = documents(text);
        if (document === undefined) throw new Error('no document');
        const start = text.indexOf('---\n') + 4;
        const content = readValue(document, start).value;
        const { locate } = createLocator();
        const different: unknown[] = [];
        for (const [path, leaf] of leavesOf(content)) {
          const range = locate({ resource: resourceOf(document), path });
          const found = text.slice(range.start.offset, range.end.offset);
          if (leaf === null && found !== 'null') continue;
          // A block scalar and a plain scalar over several lines need their indentation to be read again.
          if (/\n/.test(found)) continue;
          leaves++;
          const again = { file: 'f', text: found, start: 0, end: found.length };
          const { value: read } = readValue(again, 0);
          if (!Object.is(read, leaf)) different.push({ path, leaf, read });
        }
        expect(different).toEqual([]);
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(leaves).toBeGreaterThan(200);
  });
});

function leavesOf(value: unknown, path: Path = []): [Path, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}
