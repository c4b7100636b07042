import { conditionReasons } from '../convert/condition-reasons.ts';
import { categories, categoryOf } from '../lint/categories.ts';
import type { Rule } from '../lint/rule.ts';
import { rules } from '../lint/rules/index.ts';
import { nearest } from '../model/nearest.ts';
import { explainReason, explainRule } from '../output/explanation.ts';
import type { TextOptions } from '../output/text.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { type MessageFlags, styleFor } from './output-flags.ts';
import { UsageError } from './usage-error.ts';

/** The flags of `gwx explain`. */
export interface ExplainFlags {
  readonly color: MessageFlags['color'];
}

/** `gwx explain`: what a finding or the reason of a condition means, and what to do. */
export async function explainCommand(names: readonly string[], flags: ExplainFlags, io: Io): Promise<ExitCode> {
  const { columns } = io.stdout;
  const style = await styleFor(flags.color, io.stdout, io.env);
  const options = { style, width: Math.min(columns || 100, 100) };
  const texts = names.flatMap((name) => explain(name, options));
  io.stdout.write(texts.join('\n\n'));
  return 0;
}

/** Upper and lower case are the same. A code of another tool stands for all rules that name it. */
function explain(name: string, options: TextOptions): readonly string[] {
  const wanted = name.toLowerCase();
  const found = rules.filter((rule) => namesOf(rule).some((one) => one.toLowerCase() === wanted));
  const reasons = Object.entries(conditionReasons).filter(([reason]) => reason.toLowerCase() === wanted);
  const texts = [
    ...found.map((rule) => explainRule(rule, categories[categoryOf(rule)] ?? '', options)),
    ...reasons.map(([reason, entry]) => {
      const where = rules.filter(({ code }) => entry.rules?.includes(code));
      return explainReason(reason, entry, where, options);
    }),
  ];
  if (texts.length === 0) throw new UsageError(`${name}: ${unknown(name)}`);
  return texts;
}

function namesOf({ code, name, equivalents: { istioctl = [], kiali = [] } = {} }: Rule): readonly string[] {
  return [code, name, ...istioctl, ...kiali];
}

function unknown(name: string): string {
  const known = [...rules.flatMap((rule) => [rule.code, rule.name]), ...Object.keys(conditionReasons)];
  const meant = nearest(name, known);
  const hint = meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : 'gwx rules lists the rules';
  return `neither a rule nor the reason of a condition; ${hint}`;
}
