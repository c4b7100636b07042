import type { Rule } from '../lint/rule.ts';
import type { TextOptions } from './text.ts';

/** A rule with the name of its category. */
export interface ListedRule {
  readonly rule: Rule;
  readonly category: string;
}

/** Makes the text of a list of rules: empty, or ended by a line feed. */
export type RulesPrinter = (rules: readonly ListedRule[], options: TextOptions) => string;
