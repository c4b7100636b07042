import { resourcePrinters } from '../output/index.ts';
import { renderForApply, withLegacyMesh } from './apply-ready.ts';
import { type Conversion, printConversion } from './conversion.ts';
import { foreignClassText, missingParentsText, reportAssumptions, reportIssues } from './conversion-report.ts';
import { type ConvertFlags, convertRequest } from './convert-flags.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** `gwx convert`: prints the Istio resources that istiod would build from the input, as istiod holds them or ready to apply. */
export async function convertCommand(paths: readonly string[], flags: ConvertFlags, io: Io): Promise<ExitCode> {
  const { include, applyReady } = convertRequest(flags);
  return printConversion({ command: 'convert', paths, flags, include }, io, async (conversion) => {
    const { result, messages } = conversion;
    const whole = applyReady ? withLegacyMesh(conversion) : conversion;
    reportIssues(whole.result.issues, whole);
    reportAssumptions(whole);
    const { resources, refused } = applyReady ? await renderForApply(whole, applyReady) : { ...result, refused: false };
    if (refused && !flags.keepGoing) {
      messages.note('nothing is printed because of these errors; --keep-going prints the rest');
      return { text: '', code: 1 };
    }
    if (resources.length === 0 && !refused) reportNothing(conversion);
    messages.step('printing');
    const form = applyReady ? 'apply-ready' : 'mirror';
    return { text: resourcePrinters[flags.output](resources, form), code: refused ? 1 : 0 };
  });
}

function reportNothing(conversion: Conversion): void {
  const reason = missingParentsText(conversion.result) ?? foreignClassText(conversion);
  conversion.messages.note(`nothing to print: ${reason ?? 'istiod makes no Istio resource of the input'}`);
}
