import type { HTTPMatchRequest, StringMatch, TLSMatchAttributes } from '../model/istio-fields/virtual-service.ts';
import { entriesOf, type Field, fieldsOf, get, isMessage, isTrue, numberOf, textOf, textsOf } from './field.ts';

/** A match of an entry of `http`, `tcp` or `tls`: they share most of their fields, and no field means two things. */
export type Match = HTTPMatchRequest & TLSMatchAttributes;

type Condition = (field: Field<never>) => string;

/** What each condition of a match is compared by. What is empty here is the same as an absent field. */
const conditions: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['authority', stringMatchText],
  ['destinationSubnets', listText],
  ['gateways', listText],
  ['headers', stringMatchesText],
  ['ignoreUriCase', (field) => (isTrue(field) ? 'true' : '')],
  ['method', stringMatchText],
  ['port', (field) => String(numberOf(field) || '')],
  ['queryParams', stringMatchesText],
  ['scheme', stringMatchText],
  ['sniHosts', listText],
  ['sourceLabels', (field) => entriesOf<string>(field).map(entryText).join('')],
  ['sourceNamespace', plainText],
  ['sourceSubnet', plainText],
  ['statPrefix', plainText],
  ['uri', stringMatchText],
  ['withoutHeaders', stringMatchesText],
]);

/** A text that two matches share when they ask for the same, whatever they are called (AP-54). */
export function matchKey(match: Field<Match>): string {
  let key = '';
  for (const [name, field] of fieldsOf(match)) {
    const text = conditions.get(name)?.(field) ?? '';
    if (text !== '') key += name + counted(text);
  }
  return key;
}

/** The names in a map with what is asked of each. */
export function stringMatchTexts(map: Field<Readonly<Record<string, StringMatch>>>): readonly (readonly string[])[] {
  return entriesOf(map).map(([key, match]) => [key, stringMatchText(match)]);
}

function stringMatchesText(map: Field<Readonly<Record<string, StringMatch>>>): string {
  return stringMatchTexts(map).flat().map(counted).join('');
}

function listText(list: Field<readonly string[]>): string {
  return textsOf(list).map(counted).join('');
}

function entryText([key, field]: readonly [string, Field<string>]): string {
  return counted(key) + counted(plainText(field));
}

function plainText(field: Field<string>): string {
  return textOf(field) ?? '';
}

/** A text that cannot run into the next one. */
function counted(text: string): string {
  return `${text.length}:${text}`;
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
