import { compareBytes } from '../model/order.ts';
import { escapeUnsafe } from './escape.ts';
import { severityStyle } from './finding-line.ts';
import type { LocatedDiagnostic, LocatedPlace } from './located.ts';
import { type SourceLine, sourceLine } from './source-line.ts';
import { plain, type Style } from './style.ts';

/** How a report is laid out. */
export interface TextOptions {
  readonly style?: Style;
  /** Columns of the terminal. Default 100. */
  readonly width?: number;
}

/**
 * Diagnostics for people, ordered by place: `file:line:column: severity: message`, the line with the place marked,
 * related places, help. Ended by a line feed unless there are none.
 */
export function reportText(diagnostics: readonly LocatedDiagnostic[], options: TextOptions = {}): string {
  const style = options.style ?? plain;
  return [...diagnostics]
    .sort(compareDiagnostics)
    .map((diagnostic) => {
      const line = diagnostic.place && sourceLine(diagnostic.place, options.width);
      const related = (diagnostic.related ?? []).map(
        ({ place, message }) => `  ${style.bold(placeText(place))}: ${escapeUnsafe(message)}\n`,
      );
      const help = diagnostic.help === undefined ? '' : `  ${style.cyan('help')}: ${escapeUnsafe(diagnostic.help)}\n`;
      return oneLine(diagnostic, style) + (line ? excerpt(line, style) : '') + related.join('') + help;
    })
    .join('');
}

/** The same, one line each, without help and related places; lines that would be equal are printed once. */
export function reportConcise(diagnostics: readonly LocatedDiagnostic[], style: Style = plain): string {
  const lines = [...diagnostics].sort(compareDiagnostics).map((diagnostic) => oneLine(diagnostic, style));
  return [...new Set(lines)].join('');
}

function oneLine({ place, severity, message }: LocatedDiagnostic, style: Style): string {
  const where = place === undefined ? '' : `${style.bold(placeText(place))}: `;
  return `${where}${style[severityStyle[severity]](severity)}: ${escapeUnsafe(message)}\n`;
}

/** `file:line:column`, or the file alone. */
export function placeText({ file, start }: LocatedPlace): string {
  // At the start of a line, GitHub's runner would take it for a command.
  const shown = file.trimStart().startsWith('::') ? `./${file}` : file;
  return escapeUnsafe(shown) + (start === undefined ? '' : `:${start.line}:${start.column}`);
}

/** A line of a file with its number, and the marker below it. */
export function excerpt({ line, text, marker }: SourceLine, style: Style): string {
  const number = String(line).padStart(4);
  const empty = ' '.repeat(number.length);
  return `${style.dim(`${number} |`)} ${text}\n${style.dim(`${empty} |`)} ${style.red(marker)}\n`;
}

/** By file, line, column and message; what has no place comes last (LN-6). */
function compareDiagnostics(a: LocatedDiagnostic, b: LocatedDiagnostic): number {
  if (a.place === undefined || b.place === undefined) {
    return Number(a.place === undefined) - Number(b.place === undefined) || compareBytes(a.message, b.message);
  }
  return (
    compareBytes(a.place.file, b.place.file) ||
    (a.place.start?.offset ?? 0) - (b.place.start?.offset ?? 0) ||
    compareBytes(a.message, b.message)
  );
}
