import { escapeUnsafe } from '../output/escape.ts';
import type { LocatedDiagnostic } from '../output/located.ts';
import type { Style } from '../output/style.ts';
import { reportConcise, reportText } from '../output/text.ts';
import type { Io } from './io.ts';
import type { MessageFlags } from './output-flags.ts';

/** Everything that a command says on stderr. */
export interface Messages {
  /** Says what takes so long, once half a second has passed: one line that the next message wipes off. Terminals only. */
  step(text: string): void;
  /** Problems of the input, each with its line. */
  report(diagnostics: readonly LocatedDiagnostic[]): void;
  /** Remarks about the input, one line each. */
  remark(diagnostics: readonly LocatedDiagnostic[]): void;
  /** A line about the run; with `-v` followed by the details. */
  note(text: string, details?: readonly string[]): void;
  error(text: string): void;
  /** A line about the run, and a text of several lines that belongs to it. */
  show(text: string, lines: string): void;
  /** Wipes off the progress line. */
  end(): void;
}

const patience = 500;

/** The messages of one run. `-q` leaves the errors only. */
export function createMessages(flags: MessageFlags, style: Style, { stderr }: Io): Messages {
  const progress = createProgress(stderr);
  // A terminal may say that it has 0 columns: it does not know.
  const width = stderr.columns ? { width: Math.max(20, stderr.columns - 8) } : {};
  const say = (text: string) => {
    progress.wipe();
    if (text !== '') stderr.write(text);
  };
  const audible = (diagnostics: readonly LocatedDiagnostic[]) =>
    flags.quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
  return {
    step: progress.step,
    report: (diagnostics) => say(reportText(audible(diagnostics), { style, ...width })),
    remark: (diagnostics) => say(reportConcise(audible(diagnostics), style)),
    note(text, details = []) {
      if (flags.quiet) return;
      const hint = details.length > 0 && !flags.verbose ? ' (-v lists them)' : '';
      const lines = flags.verbose ? details.map((detail) => `  ${escapeUnsafe(detail)}\n`) : [];
      say(`gwx: ${escapeUnsafe(text)}${hint}\n${lines.join('')}`);
    },
    show: (text, lines) => say(`gwx: ${escapeUnsafe(text)}\n${lines}`),
    error: (text) => say(`gwx: ${style.red('error')}: ${escapeUnsafe(text)}\n`),
    end: progress.end,
  };
}

/** The progress line: shown when a step begins late, or when the program waits during one. */
function createProgress(stderr: Io['stderr']) {
  const begin = performance.now();
  let current = '';
  let shown = false;
  const show = () => {
    shown = true;
    // Cut, so that it stays one line.
    stderr.write(`\r\u001b[K${`gwx: ${current} ...`.slice(0, (stderr.columns || 80) - 1)}`);
  };
  const timer = stderr.isTTY ? setTimeout(show, patience).unref() : undefined;
  const wipe = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    step(text: string) {
      current = text;
      if (stderr.isTTY && performance.now() - begin > patience) show();
    },
    wipe,
    end() {
      clearTimeout(timer);
      wipe();
    },
  };
}
