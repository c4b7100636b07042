import { convert, type Inclusion } from '../convert/index.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { Input } from '../input/load.ts';
import { createLocator, type Locator } from '../input/locate.ts';
import { readSources } from '../input/read.ts';
import { resolveSettings, type Settings } from '../settings.ts';
import { type ExitCode, worst } from './exit-code.ts';
import { type InputFlags, loadOptions, readRequest, settingsRequest } from './input-flags.ts';
import { reportInput } from './input-report.ts';
import type { Io } from './io.ts';
import { loadSources } from './load-sources.ts';
import { createMessages, type Messages } from './messages.ts';
import { type OutputFlags, styleFor } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** What a command that converts its input was asked for. */
export interface ConversionRequest {
  /** Name of the command. */
  readonly command: string;
  readonly paths: readonly string[];
  readonly flags: InputFlags & OutputFlags<string>;
  readonly include?: readonly Inclusion[];
}

/** A conversion, and where to say what it came to. */
export interface Conversion {
  readonly input: Input;
  readonly result: ConversionResult;
  readonly locator: Locator;
  readonly messages: Messages;
}

/** What goes to stdout, and the exit code if nothing worse has happened before. */
interface Outcome {
  readonly text: string;
  readonly code?: ExitCode;
}

/** Reads, checks and converts the input, and prints what `present` makes of it: nothing if anything is wrong with the input. */
export async function printConversion(
  { command, paths, flags, include = [] }: ConversionRequest,
  io: Io,
  present: (conversion: Conversion) => Promise<Outcome>,
): Promise<ExitCode> {
  const request = readRequest(command, paths, flags, io);
  const options = loadOptions(flags);
  const messages = createMessages(flags, await styleFor(flags.color, io.stderr, io.env), io);
  try {
    const settings = settingsOf(flags, messages);
    messages.step('reading');
    const read = await readSources(request);
    messages.step('checking');
    const input = await loadSources(read.sources, options);
    const locator = createLocator();
    const code = reportInput(read, input, locator, messages);
    if (code !== 0 && !flags.keepGoing) {
      const rest = read.sources.length > input.withoutObjects.length;
      if (rest) messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return code;
    }
    messages.step('converting');
    const { complete = false, externalNamespaces = new Set() } = flags;
    const result = convert(input, { settings, complete, externalNamespaces, include });
    const outcome = await present({ input, result, locator, messages });
    messages.end();
    io.stdout.write(outcome.text);
    return worst([code, outcome.code ?? 0]);
  } finally {
    messages.end();
  }
}

/** The istiod that is mirrored, or a usage error. */
export function settingsOf(flags: InputFlags, messages: Messages): Settings {
  const { settings, warnings, errors } = resolveSettings(settingsRequest(flags));
  if (errors.length > 0) throw new UsageError(errors.join('\n'));
  for (const warning of warnings) messages.note(warning);
  return settings;
}
