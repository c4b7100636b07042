import { type Input, load } from '../input/load.ts';
import type { LoadOptions, Source } from '../input/load-options.ts';

/** Characters from which on starting workers takes less time than they save. */
const large = 2_000_000;

/** Loads sources; large input is parsed on all cores. */
export async function loadSources(sources: readonly Source[], options: LoadOptions): Promise<Input> {
  const length = sources.reduce((sum, { text }) => sum + text.length, 0);
  if (length < large) return load(sources, options);
  const { parseInWorkers } = await import('./parse-in-workers.ts');
  return load(sources, options, parseInWorkers);
}
