import Table from 'cli-table3';
import { type Cell, paint } from './paragraph.ts';
import type { Style } from './style.ts';

/** Spaces between two columns. */
export const columnGap = 3;

/** The table is laid out in parts: cli-table3 takes time by the square of the rows. */
const rowsAtOnce = 10;

/** Rows of cells as lines, each cell as wide as it is asked to be, which must be enough. */
export function tableLines(rows: readonly (readonly Cell[])[], widths: readonly number[], style: Style): string[] {
  const lines: string[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const table = new Table({
      chars: borderless,
      colWidths: widths.map((width) => width + columnGap),
      style: { 'padding-left': 0, 'padding-right': columnGap, head: [], border: [], compact: true },
    });
    for (const row of rows.slice(start, start + rowsAtOnce)) table.push(row.map((cell) => paint(cell, style)));
    lines.push(...table.toString().split('\n'));
  }
  return lines.map((line) => line.trimEnd());
}

const borderless = Object.fromEntries(
  ['top', 'bottom', 'left', 'right']
    .flatMap((side) => ['', '-mid', '-left', '-right'].map((part) => `${side}${part}`))
    .concat(['mid', 'left-mid', 'mid-mid', 'right-mid', 'middle'])
    .map((part) => [part, '']),
);
