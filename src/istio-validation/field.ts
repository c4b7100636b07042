import { isObject } from '../model/json.ts';
import { compareBytes } from '../model/order.ts';
import type { Path } from '../model/resource.ts';

/**
 * A value in an object that nobody has checked yet, and the way to it. `T` is what the field is declared to hold, so that a step to a
 * field that does not exist does not compile; what it really holds is looked at only by the functions below.
 * The path is a chain of parents: it is written out for findings alone, and most objects have none.
 */
export interface Field<T> {
  readonly value: unknown;
  readonly step?: string | number;
  readonly parent?: Field<unknown>;
  /** Never there: it ties the declared type to the field. */
  readonly declared?: T;
}

/** The field of an object; absent in anything that is no object. */
export function get<T, K extends keyof T & string>(parent: Field<T>, step: K): Field<NonNullable<T[K]>> {
  const { value } = parent;
  return { value: isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined, step, parent };
}

/** The items of a list, nulls included; none for anything that is no list. */
export function itemsOf<T>(parent: Field<readonly T[]>): readonly Field<T>[] {
  const { value } = parent;
  return Array.isArray(value) ? value.map((item: unknown, step) => ({ value: item, step, parent })) : [];
}

/** The entries of a map by key, as istiod meets them in no order at all; none for anything that is no map. */
export function entriesOf<T>(parent: Field<Readonly<Record<string, T>>>): readonly (readonly [string, Field<T>])[] {
  return fieldsOf(parent);
}

/** The fields that an object was given, by name, nulls included. */
export function fieldsOf(parent: Field<object>): readonly (readonly [string, Field<never>])[] {
  const { value } = parent;
  if (!isObject(value)) return [];
  return Object.keys(value)
    .sort(compareBytes)
    .map((step) => [step, { value: value[step], step, parent }]);
}

/** The text of a field, empty where it is absent; `undefined` where something else stands there. */
export function textOf({ value }: Field<string>): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : undefined;
}

/** The number of a field, 0 where it is absent; `undefined` where something else stands there. */
export function numberOf({ value }: Field<number>): number | undefined {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' ? value : undefined;
}

/** Whether a field says `true`. */
export function isTrue({ value }: Field<boolean>): boolean {
  return value === true;
}

/** Whether a field has a text with at least one character. */
export function hasText({ value }: Field<string>): boolean {
  return typeof value === 'string' && value !== '';
}

/** Whether a field has no text: it is absent or empty. Something else in its place is not for these rules to judge. */
export function lacksText(field: Field<string>): boolean {
  return textOf(field) === '';
}

/** Whether a field holds an object, be it empty. */
export function isMessage({ value }: Field<object>): boolean {
  return isObject(value);
}

/** Whether a field holds a list with at least one item. */
export function isFilled({ value }: Field<readonly unknown[]>): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** Whether a list is absent or has no items. Something else in its place is not for these rules to judge. */
export function isEmpty({ value }: Field<readonly unknown[]>): boolean {
  return isNull({ value }) || (Array.isArray(value) && value.length === 0);
}

/** Whether nothing stands in a field: protobuf reads null as unset. */
export function isNull({ value }: Field<unknown>): boolean {
  return value === undefined || value === null;
}

/** The texts among the items of a list. */
export function textsOf({ value }: Field<readonly string[]>): readonly string[] {
  return Array.isArray(value) ? value.filter((item: unknown) => typeof item === 'string') : [];
}

/** The steps from the root of the object. */
export function pathOf({ step, parent }: Field<unknown>): Path {
  return step === undefined || parent === undefined ? [] : [...pathOf(parent), step];
}
