// The library below finds its parts by reflection, which needs this first.
import 'reflect-metadata';
import { generateKeyPairSync, KeyObject, webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { cryptoProvider, X509CertificateGenerator } from '@peculiar/x509';
import { caBundleError, configMapData, findKeyPair, keyPairError, secretData } from '../../src/model/key-pairs.ts';
import { pemBlocks } from '../../src/model/pem.ts';

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const rsa = (modulusLength: number, hash = 'SHA-256') => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash,
});
const ecdsa = (namedCurve: string) => ({ name: 'ECDSA', namedCurve, hash: 'SHA-256' });
const ed25519 = { name: 'Ed25519' };
type Algorithm = ReturnType<typeof rsa> | ReturnType<typeof ecdsa> | typeof ed25519;
type KeyForm = 'pkcs1' | 'pkcs8' | 'sec1';

/** A self-signed certificate that expired in 2015, with its key. */
async function makePair(algorithm: Algorithm) {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error('an algorithm with key pairs is needed');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=gwx.example.com',
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date('2014-01-01T00:00:00Z'),
    notAfter: new Date('2015-01-01T00:00:00Z'),
  });
  const key = KeyObject.from(keys.privateKey);
  const keyAs = (type: KeyForm) => key.export({ format: 'pem', type }).toString();
  return { cert: `${certificate.toString('pem')}\n`, key: keyAs('pkcs8'), keyAs, privateKey: keys.privateKey };
}

let server: Awaited<ReturnType<typeof makePair>>;
let other: Awaited<ReturnType<typeof makePair>>;
let elliptic: Awaited<ReturnType<typeof makePair>>;

beforeAll(async () => {
  cryptoProvider.set(webcrypto);
  [server, other, elliptic] = await Promise.all([makePair(rsa(1024)), makePair(rsa(1024)), makePair(ecdsa('P-256'))]);
});

describe('the keys of a TLS Secret (GW-71)', () => {
  const cert = { cert: 'C', key: 'K' };
  const tls = { 'tls.crt': 'TC', 'tls.key': 'TK' };
  const expected = "found secret, but didn't have expected keys (cert and key) or (tls.crt and tls.key); found: ";

  test.each([
    ['cert and key', cert, { cert: 'C', key: 'K' }],
    ['tls.crt and tls.key', tls, { cert: 'TC', key: 'TK' }],
    ['cert and key before tls.crt and tls.key', { ...tls, ...cert }, { cert: 'C', key: 'K' }],
    ['a layout that is filled before one that is empty', { ...tls, cert: '', key: 'K' }, { cert: 'TC', key: 'TK' }],
    ['empty cert and key', { cert: '', key: 'K' }, { error: 'found keys "cert" and "key", but they were empty' }],
    [
      'empty tls.crt and tls.key',
      { 'tls.crt': '', 'tls.key': '' },
      { error: 'found keys "tls.crt" and "tls.key", but they were empty' },
    ],
    [
      'both layouts empty',
      { cert: '', key: '', 'tls.crt': '', 'tls.key': 'TK' },
      { error: 'found keys "cert" and "key", but they were empty' },
    ],
    ['no key at all', {}, { error: expected }],
    ['one key', { cert: 'C' }, { error: `${expected}cert` }],
    ['two keys, sorted', { b: '', a: '' }, { error: `${expected}a, b` }],
    ['three keys', { b: '', a: '', 'tls.crt': '' }, { error: `${expected}a, b, tls.crt, and 0 more...` }],
    ['five keys', { e: '', d: '', c: '', B: '', a: '' }, { error: `${expected}B, a, c, and 2 more...` }],
  ])('%s', (_, data, found) => {
    expect(findKeyPair(data)).toEqual(found);
  });

  test('stringData is laid over data, as the API server does', () => {
    const secret = { data: { cert: base64('old'), key: base64('K') }, stringData: { cert: 'new', ü: 'ü' } };
    expect(secretData(secret)).toEqual({ cert: 'new', key: 'K', ü: Buffer.from('ü').toString('latin1') });
    expect(secretData({})).toEqual({});
  });

  test('of a ConfigMap only the text counts', () => {
    expect(configMapData({ data: { a: 'A' }, binaryData: { b: base64('B') } })).toEqual({ a: 'A' });
    expect(configMapData({})).toEqual({});
  });
});

