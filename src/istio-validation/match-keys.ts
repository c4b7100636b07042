import { entriesOf, type Field, get, isMessage, isTrue, numberOf, textOf, textsOf } from './field.ts';
import type { HTTPMatchRequest, StringMatch, TLSMatchAttributes } from './fields/virtual-service.ts';

/** A match of an entry of `http`, `tcp` or `tls`: they share most of their fields, and no field means two things. */
export type Match = HTTPMatchRequest & TLSMatchAttributes;

/** A text that two matches share when they ask for the same, whatever they are called (AP-54). */
export function matchKey(match: Field<Match>): string {
  return JSON.stringify([
    [get(match, 'uri'), get(match, 'scheme'), get(match, 'method'), get(match, 'authority')].map(stringMatchText),
    [get(match, 'headers'), get(match, 'withoutHeaders'), get(match, 'queryParams')].map(stringMatchTexts),
    entriesOf(get(match, 'sourceLabels')).map(([key, field]) => [key, textOf(field)]),
    [get(match, 'gateways'), get(match, 'sniHosts'), get(match, 'destinationSubnets')].map(textsOf),
    [get(match, 'sourceNamespace'), get(match, 'sourceSubnet'), get(match, 'statPrefix')].map(textOf),
    numberOf(get(match, 'port')),
    isTrue(get(match, 'ignoreUriCase')),
  ]);
}

/** The names in a map with what is asked of each. */
export function stringMatchTexts(map: Field<Readonly<Record<string, StringMatch>>>): readonly (readonly string[])[] {
  return entriesOf(map).map(([key, match]) => [key, stringMatchText(match)]);
}

/** `exact:GET`; empty where nothing is asked for. */
export function stringMatchText(match: Field<StringMatch>): string {
  const given = [get(match, 'exact'), get(match, 'prefix'), get(match, 'regex')].find(
    ({ value }) => typeof value === 'string',
  );
  if (given !== undefined) return `${given.step}:${textOf(given)}`;
  // A match without a type is something else than none.
  return isMessage(match) ? ':' : '';
}
