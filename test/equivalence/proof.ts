import { expect } from '@jest/globals';
import fc from 'fast-check';
import { configuration } from './configurations.ts';
import { judge } from './judgement.ts';
import { questions } from './questions.ts';
import { createReach, type Reach } from './reach.ts';
import { requiredFeatures } from './required.ts';
import { sceneOfConfiguration } from './scene.ts';

/** Requests to one configuration, at most. */
const requestsEach = 100;

/**
 * Asks generated requests of generated configurations and fails at the first configuration with an unexplained difference,
 * made as small as possible.
 */
export async function proveEquivalence(configurations: number, seed: number): Promise<Reach> {
  const reach = createReach();
  await fc.assert(
    fc.asyncProperty(configuration, async (one) => {
      const scene = await sceneOfConfiguration(one);
      for (const request of questions(scene.result, requestsEach)) {
        const answers = scene.ask(request);
        const judgement = judge(scene, request, answers);
        reach.count(scene, request, answers, judgement);
        // Jest compares slowly, and nearly always there is nothing to compare.
        if (judgement.problems.length > 0)
          expect({ request, problems: judgement.problems }).toEqual({ request, problems: [] });
      }
    }),
    { numRuns: configurations, seed },
  );
  return reach.reached();
}

/** How often each feature is reached at least, and which share of the requests gets to a backend. */
interface Minima {
  readonly each: number;
  readonly forwarded: number;
}

/** Says what was reached, and fails where that is too little to prove anything. */
export function expectReach(reach: Reach, { each, forwarded }: Minima): void {
  process.stdout.write(reachText(reach));
  expect(reach.pairs).toBeGreaterThanOrEqual(20_000);
  expect(reach.forwarded / reach.pairs).toBeGreaterThanOrEqual(forwarded);
  expect(reach.leftOut / reach.pairs).toBeLessThan(0.02);
  expect(requiredFeatures.filter((feature) => (reach.counts.get(feature) ?? 0) < each)).toEqual([]);
}

/** What was reached, in one line. */
function reachText({ pairs, forwarded, leftOut, counts }: Reach): string {
  const list = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`);
  const share = Math.round((100 * forwarded) / pairs);
  return `${pairs} pairs, ${share} % forwarded, ${leftOut} left out; reached: ${list.join(', ')}\n`;
}
