import { goQuote } from '../model/go-quote.ts';
import { type Field, get, isEmpty, isMessage, itemsOf, textOf } from './field.ts';
import { type Match, matchKey } from './match-keys.ts';
import { covers, type PrefixMatch, prefixMatchOf } from './prefix-overlaps.ts';
import type { Validation } from './validation.ts';

/** What entries of `http`, `tcp` and `tls` have in common here; only those of `http` have names. */
interface Rule {
  readonly name?: string;
  readonly match?: readonly Match[];
}

/** What has been seen of the rules before. */
interface Earlier {
  /** The name of the rule that a match was first in. */
  readonly matches: Map<string, string>;
  readonly prefixes: PrefixMatch[];
}

/** Rules and matches that earlier ones leave nothing for (AP-54, AP-55). */
export function checkReachability(validation: Validation, rules: Field<readonly Rule[]>): void {
  const earlier: Earlier = { matches: new Map(), prefixes: [] };
  let matchless = false;
  for (const rule of itemsOf(rules)) {
    if (!isMessage(rule)) continue;
    const matches = get(rule, 'match');
    const isMatchless = isEmpty(matches);
    const name = labelOf(rule);
    const unused = (reason: string) =>
      validation.warning('AP-54', rule, `virtualService rule ${name} not used (${reason})`);
    if (matchless) {
      unused(isMatchless ? 'only the last rule can have no matches' : 'route without matches defined before');
    } else if (isMatchless) {
      matchless = true;
    } else if (checkMatches(validation, itemsOf(matches), { ...earlier, name })) {
      unused('all matches used by prior rules');
    }
  }
}

/** Whether all matches of a rule repeat earlier ones. */
function checkMatches(
  { warning }: Validation,
  matches: readonly Field<Match>[],
  { matches: known, prefixes, name }: Earlier & { readonly name: string },
): boolean {
  let repeated = 0;
  for (const match of matches) {
    const label = labelOf(match);
    const ineffective = (by: string) =>
      `virtualService rule ${name} match ${label} is not used (duplicate/overlapping match in rule ${by})`;
    const key = matchKey(match);
    const first = known.get(key);
    if (first !== undefined) {
      repeated++;
      warning('AP-54', match, ineffective(first));
      continue;
    }
    known.set(key, name);
    const byPrefix = prefixMatchOf(match, label);
    if (byPrefix === undefined) continue;
    const covering = prefixes.find((one) => covers(one, byPrefix));
    if (covering !== undefined) warning('AP-55', match, ineffective(`${covering.label} of prefix ${covering.prefix}`));
    prefixes.push(byPrefix);
  }
  return matches.length > 0 && repeated === matches.length;
}

/** A rule or match by its name, or else by its place. */
function labelOf(field: Field<{ readonly name?: string }>): string {
  const name = textOf(get(field, 'name')) ?? '';
  return name === '' ? `#${field.step}` : goQuote(name);
}
