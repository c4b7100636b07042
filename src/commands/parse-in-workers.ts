import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Source } from '../input/load-options.ts';
import { type ParsedSource, parsedSource, parseSources, type Reading } from '../input/parse.ts';
import { runs } from '../input/runs.ts';
import { addText, partsOf, type SourcePart } from '../input/source-parts.ts';

/** What a worker is asked to read at a time. */
export interface ReadingTask {
  readonly number: number;
  readonly parts: readonly SourcePart[];
  readonly everyKind: boolean;
}

/** What a worker made of a task: a reading of each part. Of their texts every mention would be copied, so they stay behind. */
export interface FinishedTask {
  readonly number: number;
  readonly readings: readonly Reading[];
}

/** Characters in one task: small enough that workers finish together, large enough that messages cost little. */
const taskLength = 200_000;

/** Characters for which it pays to start another worker. */
const workerLength = 1_000_000;

/** Parses sources as `parseSources` does, on all cores. */
export async function parseInWorkers(sources: readonly Source[], everyKind: boolean): Promise<readonly ParsedSource[]> {
  const parts = sources.map((source) => partsOf(source, taskLength));
  const tasks = runs(parts.flat(), taskLength, ({ source }) => source.text.length);
  const lengths = tasks.map(lengthOf);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  const longest = lengths.reduce((most, one) => Math.max(most, one), 0);
  const count = Math.min(availableParallelism(), Math.floor(length / workerLength));
  // With one document that is longer than all others, nothing is gained: all would wait for its worker.
  if (count < 2 || longest > length / 2) return parseSources(sources, everyKind);

  const readings = await readTasks(tasks, count, everyKind);
  const parsed: ParsedSource[] = [];
  let next = 0;
  for (const [index, source] of sources.entries()) {
    const first = next;
    next += parts[index]?.length ?? 0;
    const own = readings.slice(first, next);
    for (const reading of own) addText(reading, source.text);
    parsed.push(await parsedSource(source, own));
  }
  return parsed;
}

function lengthOf(parts: readonly SourcePart[]): number {
  return parts.reduce((sum, { source }) => sum + source.text.length, 0);
}

/** The readings of all parts, in their order. */
async function readTasks(
  tasks: readonly (readonly SourcePart[])[],
  workers: number,
  everyKind: boolean,
): Promise<readonly Reading[]> {
  const waiting = tasks.map((parts, number): ReadingTask => ({ number, parts, everyKind }));
  const finished: (readonly Reading[])[] = tasks.map(() => []);
  const keep = ({ number, readings }: FinishedTask) => {
    finished[number] = readings;
  };
  await Promise.all(Array.from({ length: workers }, () => work(waiting, keep)));
  return finished.flat();
}

/** One worker, which takes task after task until none is waiting. */
function work(waiting: ReadingTask[], keep: (task: FinishedTask) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // In the bundle this file is below the folder of the worker.
    const worker = new Worker(new URL('../parse-worker.cjs', import.meta.url));
    const next = () => {
      const task = waiting.shift();
      if (task !== undefined) return worker.postMessage(task);
      worker.terminate().then(() => resolve(), reject);
    };
    worker.on('message', (task: FinishedTask) => {
      keep(task);
      next();
    });
    worker.on('error', reject);
    next();
  });
}
