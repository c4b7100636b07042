import { compose } from './compose.ts';
import type { DocumentRange } from './documents.ts';
import { documentEvents } from './events.ts';
import { mayBeJson } from './json.ts';
import { YamlProblem } from './yaml-problem.ts';

/** Starting the parser costs as much as a small document, so these many characters are parsed together. */
const batchLength = 16_384;

/** Runs of documents that can be parsed in one go: they follow each other without a gap and are not JSON. */
export function batches(text: string, ranges: readonly DocumentRange[]): DocumentRange[][] {
  const found: DocumentRange[][] = [];
  let batch: DocumentRange[] = [];
  for (const range of ranges) {
    const [first, last] = [batch[0], batch.at(-1)];
    const follows = last?.end === range.start && !mayBeJson(text, last.content) && !mayBeJson(text, range.content);
    if (first !== undefined && follows && range.end - first.start <= batchLength) {
      batch.push(range);
    } else {
      batch = [range];
      found.push(batch);
    }
  }
  return found;
}

/** The values of the documents of a batch, or undefined if anything about one of them needs a closer look at each. */
export function readBatch(text: string, batch: readonly DocumentRange[]): unknown[] | undefined {
  const [first, last] = [batch[0], batch.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const whole = text.slice(first.start, last.end);
  try {
    const documents = compose(whole, documentEvents(whole, first.content - first.start));
    if (documents.length !== batch.length || documents.some((document) => document.mayHaveDuplicateKeys)) {
      return undefined;
    }
    return documents.map((document) => document.value);
  } catch (problem) {
    // Which document is broken, and the values of the others, come out when each is read alone.
    if (problem instanceof YamlProblem) return undefined;
    throw problem;
  }
}
