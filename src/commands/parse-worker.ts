import { parentPort } from 'node:worker_threads';
import { readPart } from '../input/source-parts.ts';
import type { FinishedTask, ReadingTask } from './parse-in-workers.ts';

/** Where a worker thread starts: it reads what it is sent. */
parentPort?.on('message', ({ number, parts, everyKind }: ReadingTask) => {
  const finished: FinishedTask = { number, readings: parts.map((part) => readPart(part, everyKind)) };
  parentPort?.postMessage(finished);
});
