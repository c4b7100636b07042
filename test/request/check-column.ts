import { describe, expect, test } from '@jest/globals';
import { convert } from '../../src/convert/index.ts';
import type { ConversionResult } from '../../src/convert/result.ts';
import { load } from '../../src/input/load.ts';
import { loadRegularExpressions, type RegularExpressions } from '../../src/model/regular-expressions.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
import { defaultSettings } from '../../src/settings.ts';
import { answered, type Column, expectedIn, type WorkedExample } from './worked-example.ts';
import { workedExamples } from './worked-examples.ts';

/** An evaluator with the step that makes its world of what was converted. */
export type Evaluate = (
  result: ConversionResult,
  request: Request,
  expressions: RegularExpressions,
) => Evaluation | Promise<Evaluation>;

/** Tests one column of the worked examples (chapter 60, section 5): a test for each row. */
export function checkColumn(column: Column, evaluate: Evaluate): void {
  describe(`worked examples: ${column}`, () => {
    test.each(workedExamples.map((row) => [row.id, row] as const))('%s', async (_id, row) => {
      const result = await convertExample(row);
      const expressions = await loadRegularExpressions();
      for (const [request, answers] of row.cases) {
        const expected = expectedIn(column, answers);
        const evaluation = await evaluate(result, request, expressions);
        expect({ request, ...answered(evaluation, expected) }).toEqual({ request, ...expected });
      }
    });
  });
}

/** The conversion of an example's objects. Rows may be invalid on purpose; every experimental kind is there. */
export async function convertExample({ objects, complete, raw }: WorkedExample): Promise<ConversionResult> {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  const input = await load([{ name: 'example.yaml', text }], {
    validate: 'ignore',
    channel: 'experimental',
    defaults: raw === undefined,
  });
  return convert(input, { settings: defaultSettings, complete: complete ?? false });
}
