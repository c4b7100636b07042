import { test } from '@jest/globals';
import fc from 'fast-check';

/** Seconds for all fuzzers together; two files of them may run at a time. */
const total = Number(process.env['GWX_FUZZ_SECONDS'] ?? 60);
const seed = Number(process.env['GWX_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** How many tests share the seconds. */
const fuzzers = 6;

/**
 * A test that looks for a counterexample until its part of the budget is spent. The seed is printed: `GWX_SEED` gives the same inputs
 * again.
 */
export function fuzz<T>(name: string, arbitrary: fc.Arbitrary<T>, check: (input: T) => Promise<void>): void {
  const limit = (total * 1000) / fuzzers;
  test(
    name,
    async () => {
      let inputs = 0;
      const property = fc.asyncProperty(arbitrary, async (input) => {
        inputs++;
        await check(input);
      });
      try {
        await fc.assert(property, {
          seed,
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: limit,
          markInterruptAsFailure: false,
        });
      } finally {
        process.stdout.write(`${name}: ${inputs} inputs in ${limit / 1000} s, GWX_SEED=${seed}\n`);
      }
    },
    // Finding the smallest counterexample takes longer than finding one.
    limit + 600_000,
  );
}
