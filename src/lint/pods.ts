import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels have everything that a selector asks for. */
export function satisfies(labels: Labels, selector: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

/** The Pods of the input that a selector picks. They are never demanded, and only add evidence (LN-27). */
export function podsOf(index: ResourceIndex, selector: Labels): readonly Resource[] {
  return index.list('pods.').filter(({ metadata }) => satisfies(metadata.labels ?? {}, selector));
}
