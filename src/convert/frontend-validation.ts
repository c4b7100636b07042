import type { FrontendTLSValidation, GatewayTLSConfig, ObjectReference } from '../model/gateway-api.ts';
import { referenceText } from './credentials.ts';
import { caBundleError } from './key-pairs.ts';
import type { CredentialAccess, Referrer, UnusableReference } from './server-certificates.ts';

/** The validation of client certificates that holds for a port: the first `perPort` entry replaces the default as a whole (GW-80). */
export function frontendValidation(tls: GatewayTLSConfig | undefined, port: number): FrontendTLSValidation | undefined {
  const ofPort = tls?.frontend?.perPort?.find((entry) => entry.port === port);
  return ofPort === undefined ? tls?.frontend?.default?.validation : ofPort.tls?.validation;
}

/** The name of the CA certificate in the proxy's secret discovery, or why there is none (GW-81, GW-82). */
export function resolveCACertificate(
  access: CredentialAccess,
  referrer: Referrer,
  refs: readonly [ObjectReference, ...ObjectReference[]],
): string | UnusableReference {
  const invalid = (message: string) => ({ reason: 'InvalidCACertificateRef', message });
  if (refs.length > 1) return invalid('only one caCertificateRef is supported');
  const [ref] = refs;
  const own = referrer.resource.metadata.namespace;
  const { group = '', kind = '', name = '', namespace = own } = ref;
  const isSecret = group === '' && kind === 'Secret';
  // GW-93: grants are compared with the name that the proxy asks for, so one that names the object itself does not help.
  const target = { group: '', kind: isSecret ? 'Secret' : 'ConfigMap', namespace, name: `${name}-cacert` };
  if (!access.grants({ kind: referrer.kind, namespace: own }, target)) {
    const message = `caCertificateRef ${namespace}/${name} not accessible to a Gateway in namespace "${own}" (missing a ReferenceGrant?)`;
    return { reason: 'RefNotPermitted', message };
  }
  const prefix = `invalid CA certificate reference ${referenceText(ref)}, `;
  if (!isSecret && (group !== '' || kind !== 'ConfigMap')) {
    const message = `${prefix}only secret and configmap are allowed`;
    return { reason: 'InvalidCACertificateKind', message };
  }
  const message = `${prefix}${isSecret ? 'secret' : 'configmap'} ${namespace}/${name} not found`;
  const reference = { place: { resource: referrer.resource, path: [...referrer.path, 'name'] }, message };
  const { credentials } = access;
  const credential = isSecret
    ? credentials.secret(namespace, name, reference)
    : credentials.configMap(namespace, name, reference);
  if (credential === undefined) return invalid(message);
  const problem = credential === 'unknown' ? undefined : caBundleError(credential);
  if (problem !== undefined) return invalid(`${prefix}${problem}`);
  return `${isSecret ? 'kubernetes-gateway' : 'configmap'}://${namespace}/${name}-cacert`;
}
