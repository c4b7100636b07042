import type { Issue } from '../convert/issue.ts';
import type { GrantFrom, GrantTo } from '../convert/reference-grants.ts';
import { isObject } from '../model/json.ts';
import { fieldOf } from './resource-fields.ts';

/** A reference into another namespace, as ReferenceGrants see it. */
export interface ForbiddenReference {
  readonly from: GrantFrom;
  readonly to: GrantTo;
  /** Of a CA certificate: grants are compared with another name than the object's (GW-93). */
  readonly isCA: boolean;
}

/** The reference that an issue says is not permitted. */
export function forbiddenReference({ subject, target, place, message }: Issue): ForbiddenReference | undefined {
  if (target === undefined) return undefined;
  const { kind, metadata } = subject.resource;
  const ref = fieldOf(place.resource, place.path.slice(0, -1));
  const group = isObject(ref) && typeof ref['group'] === 'string' ? ref['group'] : '';
  const isCA = message.startsWith('caCertificateRef ');
  return { from: { kind, namespace: metadata.namespace }, to: { group, ...target }, isCA };
}
