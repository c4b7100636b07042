import { describe, test } from '@jest/globals';
import { expectReach, proveEquivalence } from '../equivalence/proof.ts';

/** Another one in every run, printed so that the run can be repeated with `GWX_SEED=n`. */
const seed = Number(process.env['GWX_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe('equivalence, random', () => {
  test('the forms and the Gateway API agree on configurations that nobody has seen', async () => {
    process.stdout.write(`seed ${seed}\n`);
    // What one configuration reaches it reaches many times, so that chance decides whether a rare row comes to 20.
    expectReach(await proveEquivalence(600, seed), { each: 1, forwarded: 0.5 });
  }, 1_200_000);
});
