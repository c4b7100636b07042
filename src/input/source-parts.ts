import type { Diagnostic } from '../model/diagnostic.ts';
import type { Place } from '../model/resource.ts';
import { splitDocuments } from './documents.ts';
import type { Source } from './load-options.ts';
import { type Reading, readDocuments } from './parse.ts';
import type { Range } from './range.ts';
import { runs } from './runs.ts';

/** Documents of a source that follow each other, as a text of their own. */
export interface SourcePart {
  /** The source, with the text of these documents alone. */
  readonly source: Source;
  /** Where the text begins in the text of the source. */
  readonly offset: number;
}

/** The documents of a source in parts of about this many characters. What stands between documents is in none. */
export function partsOf(source: Source, length: number): readonly SourcePart[] {
  return runs(splitDocuments(source.text), length, ({ start, end }) => end - start).map((run) => {
    const offset = run[0]?.start ?? 0;
    return { source: { ...source, text: source.text.slice(offset, run.at(-1)?.end) }, offset };
  });
}

/** Reads a part. Its places count from the start of the source; its documents wait for the text of the source (`addText`). */
export function readPart({ source, offset }: SourcePart, everyKind: boolean): Reading {
  const { collection, documents, failures } = readDocuments(source, everyKind);
  // The objects, diagnostics and failures share these documents.
  for (const document of documents) Object.assign(document, { text: '', ...moved(document, offset) });
  const diagnostics = collection.diagnostics.map((diagnostic) => movedDiagnostic(diagnostic, offset));
  return { collection: { ...collection, diagnostics }, documents, failures };
}

/** Gives the documents of a part the text of their source. */
export function addText({ documents }: Reading, text: string): void {
  for (const document of documents) Object.assign(document, { text });
}

function movedDiagnostic(diagnostic: Diagnostic, offset: number): Diagnostic {
  const { place, related } = diagnostic;
  return {
    ...diagnostic,
    ...(place && { place: movedPlace(place, offset) }),
    ...(related && { related: related.map((one) => ({ ...one, place: movedPlace(one.place, offset) })) }),
  };
}

/** What is read is said of ranges of documents: there are no resources yet. */
function movedPlace(place: Place, offset: number): Place {
  return 'document' in place ? { ...place, ...moved(place, offset) } : place;
}

function moved({ start, end }: Range, offset: number): Range {
  return { start: start + offset, end: end + offset };
}