describe('a key pair (GW-72)', () => {
  test('a certificate with its key is accepted, expired or not', () => {
    expect(keyPairError(server)).toBeUndefined();
    expect(keyPairError(elliptic)).toBeUndefined();
  });

  test('the key may be wrapped in any form Go tries, whatever its header says', () => {
    expect(keyPairError({ cert: server.cert, key: server.keyAs('pkcs1') })).toBeUndefined();
    expect(keyPairError({ cert: elliptic.cert, key: elliptic.keyAs('sec1') })).toBeUndefined();
    const mislabelled = server.key.replaceAll('PRIVATE KEY', 'EC PRIVATE KEY');
    expect(keyPairError({ cert: server.cert, key: mislabelled })).toBeUndefined();
  });

  test.each<[string, Algorithm]>([
    ['RSA of 512 bits signed with SHA-1, as in the goldens (GW-6)', rsa(512, 'SHA-1')],
    ['ECDSA P-384', ecdsa('P-384')],
    ['ECDSA P-521', ecdsa('P-521')],
    ['Ed25519', ed25519],
  ])('%s is accepted', async (_, algorithm) => {
    expect(keyPairError(await makePair(algorithm))).toBeUndefined();
  });

  test('the first certificate counts, and other blocks around it and before the key are passed over', () => {
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    const pair = { cert: parameters + server.cert + other.cert, key: parameters + server.key };
    expect(keyPairError(pair)).toBeUndefined();
    expect(keyPairError({ ...pair, key: other.key })).toBe('tls: private key does not match public key');
  });

  const garbage = (type: string) => `-----BEGIN ${type}-----\nSGVsbG8gd29ybGQK\n-----END ${type}-----\n`;
  const skippedCert =
    'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: ';
  const skippedKey =
    'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: ';

  test.each<[string, () => { cert: string; key: string }, string]>([
    [
      'a certificate that is no PEM',
      () => ({ ...server, cert: 'SGVsbG8gd29ybGQK' }),
      'tls: failed to find any PEM data in certificate input',
    ],
    [
      'a key that is no PEM',
      () => ({ ...server, key: 'SGVsbG8gd29ybGQK' }),
      'tls: failed to find any PEM data in key input',
    ],
    [
      'certificate and key exchanged',
      () => ({ cert: server.key, key: server.cert }),
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
    ],
    [
      'a certificate in place of the key',
      () => ({ ...server, key: server.cert }),
      'tls: found a certificate rather than a key in the PEM for the private key',
    ],
    [
      'other blocks in place of the certificate',
      () => ({ ...server, cert: garbage('PUBLIC KEY') + garbage('X509 CRL') }),
      `${skippedCert}[PUBLIC KEY X509 CRL]`,
    ],
    [
      'other blocks in place of the key',
      () => ({ ...server, key: server.cert + garbage('PUBLIC KEY') }),
      `${skippedKey}[CERTIFICATE PUBLIC KEY]`,
    ],
    [
      'a certificate that does not parse',
      () => ({ ...server, cert: garbage('CERTIFICATE') }),
      'x509: malformed certificate',
    ],
    [
      'a key that does not parse',
      () => ({ ...server, key: garbage('PRIVATE KEY') }),
      'tls: failed to parse private key',
    ],
    ['the key of another pair', () => ({ ...server, key: other.key }), 'tls: private key does not match public key'],
    [
      'a key of another type',
      () => ({ ...server, key: elliptic.key }),
      'tls: private key type does not match public key type',
    ],
  ])('%s', (_, pair, message) => {
    expect(keyPairError(pair())).toBe(message);
  });

  test('keys of types and curves that Go does not use', async () => {
    const pkcs8 = { format: 'pem', type: 'pkcs8' } as const;
    const x25519 = generateKeyPairSync('x25519');
    const withKey = (key: KeyObject) => keyPairError({ ...server, key: key.export(pkcs8).toString() });
    expect(withKey(x25519.privateKey)).toBe('tls: found unknown private key type in PKCS#8 wrapping');
    expect(withKey(generateKeyPairSync('ed448').privateKey)).toBe('tls: failed to parse private key');
    const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    expect(withKey(koblitz.privateKey)).toBe('tls: failed to parse private key');
    const forX25519 = await X509CertificateGenerator.create({
      publicKey: x25519.publicKey.export({ format: 'der', type: 'spki' }),
      signingKey: server.privateKey,
      subject: 'CN=a',
    });
    expect(keyPairError({ cert: `${forX25519.toString('pem')}\n`, key: server.key })).toBe(
      'tls: unknown public key algorithm',
    );
  });

  test('an encrypted key cannot be read', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString();
    expect(key).toContain('ENCRYPTED PRIVATE KEY');
    expect(keyPairError({ ...server, key })).toBe('tls: failed to parse private key');
  });
});

