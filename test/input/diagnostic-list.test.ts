import { expect, test } from '@jest/globals';
import { createDiagnosticList } from '../../src/input/diagnostic-list.ts';
import type { Diagnostic, Severity } from '../../src/model/diagnostic.ts';

const problem = (message: string, severity: Severity = 'warning'): Diagnostic => {
  return { code: 'GWX0201', rule: 'schema', severity, message };
};

function listed(diagnostics: readonly Diagnostic[]): readonly string[] {
  const list = createDiagnosticList(2);
  for (const diagnostic of diagnostics) list.add(diagnostic);
  return list.all().map(({ severity, message }) => `${severity}: ${message}`);
}

test('a list holds what it is given, up to its limit', () => {
  expect(listed([problem('a'), problem('b')])).toEqual(['warning: a', 'warning: b']);
});

test('beyond its limit it can be told numbers', () => {
  const list = createDiagnosticList(1);
  list.add(problem('a'));
  expect(() => list.addUnlisted(1, false)).toThrow('room');
  list.add(problem('b'));
  list.addUnlisted(5, true);
  expect(list.all().at(-1)).toEqual(problem('6 more problems of this sort are not listed', 'error'));
});

test('beyond its limit it counts, and no error is lost', () => {
  const first = ['warning: a', 'warning: b'];
  expect(listed(['a', 'b', 'c'].map((text) => problem(text)))).toEqual([...first, 'warning: c']);
  expect(listed(['a', 'b', 'c', 'd'].map((text) => problem(text)))).toEqual([
    ...first,
    'warning: 2 more problems of this sort are not listed',
  ]);
  expect(listed([...['a', 'b', 'c'].map((text) => problem(text)), problem('d', 'error')])).toEqual([
    ...first,
    'error: 2 more problems of this sort are not listed',
  ]);
});
