import { afterAll, beforeAll, expect } from '@jest/globals';
import fc from 'fast-check';
import { fuzz } from './budget.ts';
import { changedInputs, yamlLike } from './texts.ts';
import { startThread } from './thread.ts';

const thread = startThread();
let compared = 0;

fuzz('texts read as the yaml package reads them, where both do', fc.oneof(yamlLike, changedInputs), async (text) => {
  const { code, stdout, stderr } = await thread.ask({ text: `${text}\n` });
  expect({ ours: code === 0 ? '' : stdout }).toEqual({ ours: stderr });
  compared += Number(stdout);
});

beforeAll(() => thread.ready(), 120_000);

afterAll(async () => {
  process.stdout.write(`documents that both read: ${compared}\n`);
  await thread.end();
  if (compared === 0) throw new Error('nothing was compared');
});
