import { parentPort } from 'node:worker_threads';
import { run } from '../../src/cli.ts';
import type { Job, Reply } from './job.ts';
import { compareReaders } from './reader-comparison.ts';

/** Runs in a thread of its own, so that a job that never ends can be ended. */
parentPort?.on('message', async (job: Job) => {
  parentPort?.postMessage('text' in job ? compareReaders(job.text) : await command(job));
});

/** What a process would have printed. */
async function command({ args, stdin }: Extract<Job, { args: unknown }>): Promise<Reply> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const input = (async function* () {
    yield stdin;
  })();
  const code = await run(args, { stdin: input, stdout: output('stdout'), stderr: output('stderr'), env: {} });
  return { code, ...written };
}
