import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type Configuration, schedule } from './configurations.ts';
import { judge } from './judgement.ts';
import { questions } from './questions.ts';
import { createReach, type Reach, type ReachCounter } from './reach.ts';
import { requiredFeatures } from './required.ts';
import { sceneOfConfiguration } from './scene.ts';

/** Requests to one configuration, at most. */
const requestsEach = 100;

/**
 * Asks generated requests of generated configurations and fails at the first configuration with an unexplained difference,
 * made as small as possible.
 */
export async function proveEquivalence(seed: number): Promise<Reach> {
  const reach = createReach();
  for (const [i, { runs, configuration }] of schedule.entries()) {
    const property = fc.asyncProperty(configuration, (one) => askEverything(one, reach));
    await fc.assert(property, { numRuns: runs, seed: seed + i });
  }
  return reach.reached();
}

async function askEverything(one: Configuration, reach: ReachCounter): Promise<void> {
  const scene = await sceneOfConfiguration(one);
  for (const request of questions(scene.result, requestsEach)) {
    const answers = scene.ask(request);
    const judgement = judge(scene, request, answers);
    reach.count(scene, request, answers, judgement);
    // Jest compares slowly, and nearly always there is nothing to compare.
    if (judgement.problems.length > 0)
      expect({ request, problems: judgement.problems }).toEqual({ request, problems: [] });
  }
}

/** How often each feature is reached at least, and which share of the requests gets to a backend. */
const minima = { pairs: 20_000, each: 20, forwarded: 0.6 };

/** Says what was reached, and fails where that is too little to prove anything. */
export function expectReach(reach: Reach): void {
  process.stdout.write(reachText(reach));
  expect(reach.pairs).toBeGreaterThanOrEqual(minima.pairs);
  expect(reach.forwarded / reach.pairs).toBeGreaterThanOrEqual(minima.forwarded);
  expect(reach.leftOut / reach.pairs).toBeLessThan(0.02);
  expect(requiredFeatures.filter((feature) => (reach.counts.get(feature) ?? 0) < minima.each)).toEqual([]);
}

/** What was reached, in one line. */
function reachText({ pairs, forwarded, leftOut, counts }: Reach): string {
  const list = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what} ${count}`);
  const share = Math.round((100 * forwarded) / pairs);
  return `${pairs} pairs, ${share} % forwarded, ${leftOut} left out; reached: ${list.join(', ')}\n`;
}
