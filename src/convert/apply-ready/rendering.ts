import { labels, managedByGwx, sourceAnnotation } from '../../model/names.ts';
import { compareNames } from '../../model/order.ts';
import type { IstioResource } from '../result.ts';
import type { Sources } from '../sources.ts';
import type { EmittedKind } from './names.ts';
import type { ApplyReadyScope } from './scope.ts';

/** A resource as it is applied, with what it was made from and by whom (AF-3, AF-4). */
export function applyReadyResource(
  { options, profile }: ApplyReadyScope,
  kind: EmittedKind,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  spec: unknown,
  { texts, places }: Sources,
): IstioResource {
  const provenance = options.provenance ?? true;
  return {
    apiVersion: profile.has('networkingV1') ? 'networking.istio.io/v1' : 'networking.istio.io/v1beta1',
    kind,
    metadata: {
      name,
      namespace,
      annotations: provenance ? { [sourceAnnotation]: [...new Set(texts)].join(',') } : {},
      ...(provenance && { labels: { [labels.managedBy]: managedByGwx } }),
    },
    spec,
    sources: places,
  };
}

/** AF-6. */
export function sortedByName(resources: readonly IstioResource[]): readonly IstioResource[] {
  return [...resources].sort(compareNames);
}
