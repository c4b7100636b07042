import { escapeUnsafe } from './escape.ts';
import type { LocatedPlace } from './located.ts';

/** A line of a file with the part that is meant: what to print, and the marker to print below it. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
  readonly marker: string;
}

const defaultWidth = 100;

/**
 * The line where a place begins, made fit for a terminal of that width: characters that act are escaped, tabs are two
 * columns, a long line is cut around the place. Undefined when the text of the file is not at hand.
 */
export function sourceLine(place: LocatedPlace, width = defaultWidth): SourceLine | undefined {
  if (place.text === undefined || place.start === undefined) return undefined;
  const { line, column, offset } = place.start;
  const begin = offset - (column - 1);
  // Never the whole line: a minified file may be one.
  const before = shown(place.text.slice(Math.max(begin, offset - width), offset));
  const [rest = ''] = place.text.slice(offset, offset + width + 1).split(/[\r\n]/, 1);
  const after = shown(rest);
  // Before the place at most two thirds of the width, so that there is something to see of the place itself.
  const cut = offset - begin > width || before.columns > (width * 2) / 3;
  const left = cut ? tail(before, Math.floor(width / 3)) : before;
  const right = head(after, width - left.columns);
  const more = right.cells.length < after.cells.length;
  const meant = shown(rest.slice(0, Math.max(0, (place.end?.offset ?? offset) - offset)));
  const marked = Math.min(right.columns, meant.columns);
  return {
    line,
    text: `${cut ? '…' : ''}${left.cells.join('')}${right.cells.join('')}${more ? '…' : ''}`,
    marker: `${' '.repeat(left.columns + (cut ? 1 : 0))}^${'~'.repeat(Math.max(0, marked - 1))}`,
  };
}

/** The printed form of each character, and how many columns of a terminal they take together. */
interface Shown {
  readonly cells: readonly string[];
  readonly columns: number;
}

function shown(text: string): Shown {
  return measured([...text].map((character) => (character === '\t' ? '  ' : escapeUnsafe(character))));
}

function measured(cells: readonly string[]): Shown {
  return { cells, columns: cells.reduce((sum, cell) => sum + columnsOf(cell), 0) };
}

const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}|[\uff01-\uff60]/u;
const combining = /^\p{M}$/u;

function columnsOf(cell: string): number {
  if (combining.test(cell)) return 0;
  return wide.test(cell) ? 2 : cell.length;
}

function head({ cells }: Shown, columns: number): Shown {
  let used = 0;
  let count = 0;
  for (const cell of cells) {
    used += columnsOf(cell);
    if (used > columns) break;
    count++;
  }
  return measured(cells.slice(0, count));
}

function tail({ cells }: Shown, columns: number): Shown {
  return measured([...head(measured([...cells].reverse()), columns).cells].reverse());
}
