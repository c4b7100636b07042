import type { ObjectReference } from '../model/gateway-api.ts';
import { configMapData, type DecodedData, secretData } from '../model/key-pairs.ts';
import { isPlaceholder } from '../model/placeholders.ts';
import type { Resource } from '../model/resource.ts';
import type { ConvertContext, Reference } from './context.ts';

/** What a reference to a Secret or ConfigMap finds. `unknown` content is taken to be usable. */
export type Credential = DecodedData | 'unknown' | undefined;

/** Secrets and ConfigMaps as istiod sees them; in the open world absent ones are assumed, and the assumption recorded (LN-22). */
export interface CredentialStore {
  secret(namespace: string, name: string, reference: Reference): Credential;
  configMap(namespace: string, name: string, reference: Reference): Credential;
}

// GW-71: istiod does not watch Secrets of these types.
const invisibleTypes: ReadonlySet<string> = new Set(['helm.sh/release.v1', 'kubernetes.io/service-account-token']);

export function createCredentialStore(context: ConvertContext): CredentialStore {
  const { index, complete } = context;
  const produced = producedSecrets(context);
  const bundles = new Set(index.list('bundles.trust.cert-manager.io').map(({ metadata }) => metadata.name));
  const absent = (kind: string, namespace: string, name: string, reference: Reference): Credential => {
    if (context.holdsAll(namespace)) return undefined;
    context.assume({ kind, namespace, name }, reference);
    return 'unknown';
  };
  return {
    secret: (namespace, name, reference) => {
      const secret = index.get('secrets.', namespace, name);
      if (secret === undefined) {
        return produced.has(`${namespace}/${name}`) ? 'unknown' : absent('Secret', namespace, name, reference);
      }
      if (invisibleTypes.has(secret.spec.type ?? '')) return undefined;
      const { data = {}, stringData = {} } = secret.spec;
      return !complete && isOpaque({ ...data, ...stringData }) ? 'unknown' : secretData(secret.spec);
    },
    configMap: (namespace, name, reference) => {
      const configMap = index.get('configmaps.', namespace, name);
      if (configMap === undefined) {
        return bundles.has(name) ? 'unknown' : absent('ConfigMap', namespace, name, reference);
      }
      return !complete && hasPlaceholder(configMap.spec.data ?? {}) ? 'unknown' : configMapData(configMap.spec);
    },
  };
}

/** LN-26: a Secret kept without its content, or with placeholders that something fills in later. */
function isOpaque(values: Readonly<Record<string, string>>): boolean {
  return Object.values(values).every((value) => value === '') || hasPlaceholder(values);
}

function hasPlaceholder(values: Readonly<Record<string, string>>): boolean {
  return Object.values(values).some(isPlaceholder);
}

/** Secrets that operators make from other objects of the input (LN-25), as `namespace/name`. */
function producedSecrets({ index }: ConvertContext): ReadonlySet<string> {
  const names = new Set<string>();
  const add = ({ metadata }: Resource, name: string | undefined) => names.add(`${metadata.namespace}/${name}`);
  for (const certificate of index.list('certificates.cert-manager.io')) add(certificate, certificate.spec.secretName);
  for (const external of index.list('externalsecrets.external-secrets.io')) {
    add(external, external.spec.target?.name ?? external.metadata.name);
  }
  for (const sealed of index.list('sealedsecrets.bitnami.com')) {
    add(sealed, sealed.spec.template?.metadata?.name ?? sealed.metadata.name);
  }
  for (const gateway of index.list('gateways.gateway.networking.k8s.io')) {
    const annotations = gateway.metadata.annotations ?? {};
    if (!('cert-manager.io/issuer' in annotations || 'cert-manager.io/cluster-issuer' in annotations)) continue;
    for (const { tls } of gateway.spec.listeners ?? []) {
      for (const { name, namespace = gateway.metadata.namespace } of tls?.certificateRefs ?? []) {
        if (namespace === gateway.metadata.namespace) add(gateway, name);
      }
    }
  }
  return names;
}

/** A reference as istiod's messages spell it: the fields as written, empty where they are not set (GW-70). */
export function referenceText({ group = '', kind = '', name = '', namespace = '' }: ObjectReference): string {
  return `${group}/${kind}/${name}.${namespace}`;
}
