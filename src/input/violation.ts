import { goQuote } from '../model/go-quote.ts';
import { isObject } from '../model/json.ts';
import type { Path } from '../model/resource.ts';
import { pathText } from './json-schema.ts';

/** The JSON Schema keyword that refuses a value. */
export type Keyword =
  | 'additionalProperties'
  | 'allOf'
  | 'anyOf'
  | 'duplicate'
  | 'enum'
  | 'format'
  | 'maxItems'
  | 'maxLength'
  | 'maxProperties'
  | 'maximum'
  | 'minItems'
  | 'minLength'
  | 'minProperties'
  | 'minimum'
  | 'not'
  | 'oneOf'
  | 'pattern'
  | 'required'
  | 'type';

/** What the catalogue (spec chapter 70) calls a broken rule across fields; `cel` if it has no name of its own there. */
export type RuleName =
  | 'backend-port-missing'
  | 'cel'
  | 'filter-type-mismatch'
  | 'hostname-invalid'
  | 'listener-not-unique'
  | 'listener-tls-inconsistent'
  | 'parent-refs-ambiguous'
  | 'redirect-or-rewrite-invalid';

interface Refusal {
  /** The field that the API server names. */
  readonly path: Path;
  readonly part?: 'key';
  /** The API server's text, without the name of the object. */
  readonly message: string;
  readonly help?: string;
}

/** What the schema refuses, or an experimental field under the standard bundle. */
export interface SchemaViolation extends Refusal {
  readonly kind: 'type' | 'unknown-field' | 'value' | 'experimental';
  readonly keyword: Keyword;
  /** The value is a text that YAML reads as something else, and would be right in quotes. */
  readonly wantsQuotes?: true;
  /** The one text that can be meant by the value. */
  readonly meant?: string;
}

/** A broken rule across fields. */
export interface RuleViolation extends Refusal {
  readonly kind: 'rule';
  readonly rule: RuleName;
  /** The value to blame: the one at `path`, or one inside of it. */
  readonly blamed: Path;
  /** An earlier value that it collides with. */
  readonly first?: Path;
}

/** Why the API server would refuse an object, or an experimental field under the standard bundle. */
export type Violation = RuleViolation | SchemaViolation;

const blocking: ReadonlySet<Keyword> = new Set(['enum', 'maxItems', 'maxLength', 'maxProperties', 'required', 'type']);

/** Whether the API server skips all rules across fields for the sake of this violation (fact 2 of crd-cases/README.md). */
export function blocksRules(violation: Violation): boolean {
  return violation.kind !== 'rule' && violation.kind !== 'experimental' && blocking.has(violation.keyword);
}

/** A value as it stands in the API server's messages. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : (JSON.stringify(value) ?? 'null');
}

/** `<path>: Invalid value: <value>: <path> in body <complaint>`. */
export function invalid(path: Path, keyword: Keyword, value: unknown, complaint: string): SchemaViolation {
  const text = pathText(path);
  const message = oneText(text, ': Invalid value: ', shown(value), ': ', text, ' in body ') + complaint;
  return { path, kind: 'value', keyword, message };
}

/** The parts as one string. Of a template the engine keeps the parts, and of many of them that is most of the memory. */
export function oneText(...parts: readonly string[]): string {
  return parts.join('');
}

/** `<path>: <sort>`, for sorts that do not repeat the path. */
export function refused(path: Path, keyword: Keyword, sort: string, help?: string): SchemaViolation {
  const violation: SchemaViolation = { path, kind: 'value', keyword, message: oneText(pathText(path), ': ', sort) };
  return help === undefined ? violation : { ...violation, help };
}

/** A value of the wrong JSON type; whether it would be right as a text. */
export function wrongType(path: Path, expected: string, value: unknown, fitsAsText: boolean): SchemaViolation {
  const found = jsonType(value);
  const violation = invalid(path, 'type', found, oneText('must be of type ', expected, ': ', shown(found)));
  const help = fitsAsText ? `YAML reads this value as a ${typeof value}: put it in quotes` : typeHelp(expected, value);
  return {
    ...violation,
    kind: 'type',
    ...(help === undefined ? {} : { help }),
    ...(fitsAsText && { wantsQuotes: true }),
  };
}

/** Name of a value's JSON type; `integer` for numbers without fraction. YAML's `.inf` and `.nan` have none. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'non-finite number';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function typeHelp(expected: string, value: unknown): string | undefined {
  if (expected === 'integer' && typeof value === 'string' && /^\d+$/.test(value)) return 'remove the quotes';
  if (expected === 'array' && (isObject(value) || typeof value === 'string')) {
    return 'this field is a list: start each item with "- "';
  }
  return undefined;
}
