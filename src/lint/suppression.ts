import type { Place, Resource, SourceDocument } from '../model/resource.ts';
import type { SuppressedBy } from './located-finding.ts';
import type { Rule } from './rule.ts';
import { selectRules } from './rule-selector.ts';

/** Where a suppression reaches. */
export type Reach =
  /** Findings that start on a line, counted from 1, of a text. */
  | { readonly text: string; readonly line: number }
  | { readonly document: SourceDocument }
  | { readonly text: string }
  | { readonly resource: Resource };

/** Something in the input that silences findings of one rule, or of the rules of a category. */
export interface Suppression {
  readonly by: SuppressedBy['by'];
  /** As it is written. */
  readonly selector: string;
  readonly codes: ReadonlySet<string>;
  readonly reason: string | undefined;
  readonly reach: Reach;
  /** Where it is written. */
  readonly place: Place;
}

/** A suppression that silences nothing (GWX0109). */
export type UnusedSuppression = Pick<Suppression, 'selector' | 'codes' | 'place'>;

/** Something wrong with a suppression (GWX0110). */
export interface SuppressionProblem {
  readonly message: string;
  readonly place: Place;
  /** A text that selects no rule. */
  readonly unknown?: string;
}

/** What a suppression says: `RULE[, RULE...]: reason`. */
interface Statement {
  readonly selectors: readonly string[];
  readonly reason: string;
}

/** GWX0101, GWX0102: nothing of the document was looked at. GWX0109, GWX0110: they are about suppressions (LN-44). */
const neverSuppressed: ReadonlySet<string> = new Set(['GWX0101', 'GWX0102', 'GWX0109', 'GWX0110']);

/** Takes a statement apart. A rule list ends at the first colon. */
function readStatement(text: string): Statement {
  const colon = text.indexOf(':');
  const list = colon < 0 ? text : text.slice(0, colon);
  const selectors = list
    .split(',')
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '');
  return { selectors, reason: colon < 0 ? '' : text.slice(colon + 1).trim() };
}

/** The suppressions that a text states, and what is wrong with it. Known rules are honoured all the same. */
export function readSuppressions(
  text: string,
  by: SuppressedBy['by'],
  reach: Reach,
  place: Place,
): { readonly suppressions: readonly Suppression[]; readonly problems: readonly SuppressionProblem[] } {
  const { selectors, reason } = readStatement(text);
  const problems: SuppressionProblem[] = [];
  if (reason === '') problems.push({ message: 'suppression has no reason', place });
  if (selectors.length === 0) problems.push({ message: 'suppression names no rule', place });
  const suppressions = selectors.flatMap((selector) => {
    const rules = selectRules(selector);
    if (rules === undefined) {
      problems.push({ message: `unknown rule "${selector}" in suppression`, place, unknown: selector });
      return [];
    }
    return [{ by, selector, codes: suppressible(rules), reason: reason || undefined, reach, place }];
  });
  return { suppressions, problems };
}

/** The codes of rules whose findings can be silenced. */
export function suppressible(rules: readonly Rule[]): ReadonlySet<string> {
  return new Set(rules.map(({ code }) => code).filter((code) => !neverSuppressed.has(code)));
}
