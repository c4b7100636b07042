import type { ResourceIndex } from '../model/resource-index.ts';

/** Whether an operator writes a Secret for an object of the input (LN-25). */
export function isProducedElsewhere(index: ResourceIndex, namespace: string, name: string): boolean {
  const inNamespace = <T extends { readonly metadata: { readonly namespace: string } }>(all: readonly T[]) =>
    all.filter(({ metadata }) => metadata.namespace === namespace);
  return (
    inNamespace(index.list('certificates.cert-manager.io')).some(({ spec }) => spec.secretName === name) ||
    inNamespace(index.list('externalsecrets.external-secrets.io')).some(
      ({ spec, metadata }) => (spec.target?.name ?? metadata.name) === name,
    ) ||
    inNamespace(index.list('sealedsecrets.bitnami.com')).some(
      ({ spec, metadata }) => (spec.template?.metadata?.name ?? metadata.name) === name,
    )
  );
}
