import type { ObjectReference } from '../model/gateway-api.ts';
import { findKeyPair, keyPairError } from '../model/key-pairs.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import { type CredentialStore, referenceText } from './credentials.ts';
import type { GrantCheck } from './reference-grants.ts';

/** What references to Secrets and ConfigMaps are resolved with. */
export interface CredentialAccess {
  readonly grants: GrantCheck;
  readonly credentials: CredentialStore;
}

/** Where a reference is written. */
interface ReferencePlace {
  readonly resource: Resource;
  readonly path: Path;
}

/** Who refers: messages speak of the Gateway, grants ask for the kind. */
export interface Referrer {
  readonly kind: 'Gateway' | 'ListenerSet';
  /** Namespace of references that name none. */
  readonly namespace: string;
  readonly place: ReferencePlace;
}

/** Why a reference cannot be used. */
export interface UnusableReference {
  readonly reason: string;
  readonly message: string;
  readonly place: ReferencePlace;
  readonly target?: ObjectName;
}

/** What is wrong with a Secret. */
type SecretProblem = Omit<UnusableReference, 'reason'>;

const builtin = 'builtin://';

/** The name of a server certificate in the proxy's secret discovery, or why there is none (GW-63, GW-70). */
export function resolveCertificate(
  access: CredentialAccess,
  referrer: Referrer,
  ref: ObjectReference,
): string | UnusableReference {
  const { kind, namespace: own, place } = referrer;
  const { name = '', namespace = own } = ref;
  const target = { group: '', kind: 'Secret', namespace, name };
  if (!access.grants({ kind, namespace: own }, target)) {
    const message = `certificateRef ${name}/${namespace} not accessible to a Gateway in namespace "${own}" (missing a ReferenceGrant?)`;
    return { reason: 'RefNotPermitted', message, place: { ...place, path: [...place.path, 'namespace'] }, target };
  }
  const problem = secretProblem(access, referrer, ref, 'certificate reference');
  if (problem !== undefined) return { reason: 'InvalidCertificateRef', ...problem };
  // No such Secret can exist, but istiod would take its name for that of Istio's own certificate.
  return name.startsWith(builtin) ? builtin : `kubernetes-gateway://${namespace}/${name}`;
}

/** What is wrong with the Secret that a certificate reference names, and with the key pair in it; undefined if nothing is. */
export function secretProblem(
  { credentials }: CredentialAccess,
  { namespace: own, place }: Referrer,
  ref: ObjectReference,
  what: 'certificate reference' | 'clientCertificateRef',
): SecretProblem | undefined {
  const { group = '', kind = 'Secret', name = '', namespace = own } = ref;
  const prefix = `invalid ${what} ${referenceText(ref)}, `;
  if (group !== '' || kind !== 'Secret') return { message: `${prefix}only secret is allowed`, place };
  const target = { kind, namespace, name };
  const missing = {
    message: `${prefix}secret ${namespace}/${name} not found`,
    place: { ...place, path: [...place.path, 'name'] },
  };
  const reason = what === 'certificate reference' ? 'InvalidCertificateRef' : 'InvalidClientCertificateRef';
  const credential = credentials.secret(namespace, name, { ...missing, reason });
  if (credential === 'unknown') return undefined;
  if (credential === undefined) return { ...missing, target };
  const keyPair = findKeyPair(credential);
  if ('error' in keyPair) return { message: `${prefix}${keyPair.error}`, place, target };
  const malformed = keyPairError(keyPair);
  return malformed === undefined
    ? undefined
    : { message: `${prefix}the certificate is malformed: ${malformed}`, place, target };
}
