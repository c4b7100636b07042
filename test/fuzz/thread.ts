import { Worker } from 'node:worker_threads';
import type { Job, Reply } from './job.ts';

const script = new URL('../../node_modules/.cache/gwx-fuzz/worker.mjs', import.meta.url);

/** A small input that takes longer hangs. Milliseconds of processor time, because a busy machine is slow. */
const patience = 2000;
/** Nothing happens any more. Milliseconds. */
const silence = 60_000;

/** A thread that does jobs one after the other. */
export interface Thread {
  /** Loads what every command needs: asking does so as well, but then it is part of what takes time. */
  ready(): Promise<unknown>;
  /** Throws if the thread dies of the job, or if it takes too long. */
  ask(job: Job): Promise<Reply>;
  end(): Promise<unknown>;
}

/** Starts a thread, and a new one in its place whenever a job has ended it. */
export function startThread(): Thread {
  let worker: Worker | undefined;
  const answer = async (job: Job) => {
    worker ??= await start();
    const reply = await ask(worker, job, patience);
    if (typeof reply !== 'string') return reply;
    await worker.terminate();
    worker = undefined;
    throw new Error(reply);
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    ready: async () => {
      worker ??= await start();
    },
    // A test that has run out of time leaves its last job behind.
    ask(job) {
      const reply = last.then(() => answer(job));
      last = reply.catch(() => {});
      return reply;
    },
    end: async () => worker?.terminate(),
  };
}

/** The reply, or why there is none. */
function ask(worker: Worker, job: Job, limit: number): Promise<Reply | string> {
  return new Promise((resolve) => {
    const begin = { wall: performance.now(), processor: process.cpuUsage() };
    const done = (reply: Reply | string) => {
      clearInterval(timer);
      // Not all listeners: `terminate` waits with one of its own.
      worker.off('message', done).off('error', onError).off('exit', onExit);
      resolve(reply);
    };
    const onError = (error: unknown) =>
      done(`ends the thread: ${error instanceof Error ? error.stack : String(error)}`);
    const onExit = (code: number) => done(`ends the thread with ${code}`);
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(begin.processor);
      if ((user + system) / 1000 > limit) done(`takes longer than ${limit / 1000} s`);
      if (performance.now() - begin.wall > silence) done(`gives no answer in ${silence / 1000} s`);
    }, 100);
    worker.once('message', done).once('error', onError).once('exit', onExit);
    worker.postMessage(job);
  });
}

const object = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n';

/** A thread that has loaded what every command needs: that takes its time, and is not what is measured. */
async function start(): Promise<Worker> {
  const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 512 } });
  const commands = [['lint'], ['convert'], ['status'], ['request', 'http://a/']];
  for (const command of commands) {
    const reply = await ask(worker, { args: [...command, '--no-config', '-'], stdin: object }, silence);
    if (typeof reply === 'string') throw new Error(`gwx ${command.join(' ')} ${reply}`);
  }
  return worker;
}
