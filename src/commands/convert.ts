import { convert } from '../convert/index.ts';
import type { Issue } from '../convert/issue.ts';
import type { Assumption, ConversionResult } from '../convert/result.ts';
import { type Input, load } from '../input/load.ts';
import { createLocator, type Locator } from '../input/locate.ts';
import { type ReadResult, readSources } from '../input/read.ts';
import { skipPhrases } from '../input/skipped.ts';
import type { Severity } from '../model/diagnostic.ts';
import { namespacedName } from '../model/resource.ts';
import { type ResourceFormat, resourcePrinters } from '../output/index.ts';
import { placeText } from '../output/text.ts';
import { resolveSettings, type Settings } from '../settings.ts';
import { type ExitCode, worst } from './exit-code.ts';
import { type InputFlags, loadOptions, readRequest, settingsRequest } from './input-flags.ts';
import type { Io } from './io.ts';
import { locate, locateAll } from './locate.ts';
import { createMessages, type Messages } from './messages.ts';
import { missingParents } from './missing-parents.ts';
import { type OutputFlags, styleFor } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx convert`. */
export interface ConvertFlags extends InputFlags, OutputFlags<ResourceFormat> {
  readonly mirror?: true;
}

/** `gwx convert`: prints the Istio resources that istiod would build from the input. */
export async function convertCommand(paths: readonly string[], flags: ConvertFlags, io: Io): Promise<ExitCode> {
  if (!flags.mirror) {
    throw new UsageError("resources ready to apply are not there yet; --mirror prints istiod's internal form");
  }
  const request = readRequest('convert', paths, flags, io);
  const options = loadOptions(flags);
  const messages = createMessages(flags, await styleFor(flags.color, io.stderr, io.env), io);
  try {
    const settings = settingsOf(flags, messages);
    messages.step('reading');
    const read = await readSources(request);
    messages.step('checking');
    const input = await load(read.sources, options);
    const locator = createLocator();
    const code = reportInput(read, input, locator, messages);
    if (code !== 0 && !flags.keepGoing) {
      const something = read.sources.length > 0;
      if (something) messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return code;
    }
    messages.step('converting');
    const result = convert(input, { settings, complete: flags.complete === true });
    reportResult(result, locator, messages);
    messages.step('printing');
    const text = resourcePrinters[flags.output](result.resources, 'mirror');
    messages.end();
    io.stdout.write(text);
    return code;
  } finally {
    messages.end();
  }
}

function settingsOf(flags: ConvertFlags, messages: Messages): Settings {
  const { settings, warnings, errors } = resolveSettings(settingsRequest(flags));
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  for (const warning of warnings) messages.note(warning);
  return settings;
}

/** Says what is wrong with the input and what of it was left out. The exit code that follows. */
function reportInput(read: ReadResult, input: Input, locator: Locator, messages: Messages): ExitCode {
  const error: Severity = 'error';
  const unreadable = read.problems.map(({ file, message }) => ({ severity: error, message, place: { file } }));
  messages.report([...unreadable, ...locateAll(input.diagnostics, locator)]);
  reportSkipped(read, input, messages);
  const empty = !read.sources.some(({ context }) => !context) && unreadable.length === 0;
  if (empty) messages.error('nothing to read: no .yaml, .yml or .json file with Kubernetes objects in the directories');
  return worst([empty || unreadable.length > 0 || input.incomplete ? 3 : 0, input.refused ? 1 : 0]);
}

function reportSkipped({ skipped }: ReadResult, { skippedKinds }: Input, messages: Messages): void {
  const objects = [...skippedKinds.values()].reduce((sum, count) => sum + count, 0);
  const files = counts(skipped.map(({ reason }) => skipPhrases[reason]));
  const summary = [
    ...(objects > 0 ? [`${objects} ${objects === 1 ? 'object' : 'objects'} of other kinds`] : []),
    ...[...files].map(([phrase, count]) => `${count} ${phrase}`),
  ];
  if (summary.length === 0) return;
  messages.note(`skipped: ${summary.join(', ')}`, [
    ...[...skippedKinds].map(([kind, count]) => `${kind}: ${count}`).sort(),
    ...skipped.map(({ path, reason }) => `${path}: ${skipPhrases[reason]}`),
  ]);
}

/** Says what istiod decides against objects of the input, and what was taken to exist. */
function reportResult(
  { resources, issues, assumptions }: ConversionResult,
  locator: Locator,
  messages: Messages,
): void {
  const severity: Severity = 'warning';
  const warnings = issues.map(({ message, place }) => ({ severity, message, place }));
  messages.remark(locateAll(warnings, locator));
  if (assumptions.length > 0) {
    const kinds = [...counts(assumptions.map(({ kind }) => kind))].map(([kind, count]) => `${kind} (${count})`);
    messages.note(
      `not in the input and taken to exist: ${kinds.join(', ')}`,
      assumptions.map((assumption) => assumptionText(assumption, locator)),
    );
  }
  if (resources.length === 0) messages.note(nothingToPrint(issues));
}

function assumptionText({ kind, namespace, name, place }: Assumption, locator: Locator): string {
  return `${kind} ${namespacedName({ namespace, name })}, referenced at ${placeText(locate(place, locator))}`;
}

/** Usually a route whose Gateway is in somebody else's files (AF-9a). */
function nothingToPrint(issues: readonly Issue[]): string {
  const [first, ...others] = missingParents(issues);
  if (first === undefined) return 'nothing to print: istiod makes no Istio resource of the input';
  const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
  return `nothing to print: ${first} ${more} not in the input; name the files with --context PATH`;
}

/** How often each text occurs. */
function counts(texts: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) found.set(text, (found.get(text) ?? 0) + 1);
  return found;
}
