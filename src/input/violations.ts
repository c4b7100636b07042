import { isObject, type JsonObject } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import type { Path } from '../model/resource.ts';
import { codePoints, formats, linearPatterns } from './expressions.ts';
import { suggestField } from './field-suggestion.ts';
import { hostnameHelp, isHostnamePath, meantHostname } from './hostname-faults.ts';
import { type JsonSchema, pathText } from './json-schema.ts';
import { duplicates, keyValues } from './list-keys.ts';
import { invalid, jsonType, oneText, refused, type SchemaViolation, shown, wrongType } from './violation.ts';

/** Takes one violation after the other: of a small text there may be so many that a list of them is large. */
export type TakeViolation = (violation: SchemaViolation) => void;

/**
 * Everything a schema refuses in a value, in the API server's words. This is the slow and telling twin of the compiled validators,
 * for objects that they refuse.
 */
export function violations(schema: JsonSchema, value: unknown, path: Path = []): SchemaViolation[] {
  const found: SchemaViolation[] = [];
  eachViolation(schema, value, path, (violation) => found.push(violation));
  return found;
}

/** The same without a list. */
export function eachViolation(schema: JsonSchema, value: unknown, path: Path, take: TakeViolation): void {
  const refusal = typeViolation(schema, value, path) ?? enumViolation(schema, value, path);
  if (refusal !== undefined) {
    take(refusal);
    return;
  }
  const combined = combinatorViolations(schema, value, path);
  // One per path: a combinator may refuse again what a plain keyword has refused.
  const places = new Set<string>();
  eachPlain(schema, value, path, (violation) => {
    if (combined.length > 0) places.add(pathText(violation.path));
    take(violation);
  });
  for (const violation of combined) if (!places.has(pathText(violation.path))) take(violation);
}

function eachPlain(schema: JsonSchema, value: unknown, path: Path, take: TakeViolation): void {
  if (typeof value === 'string') textViolations(schema, value, path).forEach(take);
  else if (typeof value === 'number') numberViolations(schema, value, path).forEach(take);
  else if (Array.isArray(value)) eachInList(schema, value, path, take);
  else if (isObject(value)) eachInObject(schema, value, path, take);
}

function typeViolation(schema: JsonSchema, value: unknown, path: Path): SchemaViolation | undefined {
  const type = jsonType(value);
  if (schema['x-kubernetes-int-or-string'] === true) {
    return type === 'integer' || type === 'string' ? undefined : wrongType(path, 'integer,string', value, false);
  }
  const fits = schema.type === undefined || schema.type === type || (schema.type === 'number' && type === 'integer');
  return fits ? undefined : wrongType(path, schema.type ?? '', value, fitsAsText(schema, value, path));
}

function fitsAsText(schema: JsonSchema, value: unknown, path: Path): boolean {
  if (schema.type !== 'string' || (typeof value !== 'number' && typeof value !== 'boolean')) return false;
  return violations(schema, String(value), path).length === 0;
}

function enumViolation(schema: JsonSchema, value: unknown, path: Path): SchemaViolation | undefined {
  if (schema.enum === undefined || schema.enum.includes(value)) return undefined;
  const names = schema.enum.filter((item) => typeof item === 'string');
  const near = typeof value === 'string' ? nearest(value, names) : [];
  const help = near.length > 0 ? `did you mean ${near.map(shown).join(' or ')}?` : undefined;
  const sort = `Unsupported value: ${shown(value)}: supported values: ${schema.enum.map(shown).join(', ')}`;
  return refused(path, 'enum', sort, help);
}

/** The first fault only, as the API server does; long texts never meet a pattern that could take its time with them. */
function textViolations(schema: JsonSchema, value: string, path: Path): SchemaViolation[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  const length = codePoints(value);
  if (length > maxLength) return [refused(path, 'maxLength', `Too long: may not be more than ${maxLength} bytes`)];
  if (length < minLength) return [invalid(path, 'minLength', value, `should be at least ${minLength} chars long`)];
  const matches = (text: string) =>
    pattern === undefined || new RegExp(linearPatterns[pattern] ?? pattern, 'u').test(text);
  if (!matches(value)) {
    const violation = invalid(path, 'pattern', value, `should match '${pattern}'`);
    if (!isHostnamePath(path)) return [violation];
    const help = hostnameHelp(value);
    const meant = meantHostname(value, matches);
    return [{ ...violation, ...(help !== undefined && { help }), ...(meant !== undefined && { meant }) }];
  }
  if (format !== undefined && formats[format]?.test(value) === false) {
    return [invalid(path, 'format', value, `must be of type ${format}: ${shown(value)}`)];
  }
  return [];
}

function numberViolations(schema: JsonSchema, value: number, path: Path): SchemaViolation[] {
  const { minimum, maximum } = schema;
  const found: SchemaViolation[] = [];
  if (minimum !== undefined && value < minimum) {
    found.push(invalid(path, 'minimum', value, `should be greater than or equal to ${minimum}`));
  }
  if (maximum !== undefined && value > maximum) {
    found.push(invalid(path, 'maximum', value, `should be less than or equal to ${maximum}`));
  }
  return found;
}

