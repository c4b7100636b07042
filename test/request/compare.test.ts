import { describe, expect, test } from '@jest/globals';
import { createEvaluator } from '../../src/request/evaluate.ts';
import { convertExample } from './check-column.ts';
import { workedExamples } from './worked-examples.ts';

describe('where the Gateway API and Istio differ, the known deviations explain it, and nothing else does', () => {
  test.each(workedExamples.map((row) => [row.id, row] as const))('%s', async (_id, row) => {
    const evaluate = await createEvaluator(await convertExample(row));
    const compared = row.cases.map(([request]) => evaluate(request).comparison);
    const explained = new Set(compared.flatMap((one) => one?.deviations.map(({ id }) => id) ?? []));
    expect(compared.flatMap((one) => one?.unexplained ?? [])).toEqual([]);
    expect([...explained]).toEqual(row.deviations ?? []);
  });
});
