import type { Locator } from '../input/locate.ts';
import type { Place, SourceDocument } from '../model/resource.ts';
import { readSuppressions, type Suppression, type SuppressionProblem } from './suppression.ts';

/** What the comments of the input silence, and what is wrong with them. */
export interface WrittenSuppressions {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly SuppressionProblem[];
}

type Comment = ReturnType<Locator['comments']>[number];

const marker = 'gwx-ignore';
const statement = /^\s*gwx-ignore(-file)?(?![\w-])(.*)$/s;

/** Reads the `gwx-ignore` comments (LN-40). Documents without any are not looked at again. */
export function commentSuppressions(documents: readonly SourceDocument[], locator: Locator): WrittenSuppressions {
  const found = withMarker(documents)
    .filter(({ document }) => document.context !== true)
    .flatMap(({ document, isFirst }) => ofDocument(document, isFirst, locator));
  return {
    suppressions: found.flatMap(({ suppressions }) => suppressions),
    problems: found.flatMap(({ problems }) => problems),
  };
}

interface MarkedDocument {
  readonly document: SourceDocument;
  /** It is the first one of its file. */
  readonly isFirst: boolean;
}

/** The documents that may hold such a comment; each text is searched once. */
function withMarker(documents: readonly SourceDocument[]): readonly MarkedDocument[] {
  let previous: SourceDocument | undefined;
  let next = -1;
  return documents.flatMap((document) => {
    const { text, start, end } = document;
    // Documents of one text follow each other. Two files may have the same text.
    const isFirst = previous?.text !== text || start < previous.end;
    previous = document;
    if (isFirst || next < start) next = text.indexOf(marker, start);
    if (next < 0) next = text.length;
    return next < end ? [{ document, isFirst }] : [];
  });
}

function ofDocument(document: SourceDocument, isFirst: boolean, locator: Locator): readonly WrittenSuppressions[] {
  const comments = locator.comments(document);
  return comments.flatMap((comment, index) => {
    const [, ofFile, text = ''] = statement.exec(comment.text) ?? [];
    if (!statement.test(comment.text)) return [];
    const place: Place = { document, start: comment.start, end: comment.end };
    if (ofFile === undefined) {
      const line = targetLine(document, comments.slice(index), locator);
      return readSuppressions(text, 'comment', { text: document.text, line }, place);
    }
    if (!isInHead(document, comment)) {
      const message = 'gwx-ignore-file stands inside of a document; it belongs before the first line of one';
      return { suppressions: [], problems: [{ message, place }] };
    }
    return readSuppressions(text, 'comment', isFirst ? { text: document.text } : { document }, place);
  });
}

/** The line that a comment speaks of: its own, or the first one below the comments that it begins or is part of. */
function targetLine(document: SourceDocument, fromHere: readonly Comment[], locator: Locator): number {
  const [own, ...below] = fromHere;
  let line = locator.lineOf(document, own?.start ?? document.start);
  if (own?.alone !== true) return line;
  line++;
  for (const { alone, start } of below) {
    if (!alone || locator.lineOf(document, start) !== line) break;
    line++;
  }
  return line;
}

/** Nothing but markers, directives and comments stands above it. */
function isInHead(document: SourceDocument, { start }: Comment): boolean {
  const above = document.text.slice(document.start, start);
  return above.split(/[\r\n]+/).every((line) => /^\ufeff?\s*(?:#.*|---\s*(?:#.*)?|%.*)?$/.test(line));
}
