import { type ResourceFormat, resourcePrinters } from '../output/index.ts';
import { printConversion } from './conversion.ts';
import { foreignClassText, missingParentsText, reportAssumptions, reportIssues } from './conversion-report.ts';
import type { Deployment } from './deployment.ts';
import { type DeploymentFlags, noteIdleFlags } from './deployment-flags.ts';
import type { ExitCode } from './exit-code.ts';
import { type Inclusions, parseInclusions } from './inclusions.ts';
import type { InputFlags } from './input-flags.ts';
import type { Io } from './io.ts';
import type { OutputFlags } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx convert`. */
export interface ConvertFlags extends InputFlags, OutputFlags<ResourceFormat>, DeploymentFlags {
  readonly mirror?: true;
  readonly include: readonly string[];
}

/** `gwx convert`: prints the Istio resources that istiod would build from the input. */
export async function convertCommand(paths: readonly string[], flags: ConvertFlags, io: Io): Promise<ExitCode> {
  if (!flags.mirror) {
    throw new UsageError("resources ready to apply are not there yet; --mirror prints istiod's internal form");
  }
  const include = parseInclusions(flags.include);
  const deploy = include.deploy.length > 0 ? await workloadsOf(flags, include.deploy, io) : undefined;
  const request = { command: 'convert', paths, flags, include: include.convert };
  return printConversion(request, io, async (conversion) => {
    const { result, messages } = conversion;
    reportIssues(result.issues, conversion);
    reportAssumptions(conversion);
    if (deploy === undefined) noteIdleFlags(flags, messages);
    const { objects, code }: Deployment = (await deploy?.(conversion)) ?? { objects: [], code: 0 };
    if (code !== 0 && !flags.keepGoing) {
      messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return { text: '', code };
    }
    const printed = [...result.resources, ...objects];
    if (printed.length === 0) {
      const reason = missingParentsText(result) ?? foreignClassText(conversion);
      messages.note(`nothing to print: ${reason ?? 'istiod makes no Istio resource of the input'}`);
    }
    messages.step('printing');
    return { text: resourcePrinters[flags.output](printed, 'mirror'), code };
  });
}

/** Loaded only for those who ask. */
async function workloadsOf(flags: ConvertFlags, include: Inclusions['deploy'], io: Io) {
  const { prepareDeployment } = await import('./deployment.ts');
  return prepareDeployment(flags, include, io);
}
