import { describe, expect, test } from '@jest/globals';
import { committedCounts, type SuiteName } from './committed-counts.ts';

/** One test per case that is present, below `cases` (which the summary counts), and one that none is missing. */
export function describeSuite(name: SuiteName, cases: readonly string[], run: (name: string) => void | Promise<void>) {
  describe(name, () => {
    test(`holds the ${committedCounts[name]} cases that were committed, or more`, () => {
      expect(cases.length).toBeGreaterThanOrEqual(committedCounts[name]);
    });
    if (cases.length > 0) {
      describe('cases', () => {
        test.each([...cases])('%s', run);
      });
    }
  });
}
