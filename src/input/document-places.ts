import type { SourceDocument } from '../model/resource.ts';
import { contentStart } from './documents.ts';
import { documentEvents } from './events.ts';
import { writtenPlaces } from './places.ts';
import type { Written } from './written.ts';

/** How many documents keep their places at a time: findings come document by document. */
const keptDocuments = 16;

/** Finds the places of a document that was read, by parsing it again; those of the last documents are kept. Undefined if it has no value. */
export function createDocumentPlaces(): (document: SourceDocument) => Written | undefined {
  const kept = new Map<SourceDocument, Written | undefined>();
  return (document) => {
    if (!kept.has(document)) {
      if (kept.size >= keptDocuments) kept.clear();
      const text = document.text.slice(document.start, document.end);
      kept.set(document, writtenPlaces(text, documentEvents(text, contentStart(text, 0, text.length))));
    }
    return kept.get(document);
  };
}
