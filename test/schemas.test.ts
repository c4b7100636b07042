import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { codePoints, formats, linearPatterns } from '../src/input/expressions.ts';
import { modules } from '../src/input/validators/index.ts';
import { kinds } from '../src/model/kinds.ts';

const files = readdirSync('schemas', { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.json') && !file.startsWith('gwx/'),
);
const texts = new Map(files.map((file) => [file, readFileSync(join('schemas', file), 'utf8')]));

/** Where the schemas of a kind lie: in the experimental folder alone for kinds that the standard bundle lacks. */
function expectedFiles(name: string): string[] {
  const info = Object.entries(kinds).find(([crd]) => crd === name)?.[1];
  if (info?.schema === undefined) return [];
  const plural = name.slice(0, name.indexOf('.'));
  const channels = info.experimentalOnly === 'all' ? ['experimental'] : ['standard', 'experimental'];
  const folders = info.schema.channels
    ? channels.map((channel) => `${info.schema?.folder}/${channel}`)
    : [info.schema.folder];
  return folders.map((folder) => `${folder}/${plural}.json`);
}

test('the schema files are those of the table of kinds', () => {
  expect(files.toSorted()).toEqual(Object.keys(kinds).flatMap(expectedFiles).sort());
});

test('each schema names its kind', () => {
  for (const name of Object.keys(kinds)) {
    for (const file of expectedFiles(name)) expect(JSON.parse(texts.get(file) ?? '')).toHaveProperty('$id', name);
  }
});

test('each kind with a schema has its compiled validators, for both channels or one for both', () => {
  const named = Object.entries(kinds).filter(([, { schema }]) => schema !== undefined);
  const covered = named.filter(
    ([crd]) => modules[crd] ?? (modules[`${crd}/standard`] && modules[`${crd}/experimental`]),
  );
  expect(covered).toEqual(named);
  expect([...new Set(Object.keys(modules).map((name) => name.replace(/\/.*/, '')))].sort()).toEqual(
    named.map(([crd]) => crd).sort(),
  );
});

/** Everything below a schema that a keyword holds, wherever it is not the name of a property. */
function valuesOf(keyword: string): Set<unknown> {
  const found = new Set<unknown>();
  const visit = (node: unknown, named: boolean) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (!named && key === keyword) found.add(value);
      visit(value, !named && key === 'properties');
    }
  };
  for (const text of texts.values()) visit(JSON.parse(text), false);
  return found;
}

test('no schema carries descriptions or rules', () => {
  expect([...valuesOf('description'), ...valuesOf('x-kubernetes-validations')]).toEqual([]);
});

test('every format is known', () => {
  const ignored = ['double', 'int32', 'int64'];
  expect([...valuesOf('format')].filter((name) => !ignored.includes(String(name))).sort()).toEqual(
    Object.keys(formats).sort(),
  );
});

describe('patterns', () => {
  const patterns = [...valuesOf('pattern')].map(String);
  const fragments = [
    '',
    'a',
    'A',
    '0',
    '-',
    '.',
    '/',
    '*',
    ':',
    '//',
    ' ',
    '\t',
    '\n',
    '%',
    '%2F',
    '"',
    'é',
    '😀',
    '\u2028',
  ];
  const words = ['example.com', '*.example.com', 'http://a.b:80', '10s', '1h30m', 'Hostname', 'a/b', 'x y', '#f', '\r'];
  const samples = [...fragments, ...words].flatMap((a) =>
    [...fragments, ...words].flatMap((b) => [a + b, `${a}a${b}z`]),
  );

  test.each(patterns)('%s means in JavaScript what it means in RE2', (pattern) => {
    const compiled = new RegExp(linearPatterns[pattern] ?? pattern, 'u');
    const re2 = RE2JS.compile(pattern);
    for (const sample of samples) {
      expect({ sample, matches: compiled.test(sample) }).toEqual({ sample, matches: re2.matcher(sample).find() });
    }
  });

  // 4096 is the longest maxLength that a pattern stands beside.
  test.each(patterns)('%s is decided quickly for hostile strings', (pattern) => {
    const compiled = new RegExp(linearPatterns[pattern] ?? pattern, 'u');
    const start = performance.now();
    for (const unit of ['a', 'a.', 'a-', '-a', '1s', 'a/', '%2f', 'a ', '*.']) compiled.test(`${unit.repeat(1400)}\n`);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('every rewritten pattern occurs', () => {
    expect(Object.keys(linearPatterns).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
  });
});

test.each([
  ['ipv4', ['1.2.3.4', '255.255.255.255', '01.2.3.4'], ['1.2.3', '256.1.1.1', '1.2.3.4:80', 'a', '1.2.3.4 ']],
  [
    'ipv6',
    ['::', '::1', '1::', '2001:db8::8a2e:370:7334', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8'],
    ['1::2::3', 'fe80::1%eth0', ':::', '12345::', '1:2:3:4:5:6:7', ''],
  ],
  ['byte', ['', 'YQ==', 'YWI=', 'YWJj'].slice(1), ['YQ=', 'Y', '*']],
])('format %s', (name, valid, invalid) => {
  expect([...valid, ...invalid].filter((text) => formats[name]?.test(text))).toEqual(valid);
});

test('lengths count code points', () => {
  expect([codePoints(''), codePoints('aé'), codePoints('😀😀')]).toEqual([0, 2, 2]);
});
