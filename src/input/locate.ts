import type { FieldPlace, Path, Place, SourceDocument } from '../model/resource.ts';
import { type Comment, commentsOf } from './comments.ts';
import { createDocumentPlaces } from './document-places.ts';
import type { Written } from './written.ts';
import { YamlProblem } from './yaml-problem.ts';

/** A position in a file. Line and column count from 1, columns in UTF-16 units; the offset counts from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A place as it is printed; the end is exclusive. */
export interface Location {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface Locator {
  /** A path that is not in the text gives its nearest written parent. */
  locate(place: Place): Location;
  /** The same, but of a map or list that has a key only the key (LN-54): the value may go on for pages. */
  locateToken(place: Place): Location;
  /** The text of a line, counted from 1, without its line break. */
  lineAt(document: SourceDocument, line: number): string;
  /** The line of an offset of a file, counted from 1. */
  lineOf(document: SourceDocument, offset: number): number;
  /** The comments of a document, in the order of the text. */
  comments(document: SourceDocument): readonly Comment[];
}

/** Works out where things are written, by parsing the one document concerned again. */
export function createLocator(): Locator {
  const placesOf = createDocumentPlaces();
  const lines = new Map<string, readonly number[]>();
  const linesOf = (text: string) => {
    const known = lines.get(text) ?? lineStarts(text);
    lines.set(text, known);
    return known;
  };
  const toLocation = ({ document, start, end }: DocumentRange): Location => {
    const starts = linesOf(document.text);
    return { file: document.file, start: position(starts, start), end: position(starts, end) };
  };
  return {
    locate: (place) => toLocation('document' in place ? place : findResource(place, placesOf, false)),
    locateToken: (place) => toLocation('document' in place ? place : findResource(place, placesOf, true)),
    lineOf: (document, offset) => position(linesOf(document.text), offset).line,
    comments: (document) => commentsOf(document, parsed(document, placesOf)),
    lineAt(document, line) {
      const starts = linesOf(document.text);
      const start = starts[line - 1];
      if (start === undefined) return '';
      return document.text.slice(start, starts[line]).replace(/(?:\r\n|\r|\n)$/, '');
    },
  };
}

interface DocumentRange {
  readonly document: SourceDocument;
  readonly start: number;
  readonly end: number;
}

function parsed(document: SourceDocument, placesOf: (document: SourceDocument) => Written | undefined) {
  try {
    return placesOf(document);
  } catch (problem) {
    // That it does not parse was said when it was read.
    if (problem instanceof YamlProblem) return undefined;
    throw problem;
  }
}

function findResource(
  place: FieldPlace,
  placesOf: (document: SourceDocument) => Written | undefined,
  short: boolean,
): DocumentRange {
  const { document, path } = place.resource.origin;
  if (typeof place.part === 'object') return { document, ...place.part };
  const root = placesOf(document);
  if (root === undefined) return { document, start: document.start, end: document.end };
  const written = nearest(root, [...path, ...place.path]);
  const byKey = place.part === 'key' || (short && written.parts.size > 0);
  const range = byKey ? (written.key ?? written.range) : written.range;
  return { document, start: document.start + range.start, end: document.start + range.end };
}

function nearest(root: Written, path: Path): Written {
  let written = root;
  for (const step of path) {
    const part: Written | undefined = written.parts.get(step);
    if (part === undefined) break;
    written = part;
  }
  return written;
}

/** The offset at which each line begins. A byte order mark is no column. */
function lineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

function position(starts: readonly number[], offset: number): Position {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(offset - (starts[low] ?? 0), 0) + 1, offset };
}
