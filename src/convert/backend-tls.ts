import type { BackendTLSValidation, ObjectReference } from '../model/gateway-api.ts';
import type { ClientTLSSettings } from '../model/istio.ts';
import { caKeyError } from '../model/key-pairs.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { ConditionState } from './policy-conditions.ts';
import { lookupErrors } from './policy-targets.ts';

/** What is said about a policy or backend. */
export interface BackendConditions {
  readonly accepted: ConditionState;
  readonly resolvedRefs: ConditionState;
}

/** TLS settings towards a backend, and what they make of its conditions. */
export interface BackendTLS extends BackendConditions {
  readonly tls: ClientTLSSettings;
}

const valid = 'Configuration is valid';

/** The conditions of a policy or backend with which all is well (POL-39). */
export const validConditions: BackendConditions = {
  accepted: { status: 'True', reason: 'Accepted', message: valid },
  resolvedRefs: { status: 'True', reason: 'ResolvedRefs', message: valid },
};

/** Converts the validation of a BackendTLSPolicy or XBackend and reports what is wrong with it (POL-23 to POL-27). `path` leads to it. */
export function convertBackendTLS(
  context: ConvertContext,
  policy: Resource,
  validation: BackendTLSValidation,
  path: Path,
  defaultSni = '',
): BackendTLS {
  const names = (validation.subjectAltNames ?? []).flatMap(({ type, hostname, uri }, i) => {
    if (type === 'Hostname') return hostname ?? '';
    if (type === 'URI') return uri ?? '';
    reportIgnoredField(context, policy, [...path, 'subjectAltNames', i], `subjectAltNames[${i}]`);
    return [];
  });
  const base = {
    mode: 'SIMPLE',
    sni: validation.hostname || defaultSni || undefined,
    subjectAltNames: names.length === 0 ? undefined : names,
  } as const;
  const { wellKnownCACertificates: wellKnown, caCertificateRefs = [] } = validation;
  if (wellKnown !== undefined && wellKnown !== 'System') {
    const error = { reason: 'Invalid', message: `Unknown wellKnownCACertificates: ${wellKnown}` };
    reportFalse(context, policy, 'Accepted', error, [...path, 'wellKnownCACertificates']);
    return { tls: base, ...validConditions, accepted: { status: 'False', ...error } };
  }
  const [ref] = wellKnown === undefined ? caCertificateRefs : [];
  if (ref === undefined) return { tls: base, ...validConditions };
  const refs = [...path, 'caCertificateRefs'];
  const resolved = resolveCA(context, policy, ref, [...refs, 0]);
  const remark =
    caCertificateRefs.length > 1 ? `${valid}; warning: only the first caCertificateRefs will be used` : valid;
  if (remark !== valid) reportSilently(context, policy, [...refs, 1], remark);
  if ('credentialName' in resolved) {
    return {
      tls: { ...base, ...resolved },
      ...validConditions,
      accepted: { ...validConditions.accepted, message: remark },
    };
  }
  const { accepted, resolvedRefs, target } = resolved;
  reportFalse(context, policy, 'Accepted', accepted, [...refs, 0]);
  reportFalse(context, policy, 'ResolvedRefs', resolvedRefs, [...refs, 0], target);
  const tls = { ...base, credentialName: 'invalid://' };
  return { tls, accepted: { status: 'False', ...accepted }, resolvedRefs: { status: 'False', ...resolvedRefs } };
}

interface ConditionError {
  readonly reason: string;
  readonly message: string;
}

function reportFalse(
  context: ConvertContext,
  resource: Resource,
  condition: 'Accepted' | 'ResolvedRefs',
  { reason, message }: ConditionError,
  path: Path,
  target?: ObjectName,
): void {
  const place = { resource, path };
  const issue = { subject: { resource }, condition, reason, message, place, severity: 'soft' } as const;
  context.report({ ...issue, ...(target && { target }) });
}

/** Reports a field of a policy or backend that istiod reads past. */
export function reportIgnoredField(
  context: ConvertContext,
  resource: Resource,
  path: Path,
  field: string | number | undefined = path.at(-1),
): void {
  reportSilently(context, resource, path, `"${field}" is not supported by Istio and has no effect`);
}

function reportSilently(context: ConvertContext, resource: Resource, path: Path, message: string): void {
  const place = { resource, path };
  context.report({ subject: { resource }, reason: 'field-ignored', message, place, severity: 'silent' });
}

interface CAErrors {
  readonly accepted: ConditionError;
  readonly resolvedRefs: ConditionError;
  readonly target: ObjectName;
}

/** Only the first reference is used; one that cannot be used blocks all traffic to the backend. */
function resolveCA(
  context: ConvertContext,
  policy: Resource,
  { group = '', kind = '', name = '' }: ObjectReference,
  path: Path,
): { readonly credentialName: string } | CAErrors {
  const { namespace } = policy.metadata;
  const fail = (reason: string, resolved: string, accepted: string): CAErrors => ({
    accepted: { reason: 'NoValidCACertificate', message: `Certificate reference invalid: ${accepted}` },
    resolvedRefs: { reason, message: resolved },
    target: { kind, namespace, name },
  });
  const crd = registered.get(`${group}/${kind}`);
  if (crd === undefined) {
    const error = lookupErrors.unsupportedKind(kind);
    return fail('InvalidKind', `Certificate reference not supported: ${error}`, error);
  }
  const missing = lookupErrors.notFound(namespace, name, kind);
  const absent = context.index.get(crd, namespace, name) === undefined;
  // LN-25: trust-manager writes ConfigMaps, whose content nobody knows.
  const bundled = crd === 'configmaps.' && context.index.get('bundles.trust.cert-manager.io', '', name) !== undefined;
  if (absent && context.holdsAll(namespace) && !bundled) {
    return fail('InvalidCACertificateRef', `Certificate reference not found: ${missing}`, missing);
  }
  if (crd !== 'configmaps.') {
    const error = lookupErrors.unsupportedReference(kind);
    return fail('InvalidKind', `Certificate reference invalid: ${error}`, error);
  }
  if (absent && !bundled) {
    const message = `Certificate reference not found: ${missing}`;
    const reason = 'InvalidCACertificateRef';
    context.assume({ kind, namespace, name }, { place: { resource: policy, path }, message, reason });
  }
  const error = absent ? undefined : caKeyError(context.index.get(crd, namespace, name)?.spec.data ?? {});
  if (error !== undefined) return fail('InvalidCACertificateRef', `Certificate invalid: ${error}`, error);
  return { credentialName: `configmap://${namespace}/${name}` };
}

/** The kinds that istiod can look up for a policy. */
const registered: ReadonlyMap<string, 'services.' | 'serviceentries.networking.istio.io' | 'configmaps.' | 'secrets.'> =
  new Map([
    ['/Service', 'services.'],
    ['networking.istio.io/ServiceEntry', 'serviceentries.networking.istio.io'],
    ['/ConfigMap', 'configmaps.'],
    ['/Secret', 'secrets.'],
  ] as const);
