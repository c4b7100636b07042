import { isObject, type JsonObject } from '../model/json.ts';
import { nearest } from '../model/nearest.ts';
import type { Path } from '../model/resource.ts';

/** What is wrong with a field of a document that a user wrote. */
export interface FieldProblem {
  /** From the root of the document. */
  readonly path: Path;
  readonly message: string;
}

/** Reads the fields of an object one by one. What has the wrong form is a problem, and as good as absent. */
export interface FieldReader {
  text(field: string): string | undefined;
  flag(field: string): boolean | undefined;
  integer(field: string, least: number, most: number): number | undefined;
  choice<T extends string>(field: string, choices: readonly T[]): T | undefined;
  object(field: string): FieldReader | undefined;
  /** The value of whatever form. */
  value(field: string): unknown;
  /** Reports a field; `''` stands for the object as a whole. */
  problem(field: string, message: string): undefined;
  /** Reports each field that is not among these. */
  only(known: readonly string[]): void;
}

/** A reader of the fields of an object at a path. Problems are added to the list. */
export function createFieldReader(object: JsonObject, path: Path, problems: FieldProblem[]): FieldReader {
  const problem = (field: string, message: string): undefined => {
    problems.push({ path: field === '' ? path : [...path, field], message });
  };
  const read = <T>(field: string, isRight: (value: unknown) => value is T, form: string): T | undefined => {
    const value = object[field];
    if (value === undefined || isRight(value)) return value;
    return problem(field, `${field} is not ${form}`);
  };
  return {
    text: (field) => read(field, isText, 'a string (quote it)'),
    flag: (field) => read(field, (value) => typeof value === 'boolean', 'true or false'),
    integer: (field, least, most) =>
      read(
        field,
        (value): value is number => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
        `a number from ${least} to ${most}`,
      ),
    choice: (field, choices) =>
      read(field, (value): value is (typeof choices)[number] => choices.some((one) => one === value), oneOf(choices)),
    object: (field) => {
      const value = read(field, isObject, 'a mapping');
      return value && createFieldReader(value, [...path, field], problems);
    },
    value: (field) => object[field],
    problem,
    only(known) {
      for (const field of Object.keys(object)) {
        if (!known.includes(field)) problem(field, `unknown field "${field}"${hint(field, known)}`);
      }
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function oneOf(choices: readonly string[]): string {
  return `one of ${choices.join(', ')}`;
}

function hint(field: string, known: readonly string[]): string {
  const meant = nearest(field, known);
  return meant.length > 0 ? `; did you mean ${meant.join(' or ')}?` : `; known are ${known.join(', ')}`;
}
