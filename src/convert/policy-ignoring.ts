import { ignorePolicyAnnotation } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import { meshController, type PolicyStatus } from './policy-conditions.ts';

const message = `Ignored by Istio due to annotation ${ignorePolicyAnnotation}=true`;

/** Whether an annotation takes a policy out of everything (POL-49). */
export function isIgnored({ metadata }: Resource): boolean {
  return metadata.annotations?.[ignorePolicyAnnotation]?.toLowerCase() === 'true';
}

/** The status of an ignored policy: one entry for each of its targets (POL-50). */
export function ignoredStatus(
  context: ConvertContext,
  resource: Resource,
  refs: readonly Readonly<Record<string, string>>[],
): PolicyStatus {
  const place = { resource, path: ['metadata', 'annotations', ignorePolicyAnnotation] };
  const reason = 'policy-ignored';
  context.report({ subject: { resource }, reason, message, place, severity: 'silent' });
  const conditions = { Accepted: { status: 'False', reason: 'IgnoredByIstio', message } } as const;
  return {
    resource,
    entries: refs.map((ref) => ({ controllerName: meshController, ref, conditions, assumed: false })),
  };
}
