import type { Input } from '../input/load.ts';
import type { Locator } from '../input/locate.ts';
import type { ReadResult } from '../input/read.ts';
import { skipPhrases } from '../input/skipped.ts';
import type { Diagnostic, Severity } from '../model/diagnostic.ts';
import type { LocatedDiagnostic } from '../output/located.ts';
import { placeText } from '../output/text.ts';
import { counted, occurrences } from './counted.ts';
import { type ExitCode, worst } from './exit-code.ts';
import { locate, locateAll } from './locate.ts';
import type { Messages } from './messages.ts';

/** Says what is wrong with the input and what of it was left out. The exit code that follows. */
export function reportInput(read: ReadResult, input: Input, locator: Locator, messages: Messages): ExitCode {
  const unread = reportFiles(read, input, messages, locateAll(input.diagnostics.map(asReported), locator));
  reportPlaceholders(input, locator, messages);
  return worst([unread, input.refused ? 1 : 0]);
}

/**
 * Says which files could not be read or hold nothing, beside other problems of the input, and what was left out.
 * 3 if anything could not be read or parsed.
 */
export function reportFiles(
  read: ReadResult,
  input: Input,
  messages: Messages,
  others: readonly LocatedDiagnostic[] = [],
): ExitCode {
  const unreadable = read.problems.map(({ file, message }) => ofFile('error', file, message));
  const rubbish = withoutObjects(read, input);
  messages.report([...unreadable, ...rubbish, ...others]);
  reportSkipped(read, input, messages);
  const empty = !read.sources.some(({ context }) => !context) && unreadable.length === 0;
  if (empty) messages.error('nothing to read: no .yaml, .yml or .json file with Kubernetes objects in the directories');
  const unread = empty || input.incomplete || [...unreadable, ...rubbish].some(({ severity }) => severity === 'error');
  return unread ? 3 : 0;
}

/** What was not checked because something fills it in later (LN-26). */
function reportPlaceholders({ placeholders }: Input, locator: Locator, messages: Messages): void {
  if (placeholders.length === 0) return;
  const places = placeholders.map((place) => placeText(locate(place, locator)));
  messages.note(`not checked: ${counted(placeholders.length, 'placeholder')}`, places);
}

/** What stops nothing is no error here: of objects that are defined twice, the later one is used. */
function asReported(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.rule === 'duplicate-object' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}

/** As in kubectl, a file of something else is a mistake, and so is an input that is empty as a whole. */
function withoutObjects({ sources }: ReadResult, input: Input): LocatedDiagnostic[] {
  const nothing = sources.filter(({ context }) => !context).length;
  const wholeEmpty = input.withoutObjects.filter(({ context }) => !context).length === nothing;
  return input.withoutObjects.map(({ name, context, empty }) =>
    empty
      ? ofFile(wholeEmpty && !context ? 'error' : 'warning', name, 'holds no Kubernetes object (empty)')
      : ofFile('error', name, 'holds no Kubernetes object (nothing in it has apiVersion and kind)'),
  );
}

function ofFile(severity: Severity, file: string, message: string): LocatedDiagnostic {
  return { severity, message, place: { file } };
}

function reportSkipped({ skipped }: ReadResult, input: Input, messages: Messages): void {
  const { skippedKinds, skippedValues, withoutObjects } = input;
  const objects = [...skippedKinds.values()].reduce((sum, count) => sum + count, 0);
  // Of a file without any object enough is said.
  const values = withoutObjects.length > 0 ? 0 : skippedValues;
  const files = occurrences(skipped.map(({ reason }) => skipPhrases[reason]));
  const summary = [
    ...(objects > 0 ? [`${counted(objects, 'object')} of other kinds`] : []),
    ...(values > 0 ? [`${counted(values, 'document')} without apiVersion and kind`] : []),
    ...[...files].map(([phrase, count]) => `${count} ${phrase}`),
  ];
  if (summary.length === 0) return;
  messages.note(`skipped: ${summary.join(', ')}`, [
    ...[...skippedKinds].map(([kind, count]) => `${kind}: ${count}`).sort(),
    ...skipped.map(({ path, reason }) => `${path}: ${skipPhrases[reason]}`),
  ]);
}
