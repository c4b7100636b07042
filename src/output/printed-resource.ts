import type { IstioResource } from '../convert/result.ts';

/** `mirror`: as istiod holds the resources; `apply-ready`: as a cluster accepts them. */
export type ResourceForm = 'apply-ready' | 'mirror';

/** Resources as text for stdout: empty, or ended by a line feed. */
export type ResourcePrinter = (resources: readonly IstioResource[], form: ResourceForm) => string;

/** What of a resource is printed: no link to its sources, and no annotations where there are none (RUN-8). */
export function printedResource(resource: IstioResource): object {
  const { apiVersion, kind, metadata, spec } = resource;
  const { annotations, ...rest } = metadata;
  const printed = Object.keys(annotations).length === 0 ? rest : { annotations, ...rest };
  return { apiVersion, kind, metadata: printed, spec };
}
