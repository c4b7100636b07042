import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';

const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Longer ones take long and hold nothing that others lack. */
const longest = 20_000;

/** The texts of the project's own inputs. */
const corpus = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:yaml|yml|json)$/.test(name) && !name.includes('.golden.'))
  .sort()
  .map((name) => readFileSync(join(fixtures, name), 'utf8'))
  .filter((text) => text.length <= longest);

/** What changes the meaning of the text around it, for a reader or for whatever shows the text. */
const marks = [
  ...[
    '- ',
    '? ',
    ': ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '#',
    ' #',
    '|\n',
    '>-\n',
    '|2+\n',
    "'",
    '"',
    '\\',
    '@',
    '`',
    '~',
    '%',
  ],
  ...['&a ', '*a', '*a : ', '<<: ', '<<: *a\n', '!!str ', '!!binary ', '!!int ', '!x ', '!<tag:yaml.org,2002:null> '],
  ...['---\n', '--- ', '...\n', '%YAML 1.1\n---\n', '%TAG !e! x:\n', '# gwx-ignore ', '# Source: a/b\n', '{{ .x }}'],
  ...['\n', '\n\n', '\r', '\r\n', '\t', ' ', '    ', '\u0085', '\u2028', '\ufeff', '\u00a0'],
  ...[
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u001b]0;x\u0007',
    '\u009b',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ud800',
    '\ufffe',
    '😀',
  ],
  ...['::error file=a::b', '](http://a)', '<a>&amp;', '%0A', '$(id)', '${x}'],
  ...[
    '__proto__: ',
    'constructor: ',
    '"__proto__": {"a": 1}',
    'toString: 1\n',
    'null',
    'true',
    '0x1F',
    '1e400',
    '.nan',
    '08',
  ],
  ...['9'.repeat(400), '['.repeat(300), '- '.repeat(300), 'a'.repeat(5000), '"\\ud800"', '\\u001b'],
];

/** A change somewhere in a text: `at` and `length` are parts of it. */
type Change =
  | { readonly change: 'insert'; readonly at: number; readonly text: string }
  | { readonly change: 'delete' | 'repeat' | 'indent'; readonly at: number; readonly length: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    change: fc.constant('insert' as const),
    at: place,
    text: fc.oneof(fc.constantFrom(...marks), fc.string({ maxLength: 4 })),
  }),
  fc.record({ change: fc.constantFrom('delete', 'repeat', 'indent'), at: place, length: fc.nat({ max: 80 }) }),
);

function apply(text: string, step: Change): string {
  const at = Math.floor(step.at * text.length);
  if (step.change === 'insert') return text.slice(0, at) + step.text + text.slice(at);
  const end = at + step.length;
  if (step.change === 'delete') return text.slice(0, at) + text.slice(end);
  if (step.change === 'repeat') return text.slice(0, end) + text.slice(at);
  return text.slice(0, at) + text.slice(at, end).replaceAll('\n', '\n  ') + text.slice(end);
}

/** The project's own inputs, changed in a few places. */
export const changedInputs: fc.Arbitrary<string> = fc
  .record({ text: fc.constantFrom(...corpus), changes: fc.array(change, { maxLength: 6 }) })
  .map(({ text, changes }) => changes.reduce(apply, text));

const word = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'on',
    '1',
    '012',
    '"x y"',
    "'it''s'",
    'a b',
    '*a',
    '&a c',
    '!!str 1',
    '~',
    '|',
    '>',
    '>-',
    '|+',
  ),
  fc.constantFrom(...marks),
);
const line = fc
  .record({
    indent: fc.nat({ max: 5 }),
    start: fc.constantFrom('', '', '', '- ', '- - ', '? ', ': '),
    key: fc.constantFrom('', '', 'a: ', 'b: ', '"c": ', '1: ', '&b d: ', '*a : ', '[a]: '),
    words: fc.array(word, { maxLength: 3 }),
  })
  .map(({ indent, start, key, words }) => ' '.repeat(indent) + start + key + words.join(' '));

/** Lines that look like YAML, and sometimes are. */
export const yamlLike: fc.Arbitrary<string> = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'), fc.boolean())
  .map(([lines, lineBreak, ended]) => lines.join(lineBreak) + (ended ? lineBreak : ''));
