import Table from 'cli-table3';
import { plain, type Style } from './style.ts';

/** A text that needs no more escaping, and how it is set off. */
export interface Cell {
  readonly text: string;
  readonly tone?: keyof Style;
}

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

function paint({ text, tone }: Cell, style: Style): string {
  return tone === undefined ? text : style[tone](text);
}

/** Columns that a text takes in a terminal, or a few more: what is not ASCII may be two columns wide. */
export function displayWidth(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) width += 1;
  return width;
}

const indent = '    ';

/**
 * Texts one after the other, with a space between them, in indented lines that each end with a line feed. Lines break
 * between words; a word that is longer than a line stays whole.
 */
export function paragraph(texts: readonly Cell[], width: number, style: Style = plain): string {
  const words = texts.flatMap(({ text, ...rest }) => text.split(' ').map((word) => ({ ...rest, text: word })));
  let printed = '';
  let used = width + 1;
  for (const word of words) {
    const length = displayWidth(word.text);
    const breaks = used + 1 + length > width;
    const lead = printed === '' ? indent : breaks ? `\n${indent}  ` : ' ';
    printed += lead + paint(word, style);
    used = (printed === '' || breaks ? lead.replace('\n', '').length : used + 1) + length;
  }
  return `${printed}\n`;
}
