import { isObject, type JsonObject } from '../../model/json.ts';
import type { Path } from '../../model/resource.ts';
import type { Channel } from '../load-options.ts';
import type { RuleViolation } from '../violation.ts';
import type { Fault, Rule, RuleScope } from './rule.ts';

/** The rules on a value, and those on what it holds. */
export interface RuleTree {
  readonly rules?: readonly Rule[];
  /** By field of an object. */
  readonly fields?: Readonly<Record<string, RuleTree>>;
  /** For each item of a list, or each value of a map. */
  readonly each?: RuleTree;
}

/** What decides which rules are for an object. */
export interface RuleContext {
  readonly channel: Channel;
  /** Of the object's `apiVersion`, without the group. */
  readonly version: string;
}

/** Every rule of a tree that an object breaks. A rule on an absent value is not looked at. */
export function brokenRules(tree: RuleTree, object: JsonObject, context: RuleContext): RuleViolation[] {
  const found: RuleViolation[] = [];
  // One path for the whole walk: nearly all objects are fine, and then nothing is ever made of it.
  const path: (string | number)[] = [];
  const visit = (node: RuleTree, value: unknown) => {
    for (const rule of node.rules ?? []) {
      if (rule.only !== undefined && !isFor(rule.only, context)) continue;
      const outcome = rule.holds(value);
      if (outcome === true) continue;
      found.push(broken(tree, [...path], rule, outcome === false ? { at: rule.at ?? [] } : outcome));
    }
    if (node.each !== undefined) visitEach(node.each, value);
    if (node.fields !== undefined && isObject(value)) visitFields(node.fields, value);
  };
  const visitFields = (fields: Readonly<Record<string, RuleTree>>, object: JsonObject) => {
    for (const name in fields) {
      const node = fields[name];
      if (node !== undefined && Object.hasOwn(object, name)) visitAt(name, node, object[name]);
    }
  };
  const visitEach = (node: RuleTree, value: unknown) => {
    if (Array.isArray(value)) for (let index = 0; index < value.length; index++) visitAt(index, node, value[index]);
    else if (isObject(value)) for (const key of Object.keys(value)) visitAt(key, node, value[key]);
  };
  const visitAt = (step: string | number, node: RuleTree, value: unknown) => {
    path.push(step);
    visit(node, value);
    path.pop();
  };
  visit(tree, object);
  return found;
}

function isFor({ channel, versions }: RuleScope, context: RuleContext): boolean {
  return (channel ?? context.channel) === context.channel && versions?.includes(context.version) !== false;
}

function broken(tree: RuleTree, path: Path, rule: Rule, { at, part, first, error }: Fault): RuleViolation {
  const reason = error === undefined ? rule.message : `${error} evaluating rule: ${rule.message}`;
  return {
    kind: 'rule',
    rule: rule.name ?? 'cel',
    path,
    blamed: [...path, ...at],
    message: `${nameOf(tree, path)}: Invalid value: "${rule.type}": ${reason}`,
    ...(part && { part }),
    ...(first && { first: [...path, ...first] }),
    ...(rule.help !== undefined && { help: rule.help }),
  };
}

/** The field as the API server writes it. Keys of maps stand in brackets, which the path alone does not tell. */
function nameOf(tree: RuleTree, path: Path): string {
  let text = '';
  let node: RuleTree | undefined = tree;
  for (const step of path) {
    const field: RuleTree | undefined = typeof step === 'string' ? node?.fields?.[step] : undefined;
    if (field === undefined) text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
    node = field ?? node?.each;
  }
  return text;
}
