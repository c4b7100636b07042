import { resourcePrinters } from '../output/index.ts';
import { renderForApply, withLegacyMesh } from './apply-ready.ts';
import { type Conversion, printConversion } from './conversion.ts';
import { foreignClassText, missingParentsText, reportAssumptions, reportIssues } from './conversion-report.ts';
import { type ConvertFlags, convertRequest } from './convert-flags.ts';
import { noteIdleFlags } from './deployment-flags.ts';
import type { ExitCode } from './exit-code.ts';
import type { Inclusions } from './inclusions.ts';
import type { Io } from './io.ts';

/** `gwx convert`: prints the Istio resources that istiod would build from the input, as istiod holds them or ready to apply. */
export async function convertCommand(paths: readonly string[], flags: ConvertFlags, io: Io): Promise<ExitCode> {
  const { include, applyReady } = convertRequest(flags);
  const deploy = include.deploy.length > 0 ? await workloadsOf(flags, include.deploy, io) : undefined;
  const request = { command: 'convert', paths, flags, include: include.convert };
  return printConversion(request, io, async (conversion) => {
    const { result, messages } = conversion;
    const whole = applyReady ? withLegacyMesh(conversion) : conversion;
    reportIssues(whole.result.issues, whole);
    reportAssumptions(whole);
    if (deploy === undefined) noteIdleFlags(flags, messages);
    const { resources, refused } = applyReady ? await renderForApply(whole, applyReady) : { ...result, refused: false };
    const workloads = await deploy?.(conversion);
    const code = refused ? 1 : (workloads?.code ?? 0);
    if (code !== 0 && !flags.keepGoing) {
      messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return { text: '', code };
    }
    const printed = [...resources, ...(workloads?.objects ?? [])];
    if (printed.length === 0 && code === 0) reportNothing(conversion);
    messages.step('printing');
    return { text: resourcePrinters[flags.output](printed, applyReady ? 'apply-ready' : 'mirror'), code };
  });
}

/** Loaded only for those who ask. */
async function workloadsOf(flags: ConvertFlags, include: Inclusions['deploy'], io: Io) {
  const { prepareDeployment } = await import('./deployment.ts');
  return prepareDeployment(flags, include, io);
}

function reportNothing(conversion: Conversion): void {
  const reason = missingParentsText(conversion.result) ?? foreignClassText(conversion);
  conversion.messages.note(`nothing to print: ${reason ?? 'istiod makes no Istio resource of the input'}`);
}
