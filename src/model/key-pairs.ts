import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { ConfigMapFields, SecretFields } from './core.ts';
import { compareBytes } from './order.ts';
import { type PemBlock, pemBlocks } from './pem.ts';

/** The values of a Secret or ConfigMap by key, decoded; each character stands for one byte. */
export type DecodedData = Readonly<Record<string, string>>;

/** A certificate (chain) and its private key, as PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const keyPairKeys = [
  { cert: 'cert', key: 'key' },
  { cert: 'tls.crt', key: 'tls.key' },
];
const caKeys = ['cacert', 'ca.crt'];

/** The DER forms that Go tries for a private key, whatever the type in the PEM header says. */
const keyForms = ['pkcs1', 'pkcs8', 'sec1'] as const;
/** Go knows no other elliptic curves. */
const goCurves = ['prime256v1', 'secp224r1', 'secp384r1', 'secp521r1'];
const usableKeyTypes = ['ec', 'ed25519', 'rsa'];
/** Keys that Go reads but that TLS has no use for. */
const otherKeyTypes = ['x25519'];

/** The data of a Secret: base64 decoded, `stringData` over it as the API server does. */
export function secretData(secret: SecretFields): DecodedData {
  return { ...decodeBase64(secret.data ?? {}), ...encodeUtf8(secret.stringData ?? {}) };
}

/** The data of a ConfigMap as istiod reads it: `binaryData` does not count (POL-27). */
export function configMapData(configMap: ConfigMapFields): DecodedData {
  return encodeUtf8(configMap.data ?? {});
}

/** The key pair in a Secret's data, in the first layout whose values are all there, or istiod's complaint (GW-71). */
export function findKeyPair(data: DecodedData): KeyPair | { readonly error: string } {
  for (const { cert, key } of keyPairKeys) {
    if (data[cert] && data[key]) return { cert: data[cert], key: data[key] };
  }
  const empty = keyPairKeys.find(({ cert, key }) => Object.hasOwn(data, cert) && Object.hasOwn(data, key));
  if (empty !== undefined) return { error: `found keys "${empty.cert}" and "${empty.key}", but they were empty` };
  const expected = keyPairKeys.map(({ cert, key }) => `(${cert} and ${key})`).join(' or ');
  return { error: `found secret, but didn't have expected keys ${expected}; found: ${listKeys(data)}` };
}

/**
 * What Go's `tls.X509KeyPair` says against a key pair, or undefined. Only the first certificate is looked at;
 * expiry, key size, CA flag and host names are not checked (GW-72).
 */
