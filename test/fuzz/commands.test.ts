import { afterAll, beforeAll, expect } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from './budget.ts';
import { faultsOf } from './faults.ts';
import { invocations } from './invocations.ts';
import { documents } from './objects.ts';
import { startThread } from './thread.ts';

// Two, so that a second run finds another history.
const threads = [startThread(), startThread()] as const;

for (const [command, invocation] of Object.entries(invocations)) {
  fuzz(`${command} of objects made from the schemas`, fc.tuple(invocation, documents), async ([args, text]) => {
    const job = { args: [...args, '-'], stdin: text };
    const first = await threads[0].ask(job);
    expect(faultsOf(args, first)).toEqual([]);
    expect(await threads[1].ask(job)).toEqual(first);
  });
}

beforeAll(() => Promise.all(threads.map(({ ready }) => ready())), 120_000);

afterAll(async () => {
  for (const { end } of threads) await end();
});
