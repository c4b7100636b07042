import type { Inclusion } from '../convert/index.ts';
import { nearest } from '../model/nearest.ts';
import { type ResourceFormat, resourcePrinters } from '../output/index.ts';
import { printConversion } from './conversion.ts';
import { foreignClassText, missingParentsText, reportAssumptions, reportIssues } from './conversion-report.ts';
import type { ExitCode } from './exit-code.ts';
import type { InputFlags } from './input-flags.ts';
import type { Io } from './io.ts';
import type { OutputFlags } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx convert`. */
export interface ConvertFlags extends InputFlags, OutputFlags<ResourceFormat> {
  readonly mirror?: true;
  readonly include: readonly string[];
}

/** `gwx convert`: prints the Istio resources that istiod would build from the input. */
export async function convertCommand(paths: readonly string[], flags: ConvertFlags, io: Io): Promise<ExitCode> {
  if (!flags.mirror) {
    throw new UsageError("resources ready to apply are not there yet; --mirror prints istiod's internal form");
  }
  const include = flags.include.flatMap((list) => list.split(',')).map(parseInclusion);
  return printConversion({ command: 'convert', paths, flags, include }, io, async (conversion) => {
    const { result, messages } = conversion;
    reportIssues(result.issues, conversion);
    reportAssumptions(conversion);
    if (result.resources.length === 0) {
      const reason = missingParentsText(result) ?? foreignClassText(conversion);
      messages.note(`nothing to print: ${reason ?? 'istiod makes no Istio resource of the input'}`);
    }
    messages.step('printing');
    return { text: resourcePrinters[flags.output](result.resources, 'mirror') };
  });
}

const inclusions: Readonly<Record<Inclusion, true>> = { 'backend-serviceentry': true, 'inferencepool-service': true };

function parseInclusion(given: string): Inclusion {
  const value = given.trim();
  if (isInclusion(value)) return value;
  const known = Object.keys(inclusions);
  const meant = nearest(value, known);
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `known are ${known.join(' and ')}`;
  throw new UsageError(`--include ${value}: unknown; ${hint}`);
}

function isInclusion(value: string): value is Inclusion {
  return Object.hasOwn(inclusions, value);
}
