import { describe, expect, test } from '@jest/globals';
import { splitDocuments } from '../../src/input/documents.ts';
import { readValue } from '../../src/input/read-value.ts';

/** The value of a text of one document. */
function read(text: string): unknown {
  const [range] = splitDocuments(text);
  if (range === undefined) return null;
  return readValue({ file: 'test.yaml', text, start: range.start, end: range.end }, range.content).value;
}

/** A row per line of resolve.go and decode.go of go.yaml.in/yaml/v2 2.4.2, checked against sigs.k8s.io/yaml 1.6.0. */
const scalars: Record<string, readonly (readonly [string, unknown])[]> = {
  'booleans, single letters too': [
    ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((text) => [text, true] as const),
    ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
      (text) => [text, false] as const,
    ),
    ['oN', 'oN'],
    ['yEs', 'yEs'],
  ],
  null: [
    ['~', null],
    ['null', null],
    ['Null', null],
    ['NULL', null],
    ['nULL', 'nULL'],
    ['', null],
    ['- ', [null]],
  ],
  'octal, also with a bare zero': [
    ['014', 12],
    ['0o14', 12],
    ['0O14', 12],
    ['0o8', '0o8'],
    ['00', 0],
    ['0_7', 7],
    ['01777777777777777777777', 2 ** 64],
    ['0777777777777777777777777', 7.777777777777778e23],
  ],
  'what cannot be octal is a float': [
    ['08', 8],
    ['019', 19],
  ],
  underscores: [
    ['1_000', 1000],
    ['1__0', 10],
    ['0_', 0],
    ['_1', '_1'],
    ['.5_0', 0.5],
    ['._5', '._5'],
    ['1e1_0', 1e10],
  ],
  binary: [
    ['0b11', 3],
    ['-0b11', -3],
    ['+0b11', 3],
    ['0b_1', 1],
    ['0b12', '0b12'],
  ],
  hexadecimal: [
    ['0x1F', 31],
    ['-0x1F', -31],
    ['0X1f', 31],
    ['0x_1F', 31],
    ['0x', '0x'],
    ['0xFFFFFFFFFFFFFFFFF', '0xFFFFFFFFFFFFFFFFF'],
    ['0x1p-2', '0x1p-2'],
  ],
  'integers beyond 64 bits are floats': [
    ['18446744073709551616', 2 ** 64],
    ['-9223372036854775809', -(2 ** 63)],
  ],
  floats: [
    ['1e3', 1000],
    ['1E+2', 100],
    ['1.', 1],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['-.5', -0.5],
    ['1e', '1e'],
    ['.', '.'],
    ['.0x1', '.0x1'],
  ],
  'floats that overflow are strings': [
    ['1e400', '1e400'],
    ['.1e400', '.1e400'],
  ],
  'negative zero is zero': [
    ['-0', 0],
    ['-0.0', 0],
  ],
  'dates and times are strings': [
    ['12:30:45', '12:30:45'],
    ['2001-12-14', '2001-12-14'],
    ['2001-12-14T21:59:43.10-05:00', '2001-12-14T21:59:43.10-05:00'],
  ],
  'signs and words alone': [
    ['+', '+'],
    ['--1', '--1'],
    ['+-1', '+-1'],
    ['1+', '1+'],
    ['=', '='],
    ['<<', '<<'],
    ['10.0.0.1', '10.0.0.1'],
    ['10s', '10s'],
  ],
  'quoted and block scalars are strings': [
    ['"on"', 'on'],
    ["'014'", '014'],
    ['""', ''],
    ['|\n  on\n', 'on\n'],
    ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
    ['|\n  on', 'on'],
    ['>\n  on ', 'on '],
    ['|-\n  1\n', '1'],
    ['|+\n  x\n\n', 'x\n\n'],
    ['"a\\\n  b"', 'ab'],
    ["'it''s'", "it's"],
  ],
  tags: [
    ['!!str 012', '012'],
    ['!!str', ''],
    ['!!str ~', '~'],
    ['!!int "3"', 3],
    ['!!int 0o14', 12],
    ['!!float 3', 3],
    ['!!float "1.5"', 1.5],
    ['!!bool "yes"', true],
    ['!!null ""', null],
    ['!!binary aGk=', 'hi'],
    ['!!binary "/w=="', '\ufffd'],
    ['!!timestamp 2001-12-14', '2001-12-14'],
    ['!foo 12', '12'],
    ['! 12', '12'],
    ['!!seq 3', '3'],
    ['!foo {b: 1}', { b: 1 }],
    ['!<tag:yaml.org,2002:str> 1', '1'],
    ['%TAG !e! tag:yaml.org,2002:\n---\n!e!str 1', '1'],
  ],
};

