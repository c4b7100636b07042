import type { JsonObject } from '../../model/json.ts';
import { has, listRule, type Outcome, uniqueRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rules on the parentRefs of a route. The bundles differ in whether ports tell references to one parent apart. */
export const parentRefRules: RuleTree = {
  rules: [
    listRule(
      'sectionName must be specified when parentRefs includes 2 or more references to the same parent',
      (refs) => sameDetails(refs, parent, [section]),
      { name: 'parent-refs-ambiguous', only: { channel: 'standard' } },
    ),
    uniqueRule(
      'sectionName must be unique when parentRefs includes 2 or more references to the same parent',
      (ref) => joined(parent(ref), section(ref)),
      { name: 'parent-refs-ambiguous', only: { channel: 'standard' } },
    ),
    listRule(
      'sectionName or port must be specified when parentRefs includes 2 or more references to the same parent',
      (refs) => sameDetails(refs, parent, [section, port]),
      { name: 'parent-refs-ambiguous', only: { channel: 'experimental' } },
    ),
    uniqueRule(
      'sectionName or port must be unique when parentRefs includes 2 or more references to the same parent',
      (ref) => joined(parent(ref), section(ref), port(ref)),
      { name: 'parent-refs-ambiguous', only: { channel: 'experimental' } },
    ),
  ],
};

/** The rules on the targetRefs of a policy, which have no namespace. */
export const targetRefRules: RuleTree = {
  rules: [
    listRule('sectionName must be specified when targetRefs includes 2 or more references to the same target', (refs) =>
      sameDetails(refs, target, [section]),
    ),
    uniqueRule('sectionName must be unique when targetRefs includes 2 or more references to the same target', (ref) =>
      joined(target(ref), section(ref)),
    ),
  ],
};

/** Whether of the references to one object either all have a detail or none has. */
function sameDetails(
  refs: readonly JsonObject[],
  identity: (ref: JsonObject) => string,
  details: readonly ((ref: JsonObject) => unknown)[],
): Outcome {
  if (refs.length < 2) return true;
  const seen = new Map<string, { index: number; given: string }>();
  for (const [index, ref] of refs.entries()) {
    const object = identity(ref);
    const given = joined(...details.map((detail) => detail(ref) !== none));
    const first = seen.get(object);
    if (first === undefined) seen.set(object, { index, given });
    else if (first.given !== given) return { at: [index], first: [first.index] };
  }
  return true;
}

const none = '';

function target(ref: JsonObject): string {
  return joined(ref['group'], ref['kind'], ref['name']);
}

function parent(ref: JsonObject): string {
  return joined(target(ref), ref['namespace'] ?? '');
}

/** `none` also if it is written but empty. */
function section(ref: JsonObject): unknown {
  return ref['sectionName'] ?? none;
}

/** `none` also if it is written but zero. */
function port(ref: JsonObject): unknown {
  return has(ref, 'port') && ref['port'] !== 0 ? ref['port'] : none;
}

function joined(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
