import type { ListenerTLSConfig, ObjectReference } from '../model/gateway-api.ts';
import type { ServerTLSSettings } from '../model/istio.ts';
import { labels, tlsOptions, tlsTerminateModes } from '../model/names.ts';
import { readCipherSuites } from './cipher-suites.ts';
import {
  type FrontendValidation,
  frontendValidation,
  referencesIgnoredBy,
  resolveCACertificate,
} from './frontend-validation.ts';
import type { ListenerDraft, ListenerReporter } from './listener-draft.ts';
import { type CredentialAccess, resolveCertificate, type UnusableReference } from './server-certificates.ts';

const defaultEastWestPort = '15443';

/** TLS settings of a listener's server (GW-60 to GW-66); undefined without `tls`, and 'invalid' after an error, which is reported. */
export function serverTLS(
  access: CredentialAccess,
  draft: ListenerDraft,
  report: ListenerReporter,
): ServerTLSSettings | 'invalid' | undefined {
  const { tls } = draft.spec;
  if (tls === undefined) return undefined;
  reportOptions(tls, report);
  if (tls.mode === 'Passthrough') return passthrough(draft, tls, report);
  return terminate(access, draft, tls, report);
}

function passthrough(draft: ListenerDraft, tls: ListenerTLSConfig, report: ListenerReporter): ServerTLSSettings {
  reportIgnoredReferences(tls, report);
  const mode = isAutoPassthrough(draft, tls) ? 'AUTO_PASSTHROUGH' : undefined;
  return { mode, cipherSuites: readCipherSuites(tls, report) };
}

/** GW-62: asked for by an option, or by the labels of an east-west gateway. */
function isAutoPassthrough({ owner, port }: ListenerDraft, { options }: ListenerTLSConfig): boolean {
  if (options?.[tlsOptions.listenerProtocol] === 'auto-passthrough') return true;
  const ownerLabels = owner.metadata.labels ?? {};
  if (ownerLabels[labels.network] === undefined) return false;
  return String(port) === (ownerLabels[labels.gatewayPort] ?? defaultEastWestPort);
}

function terminate(
  access: CredentialAccess,
  draft: ListenerDraft,
  tls: ListenerTLSConfig,
  report: ListenerReporter,
): ServerTLSSettings | 'invalid' {
  const option = tls.options?.[tlsOptions.terminateMode];
  if (option === 'ISTIO_MUTUAL' || option === 'ISTIO_SIMPLE') {
    reportIgnoredReferences(tls, report);
    reportIgnoredCiphers(tls, report);
    return option === 'ISTIO_MUTUAL' ? { mode: option } : { mode: 'SIMPLE', credentialName: 'builtin://' };
  }
  const mode = option === 'MUTUAL' || option === 'OPTIONAL_MUTUAL' ? option : 'SIMPLE';
  const refs = tls.certificateRefs ?? [];
  if (refs.length === 0) {
    const message = 'listener terminates TLS but names no certificate; handshakes fail';
    report(undefined, 'listener-without-credential', message, ['tls']);
    reportIgnoredCiphers(tls, report);
    return { mode };
  }
  const credentials = serverCredentials(access, draft, refs, report);
  if (credentials === 'invalid') return 'invalid';
  const validation = frontendValidation(draft.gateway.resource.spec.tls, draft.port);
  const frontend = clientValidation(access, draft, validation, mode, report);
  if (frontend === 'invalid') return 'invalid';
  return { mode, ...credentials, ...frontend, cipherSuites: readCipherSuites(tls, report) };
}

type ServerCredentials = Pick<ServerTLSSettings, 'credentialName' | 'credentialNames'>;

/** One or two certificates (GW-63). Of two, one may be unusable without any error. */
function serverCredentials(
  access: CredentialAccess,
  draft: ListenerDraft,
  refs: readonly ObjectReference[],
  report: ListenerReporter,
): ServerCredentials | 'invalid' {
  if (refs.length > 2) {
    const message = 'TLS mode can only support up to 2 server certificates';
    return invalid(report, { reason: 'InvalidCertificateRef', message, place: certificatePlace(draft, 2) });
  }
  const { owner, ownerKind } = draft;
  const resolved = refs.map((ref, i) => {
    const place = certificatePlace(draft, i);
    return resolveCertificate(access, { kind: ownerKind, namespace: owner.metadata.namespace, place }, ref);
  });
  const errors = resolved.flatMap((result, i) => (typeof result === 'string' ? [] : { ...result, index: i }));
  const [first] = errors;
  if (first === undefined) {
    const names = resolved.filter((name) => typeof name === 'string');
    return names.length === 1 ? { credentialName: names[0] } : { credentialNames: names };
  }
  if (errors.length === refs.length) {
    return invalid(report, { ...first, message: errors.map(({ message }) => message).join('; ') });
  }
  const kept = typeof resolved[0] === 'string' ? resolved[0] : undefined;
  const effect = kept === undefined ? 'presents no certificate' : 'uses only the other one';
  const message = `one of two certificateRefs is unusable (${first.message}); istiod reports no error and ${effect}`;
  const related = [{ role: 'cause' as const, message: first.message, place: first.place }];
  report(undefined, 'certificate-ref-lost', message, ['tls', 'certificateRefs', first.index], { related });
  // The name at position 0 is used whether or not it is the valid one.
  return { credentialName: kept };
}

