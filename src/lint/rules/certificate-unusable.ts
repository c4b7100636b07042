import type { Issue } from '../../convert/issue.ts';
import type { SecretFields } from '../../model/core.ts';
import type { Related } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const certificateUnusable: Rule = {
  code: 'GWX0312',
  name: 'certificate-unusable',
  severity: 'error',
  description: 'a certificate reference leads to something that is no usable key pair',
  rationale:
    'The Secret must hold a PEM certificate and the private key that belongs to it. Otherwise istiod programs nothing for the listener.',
  remedy: 'put the certificate in tls.crt and its key in tls.key of a Secret, both PEM, and base64 encoded once',
  examples: {
    bad: 'kind: Secret\ndata: {certificate: LS0t..., key: LS0t...}',
    good: 'kind: Secret\ntype: kubernetes.io/tls\ndata: {tls.crt: LS0t..., tls.key: LS0t...}',
  },
  equivalents: { istioctl: ['IST0161'] },
  check: fromIssues(
    {
      condition: 'ResolvedRefs',
      reason: ['InvalidCertificateRef', 'InvalidClientCertificateRef'],
      where: ({ message }) => !message.endsWith(' not found'),
    },
    { help, related: (issue, context) => dataOf(secretOf(issue, context)) },
  ),
};

function secretOf({ target }: Issue, { index }: RuleContext): Resource<SecretFields> | undefined {
  return target?.kind === 'Secret' ? index.get('secrets.', target.namespace, target.name) : undefined;
}

function dataOf(secret: Resource<SecretFields> | undefined): readonly Related[] {
  if (secret === undefined) return [];
  const path = [secret.spec.data === undefined ? 'stringData' : 'data'];
  return [{ role: 'target', message: 'the data of the Secret', place: { resource: secret, path } }];
}

function help(issue: Issue, context: RuleContext): string {
  const secret = secretOf(issue, context);
  if (issue.message.includes('only support up to'))
    return 'leave two certificateRefs at most; the listener is not programmed';
  if (secret === undefined) return 'refer to a Secret (group "", kind Secret); the listener is not programmed';
  const twice = Object.entries(secret.spec.data ?? {}).find(([, value]) => isEncodedTwice(value));
  if (twice !== undefined) return `encode "${twice[0]}" with base64 once: what it decodes to is base64 again`;
  return 'put the certificate in "tls.crt" and its private key in "tls.key" (or "cert" and "key"), both as PEM';
}

const pem = '-----BEGIN ';

function isEncodedTwice(value: string): boolean {
  const once = Buffer.from(value, 'base64').toString('latin1');
  return !once.includes(pem) && Buffer.from(once, 'base64').toString('latin1').startsWith(pem);
}
