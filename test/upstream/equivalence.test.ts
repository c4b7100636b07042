import { describe, test } from '@jest/globals';
import { expectReach, proveEquivalence } from '../equivalence/proof.ts';

/**
 * Another one in every run, printed so that the run can be repeated with `GWX_SEED=n`. In CI always the same, which no other suite uses:
 * a change must not fail for what it did not touch.
 */
const seed = Number(process.env['GWX_SEED'] ?? (process.env['CI'] ? 31 : Math.floor(Math.random() * 2 ** 31)));

describe('equivalence, random', () => {
  test('the forms and the Gateway API agree on configurations that nobody has seen', async () => {
    process.stdout.write(`seed ${seed}\n`);
    // Chance decides whether a rare row comes to 20; the fixed seed holds the minima.
    expectReach(await proveEquivalence(460, seed), { each: 0, forwarded: 0.5 });
  }, 1_200_000);
});
