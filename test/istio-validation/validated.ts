import { expect, test } from '@jest/globals';
import { type ValidationFinding, validateIstioResource } from '../../src/istio-validation/index.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import type { Case } from './cases/case.ts';

/** The RE2 engine of every test here. */
export const expressions = await loadRegularExpressions();

/** The findings of a case, each on its line. */
function findingsOf({ kind, spec, metadata, exemptInternal = false }: Omit<Case, 'findings' | 'rule' | 'title'>) {
  const resource = {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name: 'name', namespace: 'ns', ...metadata },
    spec,
  };
  return validateIstioResource(resource, { expressions, exemptInternal }).map(lineOf);
}

/** One test per case: exactly its findings, in order. */
export function testCases(cases: readonly Case[]): void {
  test.each(cases.map((one) => [one.rule, one.title, one] as const))('%s: %s', (_rule, _title, one) => {
    expect(findingsOf(one)).toEqual(one.findings);
  });
}

function lineOf({ rule, severity, path, message }: ValidationFinding): string {
  return `${rule} ${severity} ${path.join('.')}: ${message}`;
}
