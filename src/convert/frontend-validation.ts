import type {
  FrontendTLSValidation,
  GatewaySpec,
  GatewayTLSConfig,
  ListenerTLSConfig,
  ObjectReference,
} from '../model/gateway-api.ts';
import { caBundleError } from '../model/key-pairs.ts';
import { tlsOptions } from '../model/names.ts';
import type { Path } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import { referenceText } from './credentials.ts';
import type { HandledGateway } from './gateways.ts';
import type { CredentialAccess, Referrer, UnusableReference } from './server-certificates.ts';

/** How client certificates are validated, and where the Gateway says so. */
export interface FrontendValidation extends FrontendTLSValidation {
  /** Path from the Gateway's root. */
  readonly path: Path;
}

/** The validation of client certificates that holds for a port: the first `perPort` entry replaces the default as a whole (GW-80). */
export function frontendValidation(tls: GatewayTLSConfig | undefined, port: number): FrontendValidation | undefined {
  return validations(tls)[validationIndex(tls, port)];
}

function validationIndex(tls: GatewayTLSConfig | undefined, port: number): number {
  return 1 + (tls?.frontend?.perPort?.findIndex((entry) => entry.port === port) ?? -1);
}

/** The default validation, then those of `perPort`; undefined where nothing is validated. */
function validations(tls: GatewayTLSConfig | undefined): readonly (FrontendValidation | undefined)[] {
  const { default: ofAll, perPort = [] } = tls?.frontend ?? {};
  const at = (validation: FrontendTLSValidation | undefined, path: Path) => {
    return validation && { ...validation, path: ['spec', 'tls', 'frontend', ...path, 'validation'] };
  };
  return [
    at(ofAll?.validation, ['default']),
    ...perPort.map((entry, i) => at(entry.tls?.validation, ['perPort', i, 'tls'])),
  ];
}

/** Why a listener reads neither certificateRefs nor frontend validation; undefined if it reads them (GW-61). */
export function referencesIgnoredBy({ mode, options }: ListenerTLSConfig): string | undefined {
  if (mode === 'Passthrough') return 'mode: Passthrough';
  const option = options?.[tlsOptions.terminateMode];
  const ofIstio = option === 'ISTIO_MUTUAL' || option === 'ISTIO_SIMPLE';
  return ofIstio ? `${tlsOptions.terminateMode}: ${option}` : undefined;
}

/** Judges what Gateways say about client certificates, whatever their listeners make of it (GW-84). */
export function judgeFrontendValidation(context: ConvertContext, gateways: readonly HandledGateway[]): void {
  for (const { resource, controller, unusable } of gateways) {
    if (unusable || controller.role === 'remote') continue;
    const subject = { resource };
    for (const [i, validation] of validations(resource.spec.tls).entries()) {
      if (validation?.mode === 'AllowInsecureFallback') {
        const message = 'Gateway is operating in AllowInsecureFallback mode for frontend validation';
        const place = { resource, path: [...validation.path, 'mode'] };
        const condition = 'InsecureFrontendValidationMode';
        context.report({ subject, condition, reason: 'ConfigurationChanged', message, place, severity: 'soft' });
      }
      const ignoredBy = validation?.caCertificateRefs?.length ? validationIgnoredBy(resource.spec, i) : undefined;
      if (validation === undefined || ignoredBy === undefined) continue;
      const message = `"caCertificateRefs" is not supported by Istio and has no effect with ${ignoredBy}`;
      const place = { resource, path: [...validation.path, 'caCertificateRefs'] };
      context.report({ subject, reason: 'field-ignored', message, place, severity: 'silent' });
    }
  }
}

/** Why none of the listeners that a validation is for reads it; undefined if one does, or a ListenerSet may bring one. */
function validationIgnoredBy({ listeners = [], tls, allowedListeners }: GatewaySpec, index: number) {
  if (allowedListeners !== undefined) return undefined;
  const causes = listeners
    .filter((listener) => validationIndex(tls, listener.port ?? 0) === index)
    .flatMap((listener) => (listener.tls === undefined ? [] : [referencesIgnoredBy(listener.tls)]));
  return causes.includes(undefined) ? undefined : causes[0];
}

/** The name of the CA certificate in the proxy's secret discovery, or why there is none (GW-81, GW-82). */
export function resolveCACertificate(
  access: CredentialAccess,
  { kind: ownKind, namespace: own, place }: Referrer,
  ref: ObjectReference,
): string | UnusableReference {
  const { group = '', kind = '', name = '', namespace = own } = ref;
  const isSecret = group === '' && kind === 'Secret';
  const at = (field: string) => ({ ...place, path: [...place.path, field] });
  // GW-93: grants are compared with the name that the proxy asks for, so one that names the object itself does not help.
  const target = { group: '', kind: isSecret ? 'Secret' : 'ConfigMap', namespace, name: `${name}-cacert` };
  if (!access.grants({ kind: ownKind, namespace: own }, target)) {
    const message = `caCertificateRef ${namespace}/${name} not accessible to a Gateway in namespace "${own}" (missing a ReferenceGrant?)`;
    return { reason: 'RefNotPermitted', message, place: at('namespace'), target: { ...target, name } };
  }
  const prefix = `invalid CA certificate reference ${referenceText(ref)}, `;
  if (!isSecret && (group !== '' || kind !== 'ConfigMap')) {
    const message = `${prefix}only secret and configmap are allowed`;
    return { reason: 'InvalidCACertificateKind', message, place };
  }
  const message = `${prefix}${isSecret ? 'secret' : 'configmap'} ${namespace}/${name} not found`;
  const reason = 'InvalidCACertificateRef';
  const reference = { place, message, reason };
  const { credentials } = access;
  const credential = isSecret
    ? credentials.secret(namespace, name, reference)
    : credentials.configMap(namespace, name, reference);
  const found = { kind, namespace, name };
  if (credential === undefined) return { reason, message, place, target: found };
  const problem = credential === 'unknown' ? undefined : caBundleError(credential);
  if (problem !== undefined) return { reason, message: `${prefix}${problem}`, place, target: found };
  return `${isSecret ? 'kubernetes-gateway' : 'configmap'}://${namespace}/${name}-cacert`;
}
