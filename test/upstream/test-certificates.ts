import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { upstreamPath } from './data.ts';

const files = {
  '{{test-certificate}}': 'certificate.pem',
  '{{test-private-key}}': 'private-key.pem',
  '{{test-certificate-expired}}': 'expired-certificate.pem',
};

/** Makes throw-away certificates and returns what puts them in the place of the tokens that the data holds. */
export function makeTestCertificates(): (text: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'gwx-certificates-'));
  try {
    execFileSync('bash', [upstreamPath('test-certificates.sh'), folder]);
    const values = Object.entries(files).map(
      ([token, file]) => [token, readFileSync(join(folder, file)).toString('base64')] as const,
    );
    return (text) => values.reduce((filled, [token, value]) => filled.replaceAll(token, value), text);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
