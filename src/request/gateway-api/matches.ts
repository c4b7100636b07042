import type { NamedMatch } from '../../model/gateway-api.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { Trail } from '../trail.ts';
import { headerOf, type Message } from './message.ts';

/** What matches are evaluated with. */
export interface MatchScope {
  readonly message: Message;
  readonly expressions: RegularExpressions;
  readonly trail: Trail;
}

/** A match that holds, with what its precedence rests on: each number against the same one of another match, the larger first. */
export interface Held {
  readonly precedence: readonly number[];
}

/** The first condition that does not hold. */
export interface Failed {
  readonly failed: string;
}

/** What one match, or a rule without any, says about a request. */
export type MatchVerdict = Held | Failed;

/** How a text is compared with what a match asks for; undefined if it holds. */
export function textFailure(
  { type = 'Exact', value = '' }: NamedMatch,
  text: string,
  what: string,
  { expressions }: MatchScope,
): string | undefined {
  if (type === 'Exact') return text === value ? undefined : `${what} is "${text}", not "${value}"`;
  if (type !== 'RegularExpression') return `"${type}" is no type of a match`;
  const expression = expressions.compile(value);
  if ('invalid' in expression) return `"${value}" is no regular expression: ${expression.invalid}`;
  return expression.matchesWhole(text) ? undefined : `${what} "${text}" does not match expression "${value}"`;
}

/** Header matches by name in lower case; of equivalent names the first counts (GA-27). */
export function headerMatches(matches: readonly NamedMatch[] | undefined): readonly NamedMatch[] {
  return firstByName(matches, (name) => name.toLowerCase());
}

/** Query matches by name; of equal names the first counts. */
export function queryMatches(matches: readonly NamedMatch[] | undefined): readonly NamedMatch[] {
  return firstByName(matches, (name) => name);
}

function firstByName(
  matches: readonly NamedMatch[] | undefined,
  keyOf: (name: string) => string,
): readonly NamedMatch[] {
  if (matches === undefined || matches.length === 0) return [];
  const first = new Map<string, NamedMatch>();
  for (const match of matches) {
    const name = keyOf(match.name ?? '');
    if (!first.has(name)) first.set(name, { ...match, name });
  }
  return [...first.values()];
}

/** The first header match that does not hold. */
export function headerFailure(matches: readonly NamedMatch[], scope: MatchScope): string | undefined {
  const { message, trail } = scope;
  for (const match of matches) {
    const { name = '' } = match;
    const value = headerOf(message, name);
    if (value === undefined) return `header "${name}" is absent`;
    if (message.repeatedHeaders.has(name)) trail.note(`the values of repeated header "${name}" are joined with commas`);
    const failed = textFailure(match, value, `header "${name}"`, scope);
    if (failed !== undefined) return failed;
  }
  return undefined;
}
