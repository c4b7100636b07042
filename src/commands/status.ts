import type { Issue } from '../convert/issue.ts';
import { computeStatuses, type ObjectStatus } from '../convert/status/index.ts';
import { healthyStatus, problemsOf } from '../output/condition-problems.ts';
import { type StatusFormat, statusPrinters } from '../output/index.ts';
import { plain } from '../output/style.ts';
import { type Conversion, printConversion } from './conversion.ts';
import { foreignClassText, missingParentsText, reportAssumptions, reportIssues } from './conversion-report.ts';
import { counted } from './counted.ts';
import type { ExitCode } from './exit-code.ts';
import type { InputFlags } from './input-flags.ts';
import type { Io } from './io.ts';
import type { Messages } from './messages.ts';
import { type OutputFlags, styleFor } from './output-flags.ts';

/** The flags of `gwx status`. */
export interface StatusFlags extends InputFlags, OutputFlags<StatusFormat> {
  readonly all?: true;
  readonly failOnFalse?: true;
}

/** `gwx status`: prints the status that istiod would write to each object of the input. */
export async function statusCommand(paths: readonly string[], flags: StatusFlags, io: Io): Promise<ExitCode> {
  return printConversion({ command: 'status', paths, flags }, io, async (conversion) => {
    const { result, messages } = conversion;
    // What reaches a status is not said twice.
    reportIssues(result.issues.filter(isOffStage), conversion);
    reportAssumptions(conversion);
    messages.step('computing statuses');
    const statuses = computeStatuses(result);
    const shown = flags.all ? statuses : statuses.filter(({ changed }) => changed);
    reportMissing(statuses, shown, conversion);
    messages.step('printing');
    const print = await statusPrinters[flags.output]();
    const { columns } = io.stdout;
    const style = flags.output === 'table' ? await styleFor(flags.color, io.stdout, io.env) : plain;
    // A terminal may say that it has 0 columns: it does not know.
    const text = print(shown, { style, ...(columns ? { width: columns } : {}) });
    return { text, code: flags.failOnFalse ? judge(statuses, shown, messages) : 0 };
  });
}

/** What istiod writes nowhere, or only into the message of a condition that is True all the same. */
function isOffStage({ condition }: Issue): boolean {
  return condition === undefined || healthyStatus[condition] === undefined;
}

/** Says why something is not shown. */
function reportMissing(
  statuses: readonly ObjectStatus[],
  shown: readonly ObjectStatus[],
  conversion: Conversion,
): void {
  const { result, messages } = conversion;
  const { EnableGatewayAPI, EnableGatewayAPIStatus } = result.settings;
  const missing = missingParentsText(result);
  if (statuses.length > 0) {
    if (missing !== undefined) messages.note(missing);
    const same = statuses.length - shown.length;
    if (same > 0) messages.note(`${counted(same, 'object')} not shown: status as in the input (--all shows them)`);
    return;
  }
  const off = EnableGatewayAPI && !EnableGatewayAPIStatus ? 'PILOT_ENABLE_GATEWAY_API_STATUS' : undefined;
  const switchedOff = off && `this istiod runs with ${off}=false and writes no status`;
  const reason = switchedOff ?? missing ?? foreignClassText(conversion);
  messages.note(`nothing to show: ${reason ?? 'istiod writes no status to any object of the input'}`);
}

/** The exit code for conditions that are certain to say no, shown or not. */
function judge(statuses: readonly ObjectStatus[], shown: readonly ObjectStatus[], messages: Messages): ExitCode {
  const failures = statuses.map((status) => ({ status, count: countFailures(status) }));
  const sum = (list: typeof failures) => list.reduce((total, { count }) => total + count, 0);
  const total = sum(failures);
  if (total === 0) return 0;
  const visible = new Set(shown);
  const hidden = sum(failures.filter(({ status }) => !visible.has(status)));
  const some = hidden === total ? '' : ` ${hidden} of them`;
  const where = hidden === 0 ? '' : `,${some} on objects that are not shown (--all shows them)`;
  messages.error(`${counted(total, 'condition')} ${total === 1 ? 'is' : 'are'} False${where}`);
  return 1;
}

/** Conflicts count too, whose bad news is True; Unknown is no answer. */
function countFailures(status: ObjectStatus): number {
  return problemsOf(status).filter(({ condition, assumed }) => !assumed && condition['status'] !== 'Unknown').length;
}
