import type { IstioResource } from '../convert/result.ts';
import type { JsonObject } from '../model/json.ts';

/** `mirror`: as istiod holds the resources; `apply-ready`: as a cluster accepts them. */
export type ResourceForm = 'apply-ready' | 'mirror';

/** An object that is printed whole, as it is: what istiod deploys for a Gateway. */
export interface WholeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly object: JsonObject;
}

/** Resources as text for stdout: empty, or ended by a line feed. */
export type ResourcePrinter = (resources: readonly (IstioResource | WholeObject)[], form: ResourceForm) => string;

/** What of a resource is printed: no link to its sources, and no annotations where there are none (RUN-8). */
export function printedResource(resource: IstioResource | WholeObject): object {
  if ('object' in resource) return resource.object;
  const { apiVersion, kind, metadata, spec } = resource;
  const { annotations, ...rest } = metadata;
  const printed = Object.keys(annotations).length === 0 ? rest : { annotations, ...rest };
  return { apiVersion, kind, metadata: printed, spec };
}
