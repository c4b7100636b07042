import { escapeUnsafe } from '../output/escape.ts';
import { LocatedUsageError, UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What an exception says to the user, and the exit code: a mistake on the command line, or a bug in gwx. */
export function failureText(error: unknown): { readonly code: 2 | 4; readonly text: string } {
  if (!(error instanceof UsageError)) return { code: 4, text: bugReport(error) };
  if (error instanceof LocatedUsageError) {
    const text = error.mistakes.map(({ at, message }) => `${escapeUnsafe(`${at}: error: ${message}`)}\n`).join('');
    return { code: 2, text };
  }
  const lines = error.message.split('\n').map((line) => `gwx: error: ${escapeUnsafe(line)}\n`);
  return { code: 2, text: lines.join('') };
}

const suggestion = /\n\(Did you mean [^\n]*\)$/;

/** A message of commander fit for a terminal. It quotes the command line, so no line break in it counts but the one before a suggestion. */
export function usageText(message: string): string {
  const text = message.trimEnd();
  const { index = text.length } = suggestion.exec(text) ?? {};
  const lines = [text.slice(0, index), text.slice(index + 1)].filter((line) => line !== '');
  return `gwx: ${lines.map(escapeUnsafe).join('\n')}\n`;
}

/** What to send to us. The frames name functions of gwx; further lines of a message could quote the input. */
function bugReport(error: unknown): string {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const [summary = ''] = message.split('\n', 1);
  const frames = stack.split('\n').filter((line) => line.startsWith('    at '));
  return [
    `gwx: bug: ${escapeUnsafe(`${name}: ${summary}`.slice(0, 300))}`,
    ...frames,
    `This is a mistake in gwx ${version}, not in your input. Please report it with the lines above and, if you can, the input.`,
    '',
  ].join('\n');
}
