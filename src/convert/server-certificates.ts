import type { ObjectReference } from '../model/gateway-api.ts';
import type { Path, Resource } from '../model/resource.ts';
import { type CredentialStore, referenceText } from './credentials.ts';
import { findKeyPair, keyPairError } from './key-pairs.ts';
import type { GrantCheck } from './reference-grants.ts';

/** What references to Secrets and ConfigMaps are resolved with. */
export interface CredentialAccess {
  readonly grants: GrantCheck;
  readonly credentials: CredentialStore;
}

/** Who refers: messages speak of the Gateway, grants ask for the kind. */
export interface Referrer {
  readonly resource: Resource;
  readonly kind: 'Gateway' | 'ListenerSet';
  /** Path of the reference from the root of `resource`. */
  readonly path: Path;
}

/** Why a reference cannot be used. */
export interface UnusableReference {
  readonly reason: string;
  readonly message: string;
}

/** The name of a server certificate in the proxy's secret discovery, or why there is none (GW-63, GW-70). */
export function resolveCertificate(
  access: CredentialAccess,
  referrer: Referrer,
  ref: ObjectReference,
): string | UnusableReference {
  const own = referrer.resource.metadata.namespace;
  const { name = '', namespace = own } = ref;
  const target = { group: '', kind: 'Secret', namespace, name };
  if (!access.grants({ kind: referrer.kind, namespace: own }, target)) {
    const message = `certificateRef ${name}/${namespace} not accessible to a Gateway in namespace "${own}" (missing a ReferenceGrant?)`;
    return { reason: 'RefNotPermitted', message };
  }
  const problem = secretProblem(access, referrer, ref, 'certificate reference');
  if (problem !== undefined) return { reason: 'InvalidCertificateRef', message: problem };
  return `kubernetes-gateway://${namespace}/${name}`;
}

/** What is wrong with the Secret that a certificate reference names, and with the key pair in it; undefined if nothing is. */
export function secretProblem(
  { credentials }: CredentialAccess,
  { resource, path }: Referrer,
  ref: ObjectReference,
  what: 'certificate reference' | 'clientCertificateRef',
): string | undefined {
  const { group = '', kind = 'Secret', name = '', namespace = resource.metadata.namespace } = ref;
  const prefix = `invalid ${what} ${referenceText(ref)}, `;
  if (group !== '' || kind !== 'Secret') return `${prefix}only secret is allowed`;
  const message = `${prefix}secret ${namespace}/${name} not found`;
  const credential = credentials.secret(namespace, name, { place: { resource, path: [...path, 'name'] }, message });
  if (credential === 'unknown') return undefined;
  if (credential === undefined) return message;
  const keyPair = findKeyPair(credential);
  if ('error' in keyPair) return `${prefix}${keyPair.error}`;
  const malformed = keyPairError(keyPair);
  return malformed && `${prefix}the certificate is malformed: ${malformed}`;
}
