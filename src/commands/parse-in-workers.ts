import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Source } from '../input/load-options.ts';
import type { ParsedSource } from '../input/parse.ts';

/** What a worker is asked to parse. */
export interface ParseRequest {
  /** Which part of all sources this is. */
  readonly part: number;
  readonly sources: readonly Source[];
  readonly everyKind: boolean;
}

/** What a worker made of a part. The documents are without their text, which the main thread has. */
export interface ParseResponse {
  readonly part: number;
  readonly parsed: readonly ParsedSource[];
}

/** Characters in one part: small enough that workers finish together, large enough that messages cost little. */
const partLength = 200_000;

/**
 * Parses sources as `parseSource` does, in their order, on all cores. The sources must not be streams that name the files
 * of their documents (stdin).
 */
export async function parseInWorkers(sources: readonly Source[], everyKind: boolean): Promise<readonly ParsedSource[]> {
  const parts = splitIntoParts(sources);
  const waiting = parts.map((held, part): ParseRequest => ({ part, sources: held, everyKind }));
  const done: (readonly ParsedSource[])[] = parts.map(() => []);
  const keep = ({ part, parsed }: ParseResponse) => {
    done[part] = parsed.map((one, index) => withText(one, parts[part]?.[index]?.text ?? ''));
  };
  const count = Math.min(availableParallelism(), parts.length);
  await Promise.all(Array.from({ length: count }, () => work(waiting, keep)));
  return done.flat();
}

function splitIntoParts(sources: readonly Source[]): readonly (readonly Source[])[] {
  const parts: Source[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const source of sources) {
    if (length >= partLength) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(source);
    length += source.text.length;
  }
  return parts;
}

/** One worker, which takes part after part until none is waiting. */
function work(waiting: ParseRequest[], keep: (response: ParseResponse) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    // In the bundle this file is below the folder of the worker.
    const worker = new Worker(new URL('../parse-worker.cjs', import.meta.url));
    const next = () => {
      const request = waiting.shift();
      if (request !== undefined) return worker.postMessage(request);
      worker.terminate().then(() => resolve(), reject);
    };
    worker.on('message', (response: ParseResponse) => {
      keep(response);
      next();
    });
    worker.on('error', reject);
    next();
  });
}

function withText(parsed: ParsedSource, text: string): ParsedSource {
  // The objects and diagnostics share these documents.
  for (const document of parsed.documents) Object.assign(document, { text });
  return parsed;
}
