import { parentPort } from 'node:worker_threads';
import { parseSource } from '../input/parse.ts';
import type { ParseRequest, ParseResponse } from './parse-in-workers.ts';

/** Where a worker thread starts: it parses what it is sent. */
parentPort?.on('message', async ({ part, sources, everyKind }: ParseRequest) => {
  const parsed = [];
  for (const source of sources) parsed.push(await parseSource(source, everyKind));
  // Of a string every mention would be copied.
  for (const document of parsed.flatMap(({ documents }) => documents)) Object.assign(document, { text: '' });
  const response: ParseResponse = { part, parsed };
  parentPort?.postMessage(response);
});
