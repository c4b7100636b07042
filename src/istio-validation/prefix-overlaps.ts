import { type Field, get, numberOf, textOf } from './field.ts';
import { type Match, stringMatchText, stringMatchTexts } from './match-keys.ts';

/** A match by the prefix of a path, as later ones are compared with it (AP-55). */
export interface PrefixMatch {
  readonly label: string;
  readonly prefix: string;
  readonly port: number;
  readonly method: string;
  readonly authority: string;
  /** Of headers, query parameters, and headers that must be absent. */
  readonly conditions: readonly ReadonlyMap<string, string>[];
}

/** What takes part in the comparison: a match by a prefix that is not empty. */
export function prefixMatchOf(match: Field<Match>, label: string): PrefixMatch | undefined {
  const prefix = textOf(get(get(match, 'uri'), 'prefix')) ?? '';
  if (prefix === '') return undefined;
  const maps = [get(match, 'headers'), get(match, 'queryParams'), get(match, 'withoutHeaders')];
  return {
    label,
    prefix,
    port: numberOf(get(match, 'port')) ?? 0,
    method: stringMatchText(get(match, 'method')) || 'exact:GET',
    authority: stringMatchText(get(match, 'authority')),
    conditions: maps.map((map) => new Map(stringMatchTexts(map).map(([key = '', text = '']) => [key, text]))),
  };
}

/** Whether Istio thinks that an earlier match leaves nothing for a later one: it compares texts, and knows nothing of their meaning. */
export function covers(earlier: PrefixMatch, later: PrefixMatch): boolean {
  return (
    later.prefix !== earlier.prefix &&
    later.prefix.startsWith(earlier.prefix) &&
    later.port === earlier.port &&
    later.method.startsWith(earlier.method) &&
    later.authority.startsWith(earlier.authority) &&
    earlier.conditions.every((conditions, index) => hold(conditions, later.conditions[index]))
  );
}

function hold(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string> | undefined): boolean {
  if (earlier.size !== later?.size) return false;
  return [...earlier].every(([name, text]) => later.get(name)?.startsWith(text) ?? false);
}
