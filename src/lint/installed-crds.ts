import { objectsIn } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** The CustomResourceDefinition of a kind in the input: it says what the cluster will serve. */
export function installedCrd(index: ResourceIndex, crd: CrdName): Resource | undefined {
  return index.get('customresourcedefinitions.apiextensions.k8s.io', '', crd);
}

/** Whether a CustomResourceDefinition serves a version. */
export function serves({ spec }: Resource, version: string): boolean {
  return objectsIn(spec, 'versions').some(({ name, served }) => name === version && served === true);
}