function eachInList(schema: JsonSchema, list: readonly unknown[], path: Path, take: TakeViolation): void {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items } = schema;
  if (list.length < minItems) {
    take(invalid(path, 'minItems', list.length, `should have at least ${minItems} items`));
  }
  if (list.length > maxItems) {
    take(refused(path, 'maxItems', `Too many: ${list.length}: must have at most ${maxItems} items`));
  }
  if (items !== undefined) {
    for (const [index, item] of list.entries()) eachViolation(items, item, below(path, index), take);
  }
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== 'map' && listType !== 'set') return;
  const keys = schema['x-kubernetes-list-map-keys'];
  for (const index of duplicates(list, keys)) {
    const item = list[index];
    const identity = keys !== undefined && isObject(item) ? keyValues(item, keys) : item;
    take(refused(below(path, index), 'duplicate', `Duplicate value: ${shown(identity)}`));
  }
}

function eachInObject(schema: JsonSchema, object: JsonObject, path: Path, take: TakeViolation): void {
  const { properties = {}, required = [], additionalProperties } = schema;
  countViolations(schema, Object.keys(object).length, path).forEach(take);
  for (const name of required) {
    if (!Object.hasOwn(object, name)) take(refused(below(path, name), 'required', 'Required value'));
  }
  for (const [name, value] of Object.entries(object)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inside = property ?? additionalProperties;
    if (inside === false) take(unknownField(schema, below(path, name), name));
    else if (inside !== undefined) eachViolation(inside, value, below(path, name), take);
  }
}

/** Spreading would leave room for more steps, in every path. */
function below(path: Path, step: string | number): Path {
  return path.concat(step);
}

function countViolations(schema: JsonSchema, count: number, path: Path): SchemaViolation[] {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  if (count > maxProperties) {
    return [refused(path, 'maxProperties', `Too many: ${count}: must have at most ${maxProperties} items`)];
  }
  if (count >= minProperties) return [];
  return [invalid(path, 'minProperties', count, `should have at least ${minProperties} properties`)];
}

function unknownField(schema: JsonSchema, path: Path, name: string): SchemaViolation {
  const message = oneText('unknown field "', pathText(path), '"');
  const help = suggestField(name, schema);
  const keyword = 'additionalProperties';
  return { path, part: 'key', kind: 'unknown-field', keyword, message, ...(help === undefined ? {} : { help }) };
}

function combinatorViolations(schema: JsonSchema, value: unknown, path: Path): SchemaViolation[] {
  const refusedByNot = schema.not !== undefined && violations(schema.not, value, path).length === 0;
  return [
    ...(schema.allOf ?? []).flatMap((branch) => violations(branch, value, path)),
    ...(schema.anyOf === undefined ? [] : anyOfViolations(schema.anyOf, value, path)),
    ...(schema.oneOf === undefined ? [] : oneOfViolations(schema.oneOf, value, path)),
    ...(refusedByNot ? [complaint(path, 'not', value, 'must not validate the schema (not)')] : []),
  ];
}

function anyOfViolations(branches: readonly JsonSchema[], value: unknown, path: Path): SchemaViolation[] {
  const outcomes = branches.map((branch) => violations(branch, value, path));
  if (outcomes.some((outcome) => outcome.length === 0)) return [];
  const text = 'must validate at least one schema (anyOf)';
  return innermost(outcomes) ?? [complaint(path, 'anyOf', value, text, choices(branches))];
}

function oneOfViolations(branches: readonly JsonSchema[], value: unknown, path: Path): SchemaViolation[] {
  const outcomes = branches.map((branch) => violations(branch, value, path));
  const valid = outcomes.filter((outcome) => outcome.length === 0).length;
  if (valid === 1) return [];
  const count = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
  const text = `must validate one and only one schema (oneOf). ${count}`;
  const inner = valid === 0 ? innermost(outcomes) : undefined;
  return inner ?? [complaint(path, 'oneOf', value, text, choices(branches))];
}

/** The faults of the branch that failed least, the first of equals; undefined where alternatives are only about which fields are present. */
function innermost(outcomes: readonly SchemaViolation[][]): SchemaViolation[] | undefined {
  const best = outcomes.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return best.every(({ keyword }) => keyword !== 'required' && keyword !== 'not') ? best : undefined;
}

function complaint(
  path: Path,
  keyword: 'anyOf' | 'not' | 'oneOf',
  value: unknown,
  text: string,
  help?: string,
): SchemaViolation {
  const sort = `Invalid value: "${jsonType(value)}": "${pathText(path)}" ${text}`;
  return refused(path, keyword, sort, help);
}

/** Help for alternatives that only say which fields may stand together, as in most of Istio's. */
function choices(branches: readonly JsonSchema[]): string | undefined {
  const names = branches.flatMap((branch) => (branch.not === undefined ? (branch.required ?? []) : []));
  if (names.length < 2) return undefined;
  const none = branches.some((branch) => branch.not !== undefined);
  return `set ${none ? 'at most' : 'exactly'} one of ${names.map((name) => `"${name}"`).join(', ')}`;
}
