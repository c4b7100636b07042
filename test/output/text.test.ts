import { describe, expect, test } from '@jest/globals';
import { Chalk } from 'chalk';
import fc from 'fast-check';
import type { LocatedDiagnostic, LocatedPlace } from '../../src/output/located.ts';
import { reportConcise, reportText } from '../../src/output/text.ts';
import { anyText } from '../text-arbitraries.ts';

/** The place of the first occurrence of a text. */
function placeOf(text: string, part: string, file = 'routes.yaml'): LocatedPlace {
  const offset = text.indexOf(part);
  const position = (at: number) => {
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1, offset: at };
  };
  return { file, text, start: position(offset), end: position(offset + part.length) };
}

const error = (place: LocatedPlace, more: Partial<LocatedDiagnostic> = {}): LocatedDiagnostic => ({
  severity: 'error',
  message: 'not a port',
  place,
  ...more,
});

test('a diagnostic shows its line, marks the place, and names related places and help', () => {
  const text = 'kind: Gateway\nport: eighty\nname: a\n';
  const related = [{ message: 'first used here', place: placeOf(text, 'name') }];
  expect(reportText([error(placeOf(text, 'eighty'), { related, help: 'write a number' })])).toBe(
    `routes.yaml:2:7: error: not a port
   2 | port: eighty
     |       ^~~~~~
  routes.yaml:3:1: first used here
  help: write a number
`,
  );
});

test('diagnostics come by file, line, column and message; those without place last', () => {
  const text = 'a: 1\nb: 2\n';
  const place = placeOf(text, '2');
  const reported = reportConcise([
    { severity: 'info', message: 'no place' },
    error(place, { message: 'z' }),
    error(place, { message: 'b' }),
    error(placeOf(text, '1'), { message: 'c' }),
    error(placeOf(text, '2', 'a.yaml'), { message: 'd', severity: 'warning' }),
  ]);
  expect(reported.split('\n')).toEqual([
    'a.yaml:2:4: warning: d',
    'routes.yaml:1:4: error: c',
    'routes.yaml:2:4: error: b',
    'routes.yaml:2:4: error: z',
    'info: no place',
    '',
  ]);
});

test('equal lines are printed once', () => {
  const place = placeOf('a: 1', '1');
  expect(reportConcise([error(place), error(place)])).toBe('routes.yaml:1:4: error: not a port\n');
});

test('a place of which only the file is known has no line', () => {
  expect(reportText([error({ file: 'chart/templates/a.yaml' })])).toBe('chart/templates/a.yaml: error: not a port\n');
});

test('colours come from the style alone', () => {
  const place = placeOf('a: 1', '1');
  expect(reportText([error(place)])).not.toContain('\u001b');
  expect(reportConcise([error(place)], new Chalk({ level: 1 }))).toBe(
    '\u001b[1mroutes.yaml:1:4\u001b[22m: \u001b[31merror\u001b[39m: not a port\n',
  );
});

describe('nothing that a terminal acts on is printed', () => {
  test('escape sequences, line feeds and bidirectional marks are shown', () => {
    const text = 'name: "\u001b[2Jevil\u202e"\n';
    const place = { ...placeOf(text, '"'), file: 'a\u001b[31m.yaml' };
    expect(reportText([error(place, { message: 'one\ntwo\u2066', help: 'a\tb' })])).toBe(
      `a\\u001b[31m.yaml:1:7: error: one\\ntwo\\u2066
   1 | name: "\\u001b[2Jevil\\u202e"
     |       ^
  help: a\\tb
`,
    );
  });

  test('whatever the texts hold', () => {
    const any = anyText();
    fc.assert(
      fc.property(any, any, any, any, fc.nat(), fc.nat(), (file, text, message, help, a, b) => {
        const offset = a % (text.length + 1);
        const start = { line: 1, column: offset + 1 - (text.lastIndexOf('\n', offset - 1) + 1), offset };
        const end = { line: 1, column: 1, offset: b % (text.length + 1) };
        const printed = reportText([error({ file, text, start, end }, { message, help })]);
        expect(printed.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u,
        );
        expect(printed.split('\n').length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a line is made fit for the terminal', () => {
  const shown = (text: string, part: string, width?: number) =>
    reportText([error(placeOf(text, part))], width === undefined ? {} : { width })
      .split('\n')
      .slice(1, 3);

  test('tabs and wide characters do not move the mark', () => {
    expect(shown('\t\tport: x', 'x')).toEqual(['   1 |     port: x', '     |           ^']);
    expect(shown('日本: x', 'x')).toEqual(['   1 | 日本: x', '     |       ^']);
    expect(shown('e\u0301: x', 'x')).toEqual(['   1 | e\u0301: x', '     |    ^']);
  });

  test('a carriage return at the end is not part of the line', () => {
    expect(shown('a: x\r\nb: 1\r\n', 'x')).toEqual(['   1 | a: x', '     |    ^']);
  });

  test('a long line is cut around the place', () => {
    expect(shown(`${'a'.repeat(500)}HERE${'b'.repeat(500)}`, 'HERE', 30)).toEqual([
      '   1 | …aaaaaaaaaaHEREbbbbbbbbbbbbbbbb…',
      '     |            ^~~~',
    ]);
    expect(shown(`HERE${'b'.repeat(500)}`, 'HERE', 10)).toEqual(['   1 | HEREbbbbbb…', '     | ^~~~']);
    expect(shown(`${'a'.repeat(500)}HERE`, 'HERE', 12)).toEqual(['   1 | …aaaaHERE', '     |      ^~~~']);
  });

  test('a place longer than the line is marked to the end of the line', () => {
    const text = 'a: [\n1, 2]\n';
    expect(shown(text, '[\n1, 2]')).toEqual(['   1 | a: [', '     |    ^']);
  });

  test('a place at the very end of the text', () => {
    const place = {
      file: 'f',
      text: 'a:\n',
      start: { line: 2, column: 1, offset: 3 },
      end: { line: 2, column: 1, offset: 3 },
    };
    expect(reportText([error(place)])).toBe('f:2:1: error: not a port\n   2 | \n     | ^\n');
  });
});

test('the name of a file is never a command of a CI runner', () => {
  expect(reportText([error({ file: '::error file=a::b.yaml' })])).toBe('./::error file=a::b.yaml: error: not a port\n');
  expect(reportConcise([error({ file: ' ::error::b.yaml' })])).toBe('./ ::error::b.yaml: error: not a port\n');
});
