import type { SourceDocument } from '../model/resource.ts';
import type { Range } from './range.ts';
import type { Written } from './written.ts';

/** A comment, with offsets into the text of its file. */
export interface Comment extends Range {
  /** What stands behind the `#`. */
  readonly text: string;
  /** Nothing else is on its line. */
  readonly alone: boolean;
}

/** The comments of a document. `written` tells them from texts that hold a `#`; undefined for a document that does not parse. */
export function commentsOf(document: SourceDocument, written: Written | undefined): Comment[] {
  const text = document.text.slice(document.start, document.end);
  const scalars = written === undefined ? [] : scalarRanges(written).sort((a, b) => a.start - b.start);
  const found: Comment[] = [];
  let next = 0;
  for (const { index, 0: matched } of text.matchAll(/(?<=^|[ \t\r\n])#[^\r\n]*/g)) {
    while (next < scalars.length && (scalars[next]?.end ?? 0) <= index) next++;
    if ((scalars[next]?.start ?? Number.POSITIVE_INFINITY) <= index) continue;
    const start = document.start + index;
    found.push({ start, end: start + matched.length, text: matched.slice(1), alone: isAlone(text, index) });
  }
  return found;
}

/** Scalars and keys; their ranges do not overlap. The recursion is bounded by the parser's limit on nesting. */
function scalarRanges({ range, key, parts }: Written): Range[] {
  const own = parts.size === 0 ? [range] : [];
  return [...(key === undefined ? [] : [key]), ...own, ...[...parts.values()].flatMap(scalarRanges)];
}

function isAlone(text: string, offset: number): boolean {
  // Searches for each kind of line break would go through the whole text where there is only the other kind.
  let lineStart = offset;
  while (lineStart > 0 && !/[\r\n]/.test(text.charAt(lineStart - 1))) lineStart--;
  return text.slice(lineStart, offset).trim() === '';
}
