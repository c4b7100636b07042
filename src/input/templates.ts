import type { Range } from './range.ts';

/** The first template expression (`{{ ... }}`) of a text that stands outside quotes and comments. */
export function firstTemplate(text: string): Range | undefined {
  for (let start = text.indexOf('{{'); start >= 0; start = text.indexOf('{{', start + 2)) {
    const close = text.indexOf('}}', start);
    if (close < 0) return undefined;
    const lineStart = text.lastIndexOf('\n', start) + 1;
    if (!isQuotedOrComment(text.slice(lineStart, start))) return { start, end: close + 2 };
  }
  return undefined;
}

/**
 * Whether what follows `before`, the beginning of a line, is inside quotes or a comment.
 * The text need not be YAML, so this goes by the line alone: a quote opens where a value may begin.
 */
function isQuotedOrComment(before: string): boolean {
  let quote = '';
  let previous = ' ';
  for (const character of before) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '#' && (previous === ' ' || previous === '\t')) return true;
    else if ((character === '"' || character === "'") && ' \t[{,:'.includes(previous)) quote = character;
    previous = character;
  }
  return quote !== '';
}
