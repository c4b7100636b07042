import { loadAll } from 'js-yaml';
import { isObject, objectsIn } from '../../src/model/json.ts';
import { healthyStatus } from '../../src/output/condition-problems.ts';

/** `type reason` of every condition in YAML, of the types that istiod writes. */
export function writtenConditions(yaml: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    for (const { type, reason } of objectsIn(value, 'conditions')) {
      if (Object.hasOwn(healthyStatus, String(type))) found.add(`${type} ${reason}`);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(loadAll(yaml));
  return found;
}
