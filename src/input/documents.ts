const newline = 10;
const carriageReturn = 13;
const byteOrderMark = 0xfeff;

/** Where a document lies in the text of its file. `content` is the offset of the first character that is no marker, comment or directive. */
export interface DocumentRange {
  readonly start: number;
  readonly end: number;
  readonly content: number;
}

/**
 * Splits a text at the lines `---` and `...`, without parsing it, so that a document that does not parse leaves the others alone.
 * A range begins with its own marker, comments and directives. Documents without content are left out.
 */
export function splitDocuments(text: string): DocumentRange[] {
  const documents: DocumentRange[] = [];
  let start = 0;
  let hasMarker = false;
  const add = (end: number) => {
    const content = contentStart(text, start, end);
    if (content < end) documents.push({ start, end, content });
    return content < end;
  };
  for (const marker of markers(text)) {
    if (marker.ends) {
      add(marker.offset);
      start = marker.end;
      hasMarker = false;
    } else if (add(marker.offset) || hasMarker) {
      start = marker.offset;
      hasMarker = true;
    } else {
      // What stands before this marker are its own comments and directives.
      hasMarker = true;
    }
  }
  add(text.length);
  return documents;
}

interface Marker {
  readonly offset: number;
  readonly end: number;
  /** `...`, which ends a document and starts none. */
  readonly ends: boolean;
}

function markers(text: string): Marker[] {
  const starts = markersOf(text, '---');
  const ends = markersOf(text, '...');
  return ends.length === 0 ? starts : [...starts, ...ends].sort((a, b) => a.offset - b.offset);
}

/** Concatenated files keep the byte order mark that each began with: it belongs to what follows. */
function markersOf(text: string, marker: string): Marker[] {
  const found: Marker[] = [];
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
    if (!isLineStart(text, at) || !isBlank(text.charCodeAt(at + 3))) continue;
    const offset = text.charCodeAt(at - 1) === byteOrderMark ? at - 1 : at;
    found.push({ offset, end: at + 3, ends: marker === '...' });
  }
  return found;
}

function isLineStart(text: string, offset: number): boolean {
  const at = text.charCodeAt(offset - 1) === byteOrderMark ? offset - 1 : offset;
  return at === 0 || isLineBreak(text.charCodeAt(at - 1));
}

function isLineBreak(code: number): boolean {
  return code === newline || code === carriageReturn;
}

/** Space, tab, line break, or the end of the text, whose code is NaN. */
function isBlank(code: number): boolean {
  return code === 32 || code === 9 || isLineBreak(code) || Number.isNaN(code);
}

/** The first offset between `start` and `end` that is neither blank nor in a comment, the marker or a directive above it; else `end`. */
export function contentStart(text: string, start: number, end: number): number {
  let at = start;
  let hasMarker = false;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === byteOrderMark) at++;
    else if (code === 35 || (code === 37 && !hasMarker && isLineStart(text, at))) at = lineEnd(text, at);
    else if (!hasMarker && isMarker(text, at)) {
      hasMarker = true;
      at += 3;
    } else return at;
  }
  return end;
}

function isMarker(text: string, offset: number): boolean {
  return text.startsWith('---', offset) && isLineStart(text, offset) && isBlank(text.charCodeAt(offset + 3));
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Helm writes this at the head of each document that it renders. */
const helmSource = /^# Source: (.+?)[ \t]*\r?$/m;

/** The template that a document was rendered from, if a comment before its content says so. */
export function renderedFrom(text: string, document: DocumentRange): string | undefined {
  return helmSource.exec(text.slice(document.start, document.content))?.[1];
}

/** The same document cut at `ends` (offsets from its content): JSON objects can follow each other without a marker. */
export function cutDocument(text: string, range: DocumentRange, ends: readonly number[]): DocumentRange[] {
  const parts: DocumentRange[] = [];
  let start = range.start;
  for (const [index, cut] of ends.entries()) {
    const end = index === ends.length - 1 ? range.end : range.content + cut;
    const content = index === 0 ? range.content : contentStart(text, start, end);
    if (content < end) parts.push({ start, end, content });
    start = end;
  }
  return parts;
}
