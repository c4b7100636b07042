import { type Command, Option } from 'commander';
import { type Threshold, thresholds } from '../lint/thresholds.ts';
import { addRepeatable, type InputFlags } from './input-flags.ts';
import { addMessageFlags, type MessageFlags } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx lint`. */
export interface LintFlags extends InputFlags, MessageFlags {
  /** `FORMAT` or `FORMAT=FILE`; none: text. */
  readonly output: readonly string[];
  readonly failureThreshold: Threshold;
  readonly outputThreshold?: Threshold;
  readonly maxWarnings?: number;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly severity: readonly string[];
  readonly suppress: readonly string[];
  readonly istioVersion?: string;
}

/** Adds the flags of `lint` beside those of the input. */
export function addLintFlags(command: Command): Command {
  command.optionsGroup('Rules:');
  addRepeatable(command, '--only <RULE>', 'report these rules alone: codes, names or categories (GWX05), with commas');
  addRepeatable(command, '--skip <RULE>', 'do not report these rules');
  addRepeatable(command, '--severity <RULE=LEVEL>', 'error, warning, info or off');
  addRepeatable(command, '-S, --suppress <RULE=OBJECT>', 'silence a rule on objects, as in "GWX0305=HTTPRoute *.shop"');
  command
    .option('--istio-version <VERSION>', 'report what this release does not read yet (default: the newest known)')
    .addOption(
      new Option('--failure-threshold <LEVEL>', 'exit with 1 from this severity on')
        .choices(thresholds)
        .default('error'),
    )
    .option('--max-warnings <N>', 'exit with 1 if there are more warnings', parseCount)
    .optionsGroup('Output:');
  addRepeatable(
    command,
    '-o, --output <FORMAT[=FILE]>',
    'text (default), concise, istioctl or json, into a file if it is named',
  );
  command.addOption(
    new Option('--output-threshold <LEVEL>', 'show findings from this severity on; the exit code stays').choices(
      thresholds,
    ),
  );
  return addMessageFlags(command);
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--max-warnings ${text}: not a number`);
  return Number(text);
}
