import { isKnownCipherSuite } from '../model/cipher-suites.ts';
import type { ServerTLSSettings } from '../model/istio-fields/gateway.ts';
import { compareBytes } from '../model/order.ts';
import { type Field, get, hasText, isFilled, isMessage, itemsOf, lacksText, textOf, textsOf } from './field.ts';
import type { Validation } from './validation.ts';

/** Modes in which the Gateway itself ends the TLS connection with a certificate of its own, and the name that messages give them. */
const terminating: ReadonlyMap<string, string> = new Map([
  ['MUTUAL', 'MUTUAL'],
  ['OPTIONAL_MUTUAL', 'MUTUAL'],
  ['SIMPLE', 'SIMPLE'],
]);

const oldVersions: readonly (string | undefined)[] = ['TLSV1_0', 'TLSV1_1'];
const mostCertificates = 2;

/** Whether a Gateway leaves TLS to the backend: the mode that stands for an absent one, and its sibling. */
export function isPassthrough(tls: Field<ServerTLSSettings>): boolean {
  return ['', 'PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(textOf(get(tls, 'mode')) ?? '?');
}

/** `tls` of a server (AP-34 to AP-38). */
export function checkServerTLS(validation: Validation, tls: Field<ServerTLSSettings>): void {
  checkCipherSuites(validation, tls);
  const mode = textOf(get(tls, 'mode')) || 'PASSTHROUGH';
  if (mode === 'ISTIO_MUTUAL') {
    checkIstioMutual(validation, tls);
    return;
  }
  if (isPassthrough(tls)) checkPassthrough(validation, tls, mode);
  checkSources(validation, tls);
  const name = terminating.get(mode);
  if (name !== undefined && hasCredential(tls)) return;
  if (name !== undefined) checkFiles(validation, tls, name);
  checkRevocation(validation, tls, mode);
}

function checkCipherSuites({ warning }: Validation, tls: Field<ServerTLSSettings>): void {
  const suites = get(tls, 'cipherSuites');
  const invalid = new Set<string>();
  const valid = new Set<string>();
  const repeated = new Set<string>();
  for (const suite of textsOf(suites)) {
    if (!isKnownCipherSuite(suite)) invalid.add(suite);
    else if (valid.has(suite)) repeated.add(suite);
    else valid.add(suite);
  }
  const list = (names: ReadonlySet<string>) => `[${[...names].sort(compareBytes).join(' ')}]`;
  if (invalid.size > 0) warning('AP-38', suites, `ignoring invalid cipher suites: ${list(invalid)}`);
  if (repeated.size > 0) warning('AP-38', suites, `ignoring duplicate cipher suites: ${list(repeated)}`);
  const version = get(tls, 'minProtocolVersion');
  if (oldVersions.includes(textOf(version)) && valid.size === 0) {
    const reason = 'as by default they no longer include compatible ciphers.';
    warning('AP-38', version, `TLS version below TLSV1_2 require setting compatible ciphers ${reason}`);
  }
  const certificates = get(tls, 'tlsCertificates');
  if (itemsOf(certificates).length > mostCertificates) {
    warning('AP-38', certificates, `at most ${mostCertificates} tls_certificates are used`);
  }
}

/** The certificate of the workload is used: there is none to be named (AP-34). */
function checkIstioMutual({ error }: Validation, tls: Field<ServerTLSSettings>): void {
  const things = [
    [get(tls, 'serverCertificate'), 'server certificate'],
    [get(tls, 'privateKey'), 'private key'],
    [get(tls, 'caCertificates'), 'CA bundle'],
  ] as const;
  const lists = [get(tls, 'tlsCertificates'), get(tls, 'credentialNames')];
  const say = (thing: string) => `ISTIO_MUTUAL TLS cannot have associated ${thing}`;
  for (const [field, thing] of things) if (hasText(field)) error('AP-34', field, say(thing));
  const credential = get(tls, 'credentialName');
  if (hasText(credential)) error('AP-34', credential, say('credentialName'));
  for (const list of lists) if (isFilled(list)) error('AP-34', list, say(String(list.step)));
}

function checkPassthrough({ warning }: Validation, tls: Field<ServerTLSSettings>, mode: string): void {
  const texts = [
    get(tls, 'caCrl'),
    get(tls, 'serverCertificate'),
    get(tls, 'privateKey'),
    get(tls, 'caCertificates'),
    get(tls, 'credentialName'),
  ];
  const lists = [get(tls, 'credentialNames'), get(tls, 'tlsCertificates')];
  const named = [...texts.filter(hasText), ...lists.filter(isFilled)][0];
  if (named === undefined) return;
  warning('AP-34', named, `${mode} mode does not use certificates, they will be ignored`);
}

function checkSources({ error }: Validation, tls: Field<ServerTLSSettings>): void {
  const hasFiles = [get(tls, 'serverCertificate'), get(tls, 'privateKey')].some(hasText);
  const sources = [
    hasText(get(tls, 'credentialName')),
    isFilled(get(tls, 'credentialNames')),
    hasFiles,
    isFilled(get(tls, 'tlsCertificates')),
  ];
  if (sources.filter(Boolean).length < 2) return;
  const names = 'credential_name, credential_names, server_certificate/private_key, tls_certificates';
  error('AP-35', tls, `only one of ${names} should be specified`);
}

function hasCredential(tls: Field<ServerTLSSettings>): boolean {
  return hasText(get(tls, 'credentialName')) || isFilled(get(tls, 'credentialNames'));
}

/** Without a credential the certificates are files of the proxy (AP-36). */
function checkFiles({ error }: Validation, tls: Field<ServerTLSSettings>, mode: string): void {
  const certificates = get(tls, 'tlsCertificates');
  for (const pair of isFilled(certificates) ? itemsOf(certificates).filter(isMessage) : [tls]) {
    const certificate = get(pair, 'serverCertificate');
    if (lacksText(certificate)) error('AP-36', certificate, `${mode} TLS requires a server certificate`);
    const key = get(pair, 'privateKey');
    if (lacksText(key)) error('AP-36', key, `${mode} TLS requires a private key`);
  }
  const bundle = get(tls, 'caCertificates');
  if (mode === 'MUTUAL' && lacksText(bundle)) error('AP-36', bundle, `${mode} TLS requires a client CA bundle`);
}

function checkRevocation({ error }: Validation, tls: Field<ServerTLSSettings>, mode: string): void {
  const list = get(tls, 'caCrl');
  if (!hasText(list)) return;
  if (hasText(get(tls, 'credentialName'))) {
    error('AP-37', list, 'CRL is not supported with credentialName. CRL has to be specified in the credential');
  }
  if (mode === 'SIMPLE') error('AP-37', list, 'CRL is not supported with SIMPLE TLS');
}