describe('a CA bundle (GW-82)', () => {
  const expected = "found secret, but didn't have expected keys cacert or ca.crt; found: ";

  test('one certificate that parses is enough, among anything else', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nSGVsbG8gd29ybGQK\n-----END CERTIFICATE-----\n';
    expect(caBundleError({ 'ca.crt': server.cert })).toBeUndefined();
    expect(caBundleError({ cacert: `# comment\n${broken}${server.key}${server.cert}` })).toBeUndefined();
  });

  test('the key that is filled counts, cacert first', () => {
    expect(caBundleError({ cacert: 'hello', 'ca.crt': server.cert })).toBe('the bundle is malformed');
    expect(caBundleError({ cacert: '', 'ca.crt': server.cert })).toBeUndefined();
  });

  test.each([
    ['a bundle that is no PEM', { 'ca.crt': 'hello' }, 'the bundle is malformed'],
    ['an empty cacert', { cacert: '', 'ca.crt': '' }, 'found key "cacert", but it was empty'],
    ['an empty ca.crt', { 'ca.crt': '' }, 'found key "ca.crt", but it was empty'],
    ['other keys', { 'not-ca.crt': 'x' }, `${expected}not-ca.crt`],
    ['no keys', {}, expected],
    ['many keys', { a: '', b: '', c: '', d: '' }, `${expected}a, b, c, and 1 more...`],
  ])('%s', (_, data, message) => {
    expect(caBundleError(data)).toBe(message);
  });

  test('certificates with PEM headers are passed over, as Go does', () => {
    const withHeader = server.cert.replace('CERTIFICATE-----\n', 'CERTIFICATE-----\nComment: mine\n\n');
    expect(caBundleError({ cacert: withHeader })).toBe('the bundle is malformed');
    expect(keyPairError({ cert: withHeader, key: server.key })).toBeUndefined();
  });
});

describe('PEM as Go reads it', () => {
  const block = (body: string) => `-----BEGIN A-----\n${body}-----END A-----\n`;
  const read = (text: string) => pemBlocks(text).map(({ type, bytes }) => [type, bytes.toString()]);

  test.each<[string, string, readonly (readonly string[])[]]>([
    ['a block', block('SGk=\n'), [['A', 'Hi']]],
    ['a block without a line break at its end', block('SGk=\n').trimEnd(), [['A', 'Hi']]],
    ['CRLF, spaces and tabs', block('S G\r\n\tk=\r\n').replaceAll('-----\n', '----- \t\r\n'), [['A', 'Hi']]],
    [
      'text around blocks',
      `x\n${block('SGk=\n')}y\n${block('SGk=\n')}z`,
      [
        ['A', 'Hi'],
        ['A', 'Hi'],
      ],
    ],
    ['an empty block', block(''), [['A', '']]],
    ['a second BEGIN line', `-----BEGIN B-----\nAAAA\n${block('SGk=\n')}`, [['A', 'Hi']]],
    ['BEGIN inside a line', `x${block('SGk=\n')}`, []],
    ['another END', '-----BEGIN A-----\nSGk=\n-----END B-----\n', []],
    ['no END', '-----BEGIN A-----\nSGk=\n', []],
    ['missing dashes', '-----BEGIN A\nSGk=\n-----END A-----\n', []],
    ['no base64', block('S!k=\n'), []],
    ['base64 without padding', block('SGk\n'), []],
    ['a broken block before a good one', `${block('S!k=\n')}${block('SGk=\n')}`, [['A', 'Hi']]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('100,000 BEGIN lines are read in no time', () => {
    expect(read('-----BEGIN A-----\n'.repeat(100_000))).toEqual([]);
  });
});
