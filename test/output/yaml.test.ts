import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { yamlDocument } from '../../src/output/yaml.ts';
import { anyText } from '../text-arbitraries.ts';

/** What several YAML readers make of a text: whatever is printed has to survive all of them. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'js-yaml 1.1': (text) => load(text, { schema: YAML11_SCHEMA }),
  'js-yaml core': (text) => load(text, { schema: CORE_SCHEMA }),
  'yaml 1.1': (text) => parse(text, { version: '1.1', merge: true, uniqueKeys: false }),
  'yaml 1.2': (text) => parse(text, { version: '1.2', merge: true, uniqueKeys: false }),
};

/** Texts that some reader takes for something other than a string, or that need care in a plain scalar. */
const awkward = [
  ...['', ' ', 'a ', ' a', '\ta', 'a\t', 'a\nb', 'a\n', '\n', 'a\r\nb', ' \n ', 'a\n\nb\n\n'],
  ...['y', 'Y', 'yes', 'Yes', 'n', 'no', 'NO', 'on', 'On', 'off', 'OFF', 'true', 'True', 'FALSE', 'tRUE'],
  ...['~', 'null', 'Null', 'NULL', '=', '<<', '<', '.inf', '-.INF', '+.Inf', '.nan', '.NaN', 'Infinity', 'NaN'],
  ...['e1', 'E-2', '+e03'],
  ...[
    '0',
    '012',
    '0o14',
    '0b11',
    '0x1F',
    '-0x1f',
    '08',
    '1_000',
    '1,000',
    '12:30',
    '12:30:45',
    '190:20:30.15',
    '-1',
    '+1',
  ],
  ...[
    '1e3',
    '1E+3',
    '1.',
    '.5',
    '-.5',
    '+.5',
    '1.5e-3',
    '1.2.3.4',
    '1__0',
    '0_1',
    '_1',
    '-_1',
    '+',
    '-',
    '.',
    '..',
    '...',
  ],
  ...['2001-12-14', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2026-08-22T00:00:00Z', '20-01-01'],
  ...[
    '*',
    '*/*.example.com',
    '~/a.example',
    '&a',
    '!a',
    '!!str a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '#a',
    'a#b',
    'a #b',
    '? a',
    '?',
    '?a',
  ],
  ...[
    'a: b',
    'a:',
    ':a',
    ':',
    '- a',
    '-a',
    '--- a',
    '---',
    '{a}',
    '[a]',
    'a, b',
    ',',
    '}',
    '"a"',
    "'a'",
    "it's",
    'a"b',
    'a\\b',
    '\\d+\\.(a|b)',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\ufeffa',
    '\ud800',
    '\udc00a',
    '\ufffe',
    '\u202e',
    '\u00ad',
  ],
  ...['é', '日本', '😀', '\u{10ffff}', '\u00a0', '\u3000', '__proto__', 'constructor', '10s', '1h30m', '100ms', '1/2'],
  ...['k'.repeat(1100), 'long words '.repeat(50).trim()],
];

const text = fc.oneof(
  fc.constantFrom(...awkward),
  anyText(),
  fc.string({ unit: fc.constantFrom(...'aeoxyn019-+._:,/ \n\t#&*!|>\'"%@`{}[]?=<~\\') }),
);
const value = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(text, tie('node'), { maxKeys: 4 }),
  ),
})).node;

describe.each(Object.entries(readers))('%s gives back', (_, read) => {
  test.each(awkward.map((string) => [JSON.stringify(string).slice(0, 60), string]))('the text %s', (_name, string) => {
    expect(read(yamlDocument(string))).toBe(string);
    expect(read(yamlDocument({ outer: [{ key: string }, string, [string]] }))).toEqual({
      outer: [{ key: string }, string, [string]],
    });
    expect(entriesOf(read(yamlDocument(Object.fromEntries([[string, 1]]))))).toEqual([[string, 1]]);
  });

  test('any JSON value that was printed', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(JSON.stringify(sorted(read(yamlDocument(json))))).toBe(JSON.stringify(sorted(json)));
      }),
      { numRuns: 1000 },
    );
  });
});

function entriesOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value) : value;
}

/** The value with every object as a list of its entries in order, so that only content is compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { entries: entries.map(([key, inner]) => [key, sorted(inner)]) };
}

test('the layout is that of the goldens (RUN-6)', () => {
  const document = {
    kind: 'Gateway',
    apiVersion: 'networking.istio.io/v1',
    spec: { servers: [{ hosts: ['*/*.example.com'], port: { number: 80, name: 'default' }, tls: {} }], none: [] },
    metadata: { annotations: undefined, name: 'a~b', labels: { on: 'True', 'a/b': '' } },
  };
  expect(yamlDocument(document)).toBe(`apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  labels:
    a/b: ""
    "on": "True"
  name: a~b
spec:
  none: []
  servers:
  - hosts:
    - "*/*.example.com"
    port:
      name: default
      number: 80
    tls: {}
`);
});

test('keys are in the order of their UTF-8 bytes', () => {
  expect(yamlDocument({ '😀': 1, '\uffee': 1, b: 1, B: 1, a10: 1, a2: 1 })).toBe(
    'B: 1\na10: 1\na2: 1\nb: 1\n\uffee: 1\n😀: 1\n',
  );
});

test('a long text is not folded', () => {
  const long = 'word '.repeat(100).trim();
  expect(yamlDocument({ long })).toBe(`long: ${long}\n`);
});

test('what JSON cannot hold is a mistake of the caller', () => {
  expect(() => yamlDocument({ a: Number.NaN })).toThrow('NaN is not a JSON value');
  expect(() => yamlDocument([() => 1])).toThrow('function is not a JSON value');
});
