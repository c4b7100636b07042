import { nearest } from '../model/nearest.ts';
import { categories, categoryOf } from './categories.ts';
import { didYouMean } from './nearest-objects.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

/** The rules that a text selects: a code, a name, a category (`GWX05`) or `*`; undefined if it is none of these. */
export function selectRules(selector: string): readonly Rule[] | undefined {
  if (selector === '*') return rules;
  const code = selector.toUpperCase();
  if (/^GWX\d\d$/.test(code) && code.slice(3) in categories) {
    return rules.filter((rule) => categoryOf(rule) === code.slice(3));
  }
  const rule = rules.find((one) => one.code === code || one.name === selector);
  return rule === undefined ? undefined : [rule];
}

/** The rules that stand for a code of `istioctl analyze`; all that stand for any for `*`. */
export function selectByIstioctlCode(code: string): readonly Rule[] {
  return rules.filter(({ equivalents }) =>
    code === '*' ? (equivalents?.istioctl ?? []).length > 0 : equivalents?.istioctl?.includes(code),
  );
}

/** What may have been meant by a text that selects nothing. */
export function suggestRules(selector: string): string | undefined {
  const known = rules.flatMap(({ code, name }) => [code, name]);
  const names = nearest(selector, known);
  return names.length === 0 ? undefined : didYouMean(names);
}
