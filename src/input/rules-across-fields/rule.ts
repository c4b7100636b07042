import { isObject, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import type { Channel } from '../load-options.ts';
import type { RuleName } from '../violation.ts';

/** Where a rule is broken, and why if it is not just wrong. */
export interface Fault {
  /** The value to blame, from the one that carries the rule on. */
  readonly at: Path;
  readonly part?: 'key';
  /** An earlier value that it collides with, likewise. */
  readonly first?: Path;
  /** What keeps the API server from evaluating the rule, which counts as broken then. */
  readonly error?: string;
}

/** Whether a value keeps a rule. `false` blames what the rule names in `at`, or else the value as a whole. */
export type Outcome = boolean | Fault;

/** Whom a rule is for. */
export interface RuleScope {
  /** The one bundle that has the rule, though both have the fields. */
  readonly channel?: Channel;
  /** The versions of the kind that have the rule. */
  readonly versions?: readonly string[];
}

interface RuleTraits {
  /** The name in the catalogue. Default `cel`, which is for all that have no name of their own. */
  readonly name?: RuleName;
  readonly only?: RuleScope;
  /** The field that `false` blames. */
  readonly at?: Path;
  /** What to do, where the message does not say it. */
  readonly help?: string;
}

/** One of the validation rules of a CRD, as a predicate. */
export interface Rule extends RuleTraits {
  /** What the API server's messages show in place of the value. */
  readonly type: 'array' | 'integer' | 'object' | 'string';
  /** The text of the CRD. */
  readonly message: string;
  /** Values of another type keep every rule: the schema refuses them. */
  readonly holds: (value: unknown) => Outcome;
}

/** A rule on an object or a map. */
export function objectRule(message: string, holds: (object: JsonObject) => Outcome, traits: RuleTraits = {}): Rule {
  return { type: 'object', message, holds: (value) => !isObject(value) || holds(value), ...traits };
}

/** A rule that an object has no more than one of some fields. The second one is to blame, in the order they are written. */
export function atMostOneRule(message: string, fields: readonly string[]): Rule {
  return objectRule(message, (object) => {
    const [first, second] = Object.keys(object).filter((field) => fields.includes(field));
    return first === undefined || second === undefined || { at: [second], first: [first] };
  });
}

/** A rule on a list of objects. */
export function listRule(
  message: string,
  holds: (items: readonly JsonObject[]) => Outcome,
  traits: RuleTraits = {},
): Rule {
  return {
    type: 'array',
    message,
    holds: (value) => !isListOf(value, isObject) || holds(value),
    ...traits,
  };
}

/** A rule on a list of texts. */
export function textsRule(
  message: string,
  holds: (texts: readonly string[]) => Outcome,
  traits: RuleTraits = {},
): Rule {
  return { type: 'array', message, holds: (value) => !isListOf(value, isText) || holds(value), ...traits };
}

/** A rule on a text. */
export function textRule(message: string, holds: (text: string) => Outcome, traits: RuleTraits = {}): Rule {
  return { type: 'string', message, holds: (value) => !isText(value) || holds(value), ...traits };
}

/** A rule on a number without fraction. */
export function integerRule(message: string, holds: (number: number) => boolean): Rule {
  return { type: 'integer', message, holds: (value) => typeof value !== 'number' || holds(value) };
}

/** A rule on every key of a map. */
export function keysRule(message: string, holds: (key: string) => boolean): Rule {
  return objectRule(message, (map) => {
    const key = Object.keys(map).find((name) => !holds(name));
    return key === undefined || { at: [key], part: 'key' };
  });
}

/** A rule on every item of a list of objects. `at` is the field of the item that is to blame. */
export function itemsRule(message: string, holds: (item: JsonObject) => boolean, traits: RuleTraits = {}): Rule {
  const { at = [], ...others } = traits;
  return listRule(message, (items) => all(items, holds, at), others);
}

/** Whether all items have something; if not, the first one without it is to blame. */
export function all<T>(items: readonly T[], holds: (item: T) => boolean, at: Path = []): Outcome {
  const index = items.findIndex((item) => !holds(item));
  return index < 0 || { at: [index, ...at] };
}

/** A rule that no two items of a list of objects are the same. Items without identity differ from all. */
export function uniqueRule(message: string, identity: (item: JsonObject) => unknown, traits: RuleTraits = {}): Rule {
  const { at = [], ...others } = traits;
  return listRule(message, (items) => unique(items, identity, at), others);
}

function unique(items: readonly JsonObject[], identity: (item: JsonObject) => unknown, at: Path): Outcome {
  if (items.length < 2) return true;
  const seen = new Map<unknown, number>();
  for (const [index, item] of items.entries()) {
    const own = identity(item);
    if (own === undefined) continue;
    const first = seen.get(own);
    if (first !== undefined) return { at: [index, ...at], first: [first, ...at] };
    seen.set(own, index);
  }
  return true;
}

/** Whether a field is there, be it empty. */
export function has(object: JsonObject, field: string): boolean {
  return Object.hasOwn(object, field);
}

/** A field that is a text, or nothing. */
export function textOf(object: JsonObject, field: string): string | undefined {
  const value = object[field];
  return isText(value) ? value : undefined;
}

/** Length of a list, or number of a map's entries; 0 for anything else. */
export function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