describe('scalars resolve as in go-yaml v2', () => {
  for (const [title, rows] of Object.entries(scalars)) {
    test.each(rows.map(([text, value]) => ({ text, value })))(`${title}: $text`, ({ text, value }) => {
      expect(read(text)).toStrictEqual(value);
    });
  }
});

describe('keys become strings as in sigs.k8s.io/yaml', () => {
  test.each([
    ['1: x', '1'],
    ['014: x', '12'],
    ['on: x', 'true'],
    ['n: x', 'false'],
    ['1.10: x', '1.1'],
    ['1e6: x', '1e+06'],
    ['1000000: x', '1000000'],
    ['123456.0: x', '123456'],
    ['1234567.0: x', '1.234567e+06'],
    ['0.00001: x', '1e-05'],
    ['16777217.0: x', '1.6777216e+07'],
    ['9007199254740993: x', '9007199254740993'],
    ['.inf: x', '.inf'],
    ['.nan: x', '.nan'],
    ['2001-01-01: x', '2001-01-01'],
    ['? a\n: x', 'a'],
    ['__proto__: x', '__proto__'],
    ['constructor: x', 'constructor'],
  ])('%j', (text, key) => {
    const value = read(text);
    expect(Object.entries(value ?? {})).toEqual([[key, 'x']]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('lines, and so comments, end where they do for kubectl', () => {
  test.each([
    ['a: 1 # x\u2028b: 2', { a: 1, b: 2 }],
    ['a: 1 # x\u2029b: 2', { a: 1, b: 2 }],
    ['a: 1 # x\u0085b: 2', { a: 1, b: 2 }],
    ['a: 1 # x\rb: 2', { a: 1, b: 2 }],
    ['a: \u0085b: 2', { a: null, b: 2 }],
    ['a: {b: "c\u2029d", e: 1}', { a: { b: 'c\u2029d', e: 1 } }],
    ['  a: "x\u2028y"\n  b: 1', { a: 'x\u2028y', b: 1 }],
    ['{"a": "x\u2028y"}', { a: 'x\u2028y' }],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('merges follow go-yaml v2: what comes later in the text overrides', () => {
  test.each([
    ['{<<: {a: 2, b: 3}, a: 1}', { a: 1, b: 3 }],
    ['{a: 1, <<: {a: 2, b: 3}}', { a: 2, b: 3 }],
    ['<<: [{a: 1}, {a: 2, b: 2}]', { a: 1, b: 2 }],
    ['x: &x {a: 1}\nz: {<<: *x, b: 2}', { x: { a: 1 }, z: { a: 1, b: 2 } }],
    ['x: &x {a: 1}\ny2: &y {a: 2, c: 3}\nz: {<<: [*x, *y]}', { x: { a: 1 }, y2: { a: 2, c: 3 }, z: { a: 1, c: 3 } }],
    ['"<<": {a: 1}', { '<<': { a: 1 } }],
    ['!!merge <<: {a: 1}', { a: 1 }],
    ['!!str <<: {a: 1}', { '<<': { a: 1 } }],
    ['<<: {__proto__: {a: 1}}', JSON.parse('{"__proto__": {"a": 1}}')],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('aliases', () => {
  test.each([
    ['a: &a 1\nb: *a', { a: 1, b: 1 }],
    ['a: &a 1\nb: &a 2\nc: *a', { a: 1, b: 2, c: 2 }],
    ['x: &x k\n*x : 1', { x: 'k', k: 1 }],
    ['a: &a\nb: *a', { a: null, b: null }],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

describe('what kubectl refuses', () => {
  test.each([
    ['null: a', /key must be a string/],
    ['? [a]\n: b', /key must be a string/],
    ['18446744073709551615: x', /key must be a string/],
    ['.inf', /".inf" has no form in JSON/],
    ['a: .NaN', /".NaN" has no form in JSON/],
    ['<<: 1', /a merge/],
    ['<<:', /a merge/],
    ['<<: [1]', /a merge/],
    ['a: *b', /unknown anchor "b"/],
    ['a: &a [*a]', /contains itself/],
    ['!!int "abc"', /cannot decode "abc" as !!int/],
    ['!!int 3.0', /cannot decode/],
    ['!!int ""', /cannot decode/],
    ['!!bool 1', /cannot decode/],
    ['!!null foo', /cannot decode/],
    ['!!timestamp x', /cannot decode/],
    ['!!binary "aG k="', /cannot decode/],
    ['"\\ud800"', /Unicode/],
    ['a: b: c', /./],
    ['\ta: b', /./],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
