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
    const ignored = '"clientCertificateRef" is validated, but Istio shows no certificate to backends because of it';
    context.report({ subject, reason: 'field-ignored', message: ignored, place, severity: 'silent' });
    const own = resource.metadata.namespace;
    const { name = '', namespace = own } = ref;
    const problem = secretProblem(access, { resource, kind: 'Gateway', path }, ref, 'clientCertificateRef');
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
      message: problem ?? refused,
      place,
      severity: 'soft',
    });
  }
}
