import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { Channel } from '../../src/input/load-options.ts';
import { rulesAcrossFields } from '../../src/input/rules-across-fields/index.ts';
import type { Rule } from '../../src/input/rules-across-fields/rule.ts';
import type { RuleTree } from '../../src/input/rules-across-fields/rule-tree.ts';
import { isObject, type JsonObject } from '../../src/model/json.ts';
import { type CrdName, crdOf } from '../../src/model/kinds.ts';
import type { Path } from '../../src/model/resource.ts';

/**
 * A rule across fields with a value that keeps it and one that breaks it. The files of `fixtures/rules-across-fields` hold them by kind,
 * below a valid `object` that the values are put into.
 */
export interface RuleCase {
  readonly crd: CrdName;
  readonly object: JsonObject;
  /** What the API server says, behind `Invalid value: "<type>": `. */
  readonly message: string;
  /** The field that the API server names. */
  readonly field: string;
  /** Where the values go, if not there. */
  readonly put?: string;
  /** The value to blame, if it is another one. */
  readonly blames?: string;
  readonly channel?: Channel;
  readonly valid: unknown;
  readonly invalid: unknown;
  /** What else is wrong with the invalid value. */
  readonly also?: readonly string[];
  /** The schema refuses whatever breaks the rule, so that the API server never reports it. */
  readonly shadowed?: boolean;
}

interface RuleFile {
  readonly object: JsonObject;
  readonly cases: readonly Omit<RuleCase, 'crd' | 'object'>[];
}

const folder = 'fixtures/rules-across-fields';

/** All cases of the folder. */
export const ruleCases: readonly RuleCase[] = readdirSync(folder)
  .sort()
  .flatMap((file) => {
    const { object, cases }: RuleFile = JSON.parse(JSON.stringify(load(readFileSync(`${folder}/${file}`, 'utf8'))));
    const crd = crdOf(String(object['apiVersion']), String(object['kind']));
    if (crd === undefined || `${crd}.yaml` !== file) throw new Error(`${file} holds the rules of another kind`);
    return cases.map((one) => ({ ...one, crd, object }));
  });

/** The object of a case with a value in its place. */
export function objectWith({ object, put, field }: RuleCase, value: unknown): JsonObject {
  const changed = withValue(object, parsePath(put ?? field), value);
  if (!isObject(changed)) throw new Error(`no object with ${field}`);
  return changed;
}

function withValue(holder: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(holder) ? [...holder] : [];
    list[step] = withValue(list[step], rest, value);
    return [...list].map((item) => item ?? {});
  }
  const object = isObject(holder) ? holder : {};
  return { ...object, [step]: withValue(object[step], rest, value) };
}

/** A path as the API server writes it, taken apart: keys of maps stand in brackets, as indices do. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([step, key]) => {
    if (key === undefined) return step;
    return /^\d+$/.test(key) ? Number(key) : key;
  });
}

/** The rules that stand at a path of an object, whatever the bundle. */
function rulesAt(crd: CrdName, path: Path): readonly Rule[] {
  let node: RuleTree | undefined = rulesAcrossFields[crd];
  for (const step of path) node = (typeof step === 'string' ? node?.fields?.[step] : undefined) ?? node?.each;
  return node?.rules ?? [];
}

/** The rule that a case is about. */
export function ruleOf({ crd, field, message }: RuleCase): Rule {
  const rule = rulesAt(crd, parsePath(field)).find(
    (one) => message === one.message || message.endsWith(` evaluating rule: ${one.message}`),
  );
  if (rule === undefined) throw new Error(`${crd} has no rule at ${field} that says: ${message}`);
  return rule;
}

/** Every rule of a tree with the path of its node; `*` stands for items of lists and for values of maps. */
export function placedRules(tree: RuleTree, path = ''): { readonly path: string; readonly rule: Rule }[] {
  return [
    ...(tree.rules ?? []).map((rule) => ({ path, rule })),
    ...Object.entries(tree.fields ?? {}).flatMap(([name, node]) => placedRules(node, `${path}.${name}`)),
    ...(tree.each === undefined ? [] : placedRules(tree.each, `${path}.*`)),
  ];
}
