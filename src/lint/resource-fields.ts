import { isObject, valueAt } from '../model/json.ts';
import { crdOf, kinds } from '../model/kinds.ts';
import type { Path, Resource } from '../model/resource.ts';

/** What stands at a path of an object. */
export function fieldOf(resource: Resource, path: Path): unknown {
  const crd = crdOf(resource.apiVersion, resource.kind);
  const specless = crd !== undefined && kinds[crd].specless === true && path[0] !== 'metadata';
  return specless ? valueAt(resource.spec, path) : valueAt(resource, path);
}

/** The path with the index of each list item replaced by its name, where it has one (LN-72). */
export function stablePath(resource: Resource, path: Path): Path {
  return path.map((step, i) => {
    if (typeof step !== 'number') return step;
    const item = fieldOf(resource, path.slice(0, i + 1));
    const name = isObject(item) ? item['name'] : undefined;
    return typeof name === 'string' && name !== '' ? name : step;
  });
}
