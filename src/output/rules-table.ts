import { groupBy } from '../model/group-by.ts';
import { severityStyle } from './finding-line.ts';
import { type Cell, paragraph } from './paragraph.ts';
import type { ListedRule, RulesPrinter } from './printed-rules.ts';
import { plain } from './style.ts';
import { columnGap, tableLines } from './table.ts';

/** A line for each rule, below the name of its category. Where the terminal is too narrow for descriptions they go below. */
export const printRulesTable: RulesPrinter = (rules, { style = plain, width = Number.POSITIVE_INFINITY }) => {
  const widths = columns.map((column) => longest(rules.map((rule) => column(rule).text)));
  const description = longest(rules.map(({ rule }) => rule.description));
  const fits = widths.reduce((sum, one) => sum + one + columnGap, description) <= width;
  const sections = [...groupBy(rules, ({ category }) => category)].map(([category, ofCategory]) => {
    const rows = ofCategory.map((listed) => [
      ...columns.map((column) => column(listed)),
      ...(fits ? [{ text: listed.rule.description }] : []),
    ]);
    const lines = tableLines(rows, fits ? [...widths, description] : widths, style);
    const below = ({ rule }: ListedRule) => (fits ? '' : paragraph([{ text: rule.description }], width, style));
    return `${style.bold(category)}\n${ofCategory.map((listed, i) => `${lines[i]}\n${below(listed)}`).join('')}`;
  });
  return sections.join('\n');
};

const columns: readonly ((listed: ListedRule) => Cell)[] = [
  ({ rule }) => ({ text: rule.code }),
  ({ rule }) => ({ text: rule.name }),
  ({ rule }) => ({ text: rule.severity, tone: severityStyle[rule.severity] }),
];

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}
