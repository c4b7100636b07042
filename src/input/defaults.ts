import { isObject, type JsonObject } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';
import type { DefaultsTree } from './defaults-tree.ts';
import type { Channel } from './load-options.ts';
import { loadSchemaModules } from './schema-modules.ts';

/** Fills in what users left to the CRDs. */
export interface Defaults {
  /** The object as the API server stores it; what needs no default is shared with the original. */
  readonly apply: (crd: CrdName, object: JsonObject) => JsonObject;
}

/**
 * The defaults of some kinds. Under the standard bundle those inside of experimental fields are included, since such fields are used all the same;
 * for standard fields both bundles have the same defaults.
 */
export async function loadDefaults(crds: Iterable<CrdName>, channel: Channel): Promise<Defaults> {
  const modules = await loadSchemaModules(crds, channel);
  return {
    apply(crd, object) {
      const tree = modules.get(crd)?.defaults;
      return tree === undefined ? object : applyToObject(tree, object);
    },
  };
}

/** From the parent downwards, so that a default may itself receive defaults (fact 1 of crd-cases/README.md). */
function applyTo(tree: DefaultsTree, value: unknown): unknown {
  if (Array.isArray(value)) return applyToList(tree, value);
  return isObject(value) ? applyToObject(tree, value) : value;
}

function applyToList(tree: DefaultsTree, list: readonly unknown[]): readonly unknown[] {
  const { items } = tree;
  if (items === undefined) return list;
  let result: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const applied = applyTo(items, list[index]);
    if (applied === list[index]) continue;
    result ??= [...list];
    result[index] = applied;
  }
  return result ?? list;
}

function applyToObject(tree: DefaultsTree, object: JsonObject): JsonObject {
  let result: Record<string, unknown> | undefined;
  const { properties, additionalProperties } = tree;
  for (const name in properties) {
    const property = properties[name];
    if (property === undefined) continue;
    const written = Object.hasOwn(object, name) ? object[name] : undefined;
    const value = applyTo(property, written ?? property.default);
    if (value === undefined || value === written) continue;
    result ??= { ...object };
    result[name] = value;
  }
  if (additionalProperties === undefined) return result ?? object;
  for (const name of Object.keys(object)) {
    if (properties !== undefined && Object.hasOwn(properties, name)) continue;
    const value = applyTo(additionalProperties, object[name]);
    if (value === object[name]) continue;
    result ??= { ...object };
    result[name] = value;
  }
  return result ?? object;
}
