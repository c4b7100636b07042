import { describe, expect, test } from '@jest/globals';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';

const expressions = await loadRegularExpressions();

function compile(source: string) {
  const expression = expressions.compile(source);
  if ('invalid' in expression) throw new Error(expression.invalid);
  return expression;
}

describe('RE2', () => {
  test.each([
    ['/a/[0-9]+', '/a/12', true],
    ['/a/[0-9]+', '/a/12/b', false],
    ['(?i)abc', 'ABC', true],
    ['a|ab', 'ab', true],
  ])('%s against the whole of %s: %s', (source, text, matches) => {
    expect(compile(source).matchesWhole(text)).toBe(matches);
  });

  test.each([
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    ['*', 'error parsing regexp: missing argument to repetition operator: `*`'],
  ])('%s does not compile', (source, invalid) => {
    expect(expressions.compile(source)).toEqual({ invalid });
  });

  test.each([
    ['^/strip(/?)(.*)', '/strip/a', '/\\2', '/a'],
    ['/.*', '/a/b', '/$1', '/$1'],
    ['/.*', '/a', '/\\\\x', '/\\x'],
    ['b', 'abcb', 'x', 'axcx'],
    ['a', 'a', '\\x', '\\x'],
  ])('replaces %s in %s by %s', (source, text, replacement, result) => {
    expect(compile(source).replaceAll(text, replacement)).toBe(result);
  });

  test('takes linear time for expressions that blow up in a backtracking engine', () => {
    expect(compile('(a+)+$').matchesWhole(`${'a'.repeat(5000)}b`)).toBe(false);
  });
});
