import type { Assumption } from '../convert/context.ts';
import { convert } from '../convert/index.ts';
import type { ConversionResult } from '../convert/result.ts';
import { type Input, load } from '../input/load.ts';
import { createLocator, type Locator } from '../input/locate.ts';
import { readSources } from '../input/read.ts';
import type { Severity } from '../model/diagnostic.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import { type ResourceFormat, resourcePrinters } from '../output/index.ts';
import { placeText } from '../output/text.ts';
import { resolveSettings, type Settings } from '../settings.ts';
import { counted, occurrences } from './counted.ts';
import type { ExitCode } from './exit-code.ts';
import { type InputFlags, loadOptions, readRequest, settingsRequest } from './input-flags.ts';
import { reportInput } from './input-report.ts';
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
      const rest = read.sources.length > input.withoutObjects.length;
      if (rest) messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return code;
    }
    messages.step('converting');
    const result = convert(input, { settings, complete: flags.complete === true });
    reportResult(input, result, locator, messages);
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

/** Says what istiod decides against objects of the input, and what was taken to exist. */
function reportResult(input: Input, result: ConversionResult, locator: Locator, messages: Messages): void {
  const { resources, issues, assumptions } = result;
  const severity: Severity = 'warning';
  const warnings = issues.map(({ message, place }) => ({ severity, message, place }));
  messages.remark(locateAll(warnings, locator));
  if (assumptions.length > 0) {
    const kinds = [...occurrences(assumptions.map(({ kind }) => kind))].map(([kind, count]) => counted(count, kind));
    messages.note(
      `not in the input and taken to exist: ${kinds.join(', ')}`,
      assumptions.map((assumption) => assumptionText(assumption, locator)),
    );
  }
  if (resources.length === 0) messages.note(nothingToPrint(input, result));
}

function assumptionText({ kind, namespace, name, place }: Assumption, locator: Locator): string {
  return `${kind} ${namespacedName({ namespace, name })}, referenced at ${placeText(locate(place, locator))}`;
}

/** Usually a route whose Gateway is in somebody else's files (AF-9a). */
function nothingToPrint(input: Input, result: ConversionResult): string {
  const [first, ...others] = missingParents(result.issues);
  if (first !== undefined) {
    const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
    return `nothing to print: ${first} ${more} not in the input; name the files with --context PATH`;
  }
  const [className] = foreignClasses(input, result);
  if (className !== undefined) return `nothing to print: GatewayClass "${className}" belongs to another controller`;
  return 'nothing to print: istiod makes no Istio resource of the input';
}

/** The classes of the Gateways that istiod leaves to other controllers, which is no issue. */
function foreignClasses({ index }: Input, { gateways, issues }: ConversionResult): readonly string[] {
  const judged = new Set<Resource>([
    ...gateways.map(({ resource }) => resource),
    ...issues.map(({ subject }) => subject.resource),
  ]);
  return index
    .list('gateways.gateway.networking.k8s.io')
    .filter((gateway) => !gateway.origin.context && !judged.has(gateway))
    .map(({ spec }) => spec.gatewayClassName ?? '');
}