type ClientValidation = Pick<ServerTLSSettings, 'mode' | 'caCertCredentialName' | 'insecureSkipVerify'>;

/** What validating client certificates adds; the terminate mode of the options wins over the validation's (GW-81). */
function clientValidation(
  access: CredentialAccess,
  draft: ListenerDraft,
  validation: FrontendValidation | undefined,
  mode: 'SIMPLE' | 'MUTUAL' | 'OPTIONAL_MUTUAL',
  report: ListenerReporter,
): ClientValidation | 'invalid' {
  const [ref, ...others] = validation?.caCertificateRefs ?? [];
  if (validation === undefined || ref === undefined) return {};
  const { owner, ownerKind, gateway } = draft;
  const placeOf = (i: number) => ({ resource: gateway.resource, path: [...validation.path, 'caCertificateRefs', i] });
  if (others.length > 0) {
    const message = 'only one caCertificateRef is supported';
    return invalid(report, { reason: 'InvalidCACertificateRef', message, place: placeOf(1) });
  }
  // GW-83: for a ListenerSet too, references and grants are those of the object that holds the listener.
  const referrer = { kind: ownerKind, namespace: owner.metadata.namespace, place: placeOf(0) };
  const resolved = resolveCACertificate(access, referrer, ref);
  if (typeof resolved !== 'string') return invalid(report, resolved);
  const fallback = mode === 'SIMPLE' && validation.mode === 'AllowInsecureFallback';
  return {
    mode: fallback ? 'OPTIONAL_MUTUAL' : mode === 'SIMPLE' ? 'MUTUAL' : mode,
    caCertCredentialName: resolved,
    insecureSkipVerify: fallback,
  };
}

const caReasons: ReadonlySet<string> = new Set([
  'InvalidCACertificateRef',
  'InvalidCACertificateKind',
  'RefNotPermitted',
]);

/** Reports an error in a listener's TLS on every condition that it reaches (GW-73). */
function invalid(report: ListenerReporter, { reason, message, place, target }: UnusableReference): 'invalid' {
  report('ResolvedRefs', reason, message, place, target && { target });
  report('Programmed', 'Invalid', 'Bad TLS configuration', place);
  if (caReasons.has(reason)) report('Accepted', 'NoValidCACertificate', message, place);
  return 'invalid';
}

function certificatePlace({ owner, index }: ListenerDraft, ref: number) {
  return { resource: owner, path: ['spec', 'listeners', index, 'tls', 'certificateRefs', ref] };
}

function reportIgnoredReferences(tls: ListenerTLSConfig, report: ListenerReporter): void {
  if ((tls.certificateRefs ?? []).length === 0) return;
  const message = `"certificateRefs" is not supported by Istio and has no effect with ${referencesIgnoredBy(tls)}`;
  report(undefined, 'field-ignored', message, ['tls', 'certificateRefs']);
}

function reportIgnoredCiphers({ options }: ListenerTLSConfig, report: ListenerReporter): void {
  const key = tlsOptions.cipherSuites;
  if (options?.[key] === undefined) return;
  report(undefined, 'tls-option-ignored', `option "${key}" has no effect on this listener`, ['tls', 'options', key]);
}

/** GW-61, GW-66: option keys and values that istiod reads past. */
function reportOptions({ mode, options = {} }: ListenerTLSConfig, report: ListenerReporter): void {
  const known: ReadonlySet<string> = new Set(Object.values(tlsOptions));
  const ignored = (key: string, message: string) => {
    report(undefined, 'tls-option-ignored', message, ['tls', 'options', key]);
  };
  for (const key of Object.keys(options)) if (!known.has(key)) ignored(key, `option "${key}" is not read by Istio`);
  const { terminateMode, listenerProtocol } = tlsOptions;
  const terminates = options[terminateMode];
  if (terminates !== undefined && mode === 'Passthrough') {
    ignored(terminateMode, `option "${terminateMode}" has no effect with mode: Passthrough`);
  } else if (terminates !== undefined && !tlsTerminateModes.includes(terminates)) {
    ignored(terminateMode, `value "${terminates}" of "${terminateMode}" is unknown, SIMPLE is used`);
  }
  const protocol = options[listenerProtocol];
  if (protocol !== undefined && mode !== 'Passthrough') {
    ignored(listenerProtocol, `option "${listenerProtocol}" has no effect without mode: Passthrough`);
  } else if (protocol !== undefined && protocol !== 'auto-passthrough') {
    ignored(listenerProtocol, `value "${protocol}" of "${listenerProtocol}" is unknown, PASSTHROUGH is used`);
  }
}