export function keyPairError({ cert, key }: KeyPair): string | undefined {
  const certificates = pemBlocks(cert);
  const certificate = certificates.find(isCertificate);
  if (certificate === undefined) return missingCertificate(certificates);
  const keys = pemBlocks(key);
  const privateKey = keys.find(({ type }) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'));
  if (privateKey === undefined) return missingPrivateKey(keys);
  const x509 = parseCertificate(certificate.bytes);
  if (x509 === undefined) return 'x509: malformed certificate';
  const parsed = parsePrivateKey(privateKey.bytes);
  if (parsed === undefined) return 'tls: failed to parse private key';
  return mismatch(x509, parsed);
}

/** When the first certificate of a chain expires, in milliseconds since 1970; undefined if it cannot be read. */
export function expiryOf(cert: string): number | undefined {
  const certificate = pemBlocks(cert).find(isCertificate);
  const x509 = certificate && parseCertificate(certificate.bytes);
  return x509 && Date.parse(x509.validTo);
}

/** istiod's complaint about the keys of a CA bundle in a Secret's or ConfigMap's data, or undefined (GW-82, POL-27). */
export function caKeyError(data: DecodedData): string | undefined {
  if (caKeys.some((name) => data[name])) return undefined;
  const empty = caKeys.find((name) => Object.hasOwn(data, name));
  if (empty !== undefined) return `found key "${empty}", but it was empty`;
  return `found secret, but didn't have expected keys ${caKeys.join(' or ')}; found: ${listKeys(data)}`;
}

/** istiod's complaint about the CA bundle in a Secret's or ConfigMap's data, or undefined (GW-82). */
export function caBundleError(data: DecodedData): string | undefined {
  const keyError = caKeyError(data);
  if (keyError !== undefined) return keyError;
  const bundle = caKeys.map((name) => data[name]).find(Boolean) ?? '';
  const usable = pemBlocks(bundle).some(
    (block) => isCertificate(block) && !block.hasHeaders && parseCertificate(block.bytes) !== undefined,
  );
  return usable ? undefined : 'the bundle is malformed';
}

function missingCertificate(skipped: readonly PemBlock[]): string {
  const [only] = skipped;
  if (only === undefined) return 'tls: failed to find any PEM data in certificate input';
  if (skipped.length === 1 && only.type.endsWith('PRIVATE KEY')) {
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ${listTypes(skipped)}`;
}

function missingPrivateKey(skipped: readonly PemBlock[]): string {
  const [only] = skipped;
  if (only === undefined) return 'tls: failed to find any PEM data in key input';
  if (skipped.length === 1 && isCertificate(only)) {
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  }
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ${listTypes(skipped)}`;
}

function mismatch(certificate: X509Certificate, privateKey: KeyObject): string | undefined {
  const publicType = publicKeyType(certificate);
  const privateType = privateKey.asymmetricKeyType ?? '';
  if (otherKeyTypes.includes(privateType)) return 'tls: found unknown private key type in PKCS#8 wrapping';
  if (!usableKeyTypes.includes(publicType)) return 'tls: unknown public key algorithm';
  if (publicType !== privateType) return 'tls: private key type does not match public key type';
  return certificate.checkPrivateKey(privateKey) ? undefined : 'tls: private key does not match public key';
}

/** A certificate whose key OpenSSL cannot read is still a certificate; its key is of no known type. */
function publicKeyType(certificate: X509Certificate): string {
  return attempt(() => certificate.publicKey)?.asymmetricKeyType ?? '';
}

function parseCertificate(der: Buffer): X509Certificate | undefined {
  return attempt(() => new X509Certificate(der));
}

function parsePrivateKey(der: Buffer): KeyObject | undefined {
  for (const type of keyForms) {
    const key = attempt(() => createPrivateKey({ key: der, format: 'der', type }));
    if (key !== undefined) return isKnownToGo(key) ? key : undefined;
  }
  return undefined;
}

function isKnownToGo(key: KeyObject): boolean {
  const type = key.asymmetricKeyType ?? '';
  if (type === 'ec') return goCurves.includes(key.asymmetricKeyDetails?.namedCurve ?? '');
  return usableKeyTypes.includes(type) || otherKeyTypes.includes(type);
}

/** OpenSSL reports what it cannot read by throwing; here that is one of the expected outcomes. */
function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function isCertificate({ type }: PemBlock): boolean {
  return type === 'CERTIFICATE';
}

/** Up to two keys in full, of more the first three and a count, even a count of 0 (GW-71). */
function listKeys(data: DecodedData): string {
  const keys = Object.keys(data).sort(compareBytes);
  return keys.length < 3 ? keys.join(', ') : `${keys.slice(0, 3).join(', ')}, and ${keys.length - 3} more...`;
}

function listTypes(blocks: readonly PemBlock[]): string {
  return `[${blocks.map(({ type }) => type).join(' ')}]`;
}

function decodeBase64(values: Readonly<Record<string, string>>): DecodedData {
  return mapValues(values, (text) => Buffer.from(text, 'base64').toString('latin1'));
}

function encodeUtf8(values: Readonly<Record<string, string>>): DecodedData {
  return mapValues(values, (text) => Buffer.from(text, 'utf8').toString('latin1'));
}

function mapValues(values: Readonly<Record<string, string>>, decode: (text: string) => string): DecodedData {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, decode(text)]));
}
