import type { ClientTLSSettings } from '../model/istio-fields/destination-rule.ts';
import { type Field, get, hasText, isFilled, isTrue, lacksText, textOf } from './field.ts';
import type { Validation } from './validation.ts';

type TLS = Field<ClientTLSSettings>;

const configMapPrefix = 'configmap://';

/** `tls` of a traffic policy: how the proxy of a client connects (AP-101). */
export function checkClientTLS(validation: Validation, tls: TLS): void {
  checkConfigMap(validation, get(tls, 'credentialName'));
  const mode = textOf(get(tls, 'mode'));
  if (isTrue(get(tls, 'insecureSkipVerify'))) checkUnverified(validation, tls, mode);
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && hasText(get(tls, 'credentialName'))) {
    checkCredential(validation, tls);
  } else if (mode === 'MUTUAL') {
    checkFiles(validation, tls);
  }
}

/** A ConfigMap holds the certificate of a CA, and is to lie beside the rule. */
function checkConfigMap({ error, namespace }: Validation, field: Field<string>): void {
  const credential = textOf(field) ?? '';
  if (!credential.startsWith(configMapPrefix)) return;
  const [owner = '', name = ''] = credential.slice(configMapPrefix.length).split('/');
  if (owner === '' || name === '') {
    error('AP-101', field, `invalid credentialName ${credential}: expected ${configMapPrefix}<namespace>/<name>`);
  } else if (owner !== namespace) {
    error('AP-101', field, `invalid credentialName ${credential}: ConfigMap must be in namespace ${namespace}`);
  }
}

/** Where nothing is verified there is nothing to verify it by. */
function checkUnverified({ error }: Validation, tls: TLS, mode: string | undefined): void {
  const say = (thing: string) => `cannot specify ${thing} when InsecureSkipVerify is set true`;
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  const certificates = get(tls, 'caCertificates');
  const credential = get(tls, 'credentialName');
  const names = get(tls, 'subjectAltNames');
  if (hasText(certificates)) error('AP-101', certificates, say('CaCertificates'));
  if (mode === 'SIMPLE' && hasText(credential)) error('AP-101', credential, say('CredentialName'));
  if (isFilled(names)) error('AP-101', names, say('SubjectAltNames'));
}

function checkCredential({ error }: Validation, tls: TLS): void {
  const files = [get(tls, 'clientCertificate'), get(tls, 'privateKey'), get(tls, 'caCertificates'), get(tls, 'caCrl')];
  const named = files.find(hasText);
  if (named === undefined) return;
  error('AP-101', named, 'cannot specify client certificates or CA certificate If credentialName is set');
}

function checkFiles({ error }: Validation, tls: TLS): void {
  const certificate = get(tls, 'clientCertificate');
  if (lacksText(certificate)) error('AP-101', certificate, 'client certificate required for mutual tls');
  const key = get(tls, 'privateKey');
  if (lacksText(key)) error('AP-101', key, 'private key required for mutual tls');
}
