import { firstSet, templateText, valueAt } from '../values.ts';
import type { Workload } from '../workload.ts';

/** Where a volume is mounted. */
export interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: true;
}

/** A mount of a volume. */
export function mount(name: string, mountPath: string): Mount {
  return { name, mountPath };
}

/** A volume that begins empty and goes with the pod. */
export function emptyVolume(name: string): object {
  return { name, emptyDir: {} };
}

/** The same, in memory. */
export function memoryVolume(name: string): object {
  return { name, emptyDir: { medium: 'Memory' } };
}

/** The volume that a plugin fills with the socket of a workload: the template leaves its settings open. */
export const workloadSocket = { name: 'workload-socket', emptyDir: null };

/** Labels and annotations of the pod as files. */
export const podInfo = {
  name: 'istio-podinfo',
  downwardAPI: {
    items: [
      { fieldRef: { fieldPath: 'metadata.labels' }, path: 'labels' },
      { fieldRef: { fieldPath: 'metadata.annotations' }, path: 'annotations' },
    ],
  },
};

/** A token of the service account for an audience. */
export function tokenVolume(name: string, audience: string): object {
  return {
    name,
    projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds: 43200, path: name } }] },
  };
}

/** The audience of tokens for istiod. */
export function tokenAudience({ values }: Workload): string {
  return templateText(valueAt(values, 'global.sds.token.aud'));
}

/** Whether certificates come from istiod, whose own certificate a proxy then needs. */
export function certifiesByIstiod({ values }: Workload): boolean {
  return valueAt(values, 'global.pilotCertProvider') === 'istiod';
}

/** The root certificate of istiod. */
export function istiodCertificate({ values }: Workload): object {
  const name = 'istiod-ca-cert';
  const bundle = valueAt(values, 'global.trustBundleName');
  if (valueAt(values, 'pilot.env.ENABLE_CLUSTER_TRUST_BUNDLE_API') === true) {
    const source = { name: `istio.io:istiod-ca:${firstSet(bundle, 'root-cert')}`, path: 'root-cert.pem' };
    return { name, projected: { sources: [{ clusterTrustBundle: source }] } };
  }
  return { name, configMap: { name: firstSet(bundle, 'istio-ca-root-cert') } };
}
