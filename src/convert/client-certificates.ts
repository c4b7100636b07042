import type { ConvertContext } from './context.ts';
import type { HandledGateway } from './gateways.ts';
import { type CredentialAccess, secretProblem } from './server-certificates.ts';

/** Judges the certificates that Gateways show to backends. They change no resource, only a condition; the grant is checked last (GW-85). */
export function judgeClientCertificates(
  context: ConvertContext,
  gateways: readonly HandledGateway[],
  access: CredentialAccess,
): void {
  for (const { resource, controller } of gateways) {
    const ref = resource.spec.tls?.backend?.clientCertificateRef;
    if (ref === undefined || controller.role === 'remote') continue;
    const path = ['spec', 'tls', 'backend', 'clientCertificateRef'];
    const subject = { resource };
    const place = { resource, path };
    const ignored = '"clientCertificateRef" is not supported by Istio and has no effect';
    context.report({ subject, reason: 'field-ignored', message: ignored, place, severity: 'silent' });
    const own = resource.metadata.namespace;
    const { name = '', namespace = own } = ref;
    const problem = secretProblem(access, { kind: 'Gateway', namespace: own, place }, ref, 'clientCertificateRef');
    const permitted = access.grants(
      { kind: 'Gateway', namespace: own },
      { group: '', kind: 'Secret', namespace, name },
    );
    if (problem === undefined && permitted) continue;
    const reason = problem === undefined ? 'RefNotPermitted' : 'InvalidClientCertificateRef';
    const refused = `clientCertificateRef ${name}/${namespace} not accessible to a Gateway in namespace "${own}" (missing a ReferenceGrant?)`;
    context.report({
      subject,
      condition: 'ResolvedRefs',
      reason,
      message: refused,
      place: { resource, path: [...path, 'namespace'] },
      target: { kind: 'Secret', namespace, name },
      ...problem,
      severity: 'soft',
    });
  }
}
