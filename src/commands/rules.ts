import { categories, categoryOf } from '../lint/categories.ts';
import { rules } from '../lint/rules/index.ts';
import { type RulesFormat, rulesPrinters } from '../output/index.ts';
import { plain } from '../output/style.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { type MessageFlags, styleFor } from './output-flags.ts';

/** The flags of `gwx rules`. */
export interface RulesFlags {
  readonly output: RulesFormat;
  readonly color: MessageFlags['color'];
}

/** `gwx rules`: lists the rules of lint. */
export async function rulesCommand(flags: RulesFlags, io: Io): Promise<ExitCode> {
  const print = await rulesPrinters[flags.output]();
  const style = flags.output === 'table' ? await styleFor(flags.color, io.stdout, io.env) : plain;
  const listed = rules.map((rule) => ({ rule, category: categories[categoryOf(rule)] ?? '' }));
  const { columns } = io.stdout;
  // A terminal may say that it has 0 columns: it does not know.
  io.stdout.write(print(listed, { style, ...(columns ? { width: columns } : {}) }));
  return 0;
}
