import { describe, test } from '@jest/globals';
import { expectReach, proveEquivalence } from '../equivalence/proof.ts';

/** Another one in every run, in CI too; it is printed so that the run can be repeated with `GWX_SEED=n`. */
const seed = Number(process.env['GWX_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe('equivalence, random', () => {
  test('the forms and the Gateway API agree on configurations that nobody has seen', async () => {
    process.stdout.write(`seed ${seed}: repeat with GWX_SEED=${seed}\n`);
    expectReach(await proveEquivalence(seed));
  }, 1_200_000);
});
