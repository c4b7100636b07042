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
  const firsts = new Map<string, SourceDocument>();
  for (const document of documents) if (!firsts.has(document.text)) firsts.set(document.text, document);
  const found = documents
    .filter((document) => document.context !== true && holdsMarker(document))
    .flatMap((document) => ofDocument(document, firsts.get(document.text) === document, locator));
  return {
    suppressions: found.flatMap(({ suppressions }) => suppressions),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function holdsMarker({ text, start, end }: SourceDocument): boolean {
  const at = text.indexOf(marker, start);
  return at >= 0 && at < end;
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
