import type { StringMatch } from '../../model/istio.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';

/** Whether a text satisfies a matcher; expressions match whole texts. A matcher without type accepts every text. */
export function matchesText(matcher: StringMatch, text: string, expressions: RegularExpressions): boolean {
  const { exact, prefix, regex } = matcher;
  if (exact !== undefined) return text === exact;
  if (prefix !== undefined) return text.startsWith(prefix);
  return asksForPresence(matcher) || regex === undefined || matchesWhole(regex, text, expressions);
}

/** Whether an expression matches a whole text. An invalid one never gets here: its route table is refused. */
export function matchesWhole(source: string, text: string, expressions: RegularExpressions): boolean {
  const expression = expressions.compile(source);
  return !('invalid' in expression) && expression.matchesWhole(text);
}

/** Whether a matcher only asks for something to be there (E-23). */
export function asksForPresence({ exact, prefix, regex }: StringMatch): boolean {
  return exact === undefined && prefix === undefined && (regex === undefined || regex === '*');
}

/** `exact "a"`, for messages. */
export function matcherText({ exact, prefix, regex }: StringMatch): string {
  if (exact !== undefined) return `exact "${exact}"`;
  if (prefix !== undefined) return `prefix "${prefix}"`;
  return regex === undefined ? 'any value' : `regex "${regex}"`;
}
