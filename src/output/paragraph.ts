import { plain, type Style } from './style.ts';

/** A text that needs no more escaping, and how it is set off. */
export interface Cell {
  readonly text: string;
  readonly tone?: keyof Style;
}

/** The text of a cell, set off. */
export function paint({ text, tone }: Cell, style: Style): string {
  return tone === undefined ? text : style[tone](text);
}

/** Columns that a text takes in a terminal, or a few more: what is not ASCII may be two columns wide. */
export function displayWidth(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) width += 1;
  return width;
}

/**
 * Texts one after the other, with a space between them, in indented lines that each end with a line feed. Lines break
 * between words; a word that is longer than a line stays whole. Lines behind the first are indented by two columns more.
 */
export function paragraph(texts: readonly Cell[], width: number, style: Style = plain, indent = '    '): string {
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
