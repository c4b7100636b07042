import { isObject, type JsonObject } from '../model/json.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { readValue } from './read-value.ts';
import { YamlProblem } from './yaml-problem.ts';

/** The mesh configuration that the input holds, as `istioctl install` and the charts keep it: in `mesh` of the ConfigMap `istio`. */
export function meshConfigOf(index: ResourceIndex): JsonObject | undefined {
  const text = index.get('configmaps.', 'istio-system', 'istio')?.spec.data?.['mesh'];
  if (typeof text !== 'string') return undefined;
  try {
    const { value } = readValue({ file: 'mesh', text, start: 0, end: text.length }, 0);
    return isObject(value) ? value : undefined;
  } catch (problem) {
    // What istiod does with a configuration that is no YAML is not for this place to say.
    if (problem instanceof YamlProblem) return undefined;
    throw problem;
  }
}
