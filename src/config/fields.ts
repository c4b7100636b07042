import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { nearest } from '../model/nearest.ts';
import type { TextRange } from '../model/resource.ts';

/** JSON Schema, as far as the fields of a configuration need it. */
export interface FieldSchema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: FieldSchema | false;
  readonly required?: readonly string[];
}

/** A value and where it stands. */
export interface Written<T> {
  readonly value: T;
  /** As `file:line:column`. */
  readonly at: string;
  readonly range: TextRange;
}

/** What fields are read from. */
export interface Reading {
  /** Where a node begins. */
  at(node: unknown): string;
  /** The text of a node. */
  rangeOf(node: unknown): TextRange;
  /** Records what is wrong at a node. */
  fail(node: unknown, message: string): void;
  /** What an alias stands for. */
  resolve(node: unknown): Node | undefined;
}

/** A kind of value: how JSON Schema describes it, and how it is read. Undefined is what is read where something is wrong. */
export interface Field<T> {
  readonly schema: FieldSchema;
  read(node: unknown, reading: Reading): T | undefined;
}

/** A text that is not empty. Numbers and booleans are taken as they are written. */
export const text: Field<Written<string>> = {
  schema: { type: ['string', 'number', 'boolean'], minLength: 1 },
  read(node, reading) {
    const found = reading.resolve(node);
    if (isScalar(found) && ['string', 'number', 'boolean'].includes(typeof found.value) && found.value !== '') {
      const value = typeof found.value === 'string' ? found.value : (found.source ?? '');
      return { value, at: reading.at(node), range: reading.rangeOf(node) };
    }
    reading.fail(node, 'a text is expected');
    return undefined;
  },
};

export const flag: Field<boolean> = {
  schema: { type: 'boolean' },
  read(node, reading) {
    const found = reading.resolve(node);
    if (isScalar(found) && typeof found.value === 'boolean') return found.value;
    reading.fail(node, 'true or false is expected');
    return undefined;
  },
};

/** A whole number from 0 on. */
export const count: Field<number> = {
  schema: { type: 'integer', minimum: 0 },
  read(node, reading) {
    const found = reading.resolve(node);
    if (isScalar(found) && typeof found.value === 'number' && Number.isInteger(found.value) && found.value >= 0) {
      return found.value;
    }
    reading.fail(node, 'a whole number from 0 on is expected');
    return undefined;
  },
};

/** One of some words. */
export function choice<T extends string>(words: readonly T[]): Field<T> {
  return {
    schema: { enum: words },
    read(node, reading) {
      const found = reading.resolve(node);
      const given = isScalar(found) ? String(found.value) : undefined;
      const word = words.find((one) => one === given);
      if (word === undefined) reading.fail(node, `one of ${words.join(', ')} is expected`);
      return word;
    },
  };
}

/** A list of values of one kind. */
export function list<T>(item: Field<T>): Field<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read(node, reading) {
      const found = reading.resolve(node);
      if (isSeq(found)) return found.items.flatMap((one) => item.read(one, reading) ?? []);
      reading.fail(node, 'a list is expected');
      return undefined;
    },
  };
}

/** An entry of a mapping whose keys are the user's. */
export interface Entry<T> {
  readonly key: Written<string>;
  readonly value: T;
}

/** A mapping whose keys are the user's. */
export function mapping<T>(value: Field<T>): Field<readonly Entry<T>[]> {
  return {
    schema: { type: 'object', additionalProperties: value.schema },
    read(node, reading) {
      return entriesOf(node, reading)?.flatMap((entry) => {
        const key = text.read(entry.key, reading);
        const read = value.read(entry.value, reading);
        return key === undefined || read === undefined ? [] : [{ key, value: read }];
      });
    },
  };
}

/** Asks for a key of an object; undefined if it is not there, or has no value. */
export type Getter = <T>(key: string, field: Field<T>, description: string) => T | undefined;

/** An object whose keys are those that `build` asks for. Other keys are errors that name the nearest one. */
export function object<T>(build: (get: Getter) => T, required: readonly string[] = []): Field<T> {
  const properties: Record<string, FieldSchema> = {};
  build((key, { schema }, description) => {
    properties[key] = { description, ...schema };
    return undefined;
  });
  return {
    schema: {
      type: 'object',
      properties,
      additionalProperties: false,
      ...(required.length > 0 && { required }),
    },
    read(node, reading) {
      const entries = entriesOf(node, reading);
      if (entries === undefined) return undefined;
      const values = new Map<string, unknown>();
      for (const { key, value } of entries) {
        const name = isScalar(key) ? String(key.value) : '';
        if (!Object.hasOwn(properties, name)) reading.fail(key, unknownKey(name, Object.keys(properties)));
        else if (!isScalar(value) || value.value !== null) values.set(name, value);
      }
      const missing = required.filter((name) => !values.has(name));
      for (const name of missing) reading.fail(node, `"${name}" is missing`);
      if (missing.length > 0) return undefined;
      return build((key, field) => (values.has(key) ? field.read(values.get(key), reading) : undefined));
    },
  };
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  const hint =
    meant.length > 0 ? `did you mean ${meant.map((one) => `"${one}"`).join(' or ')}?` : `known are ${known.join(', ')}`;
  return `unknown key "${key}"; ${hint}`;
}

function entriesOf(
  node: unknown,
  reading: Reading,
): readonly { readonly key: unknown; readonly value: unknown }[] | undefined {
  const found = reading.resolve(node);
  if (isMap(found)) return found.items;
  reading.fail(node, 'a mapping is expected');
  return undefined;
}
