import { afterAll, beforeAll, expect } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from './budget.ts';
import { faultsOf } from './faults.ts';
import { anyInvocation } from './invocations.ts';
import { changedInputs } from './texts.ts';
import { startThread } from './thread.ts';

const thread = startThread();

/** Not only texts are read: a byte is cut out, or put in. */
const bytes = fc
  .record({ text: changedInputs, at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat({ max: 255 }) })
  .map(({ text, at, byte }) => {
    const encoded = Buffer.from(text);
    const position = Math.floor(at * encoded.length);
    return Buffer.concat([encoded.subarray(0, position), Buffer.from([byte]), encoded.subarray(position + 1)]);
  });
const input = fc.oneof({ weight: 4, arbitrary: changedInputs }, { weight: 1, arbitrary: bytes });

fuzz('every command takes whatever it is given', fc.tuple(anyInvocation, input), async ([args, stdin]) => {
  const job = { args: [...args, '-'], stdin };
  const first = await thread.ask(job);
  expect(faultsOf(args, first)).toEqual([]);
  expect(await thread.ask(job)).toEqual(first);
});

beforeAll(() => thread.ready(), 120_000);

afterAll(() => thread.end());
