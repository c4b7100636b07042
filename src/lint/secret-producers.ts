import type { ResourceIndex } from '../model/resource-index.ts';

/** The Secrets, as `namespace/name`, that an operator writes for objects of the input (LN-25). */
export function producedSecrets(index: ResourceIndex): ReadonlySet<string> {
  return new Set([
    ...index
      .list('certificates.cert-manager.io')
      .map(({ metadata, spec }) => `${metadata.namespace}/${spec.secretName ?? ''}`),
    ...index
      .list('externalsecrets.external-secrets.io')
      .map(({ metadata, spec }) => `${metadata.namespace}/${spec.target?.name ?? metadata.name}`),
    ...index
      .list('sealedsecrets.bitnami.com')
      .map(({ metadata, spec }) => `${metadata.namespace}/${spec.template?.metadata?.name ?? metadata.name}`),
  ]);
}
