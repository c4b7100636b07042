import { isObject, type JsonObject } from '../model/json.ts';
import type { CrdName } from '../model/kinds.ts';
import { labels } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

const crds: Readonly<Record<string, CrdName>> = {
  Deployment: 'deployments.apps',
  HorizontalPodAutoscaler: 'horizontalpodautoscalers.autoscaling',
  PodDisruptionBudget: 'poddisruptionbudgets.policy',
  Service: 'services.',
  ServiceAccount: 'serviceaccounts.',
};

/** The CRD names of all kinds that istiod deploys. */
export const workloadCrds: readonly CrdName[] = Object.values(crds);

/** The CRD name of a kind that istiod deploys; undefined for any other. */
export function workloadCrd(kind: string): CrdName | undefined {
  return Object.hasOwn(crds, kind) ? crds[kind] : undefined;
}

/** The object of that kind and name that the input holds, so that it is there already. */
export function liveObject(
  index: ResourceIndex,
  kind: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Resource | undefined {
  const crd = workloadCrd(kind);
  return crd && index.get(crd, namespace, name);
}

/** Whether an object that is there already is somebody else's: istiod leaves it alone (DEP-14). */
export function isForeign({ metadata }: Resource): boolean {
  return metadata.labels?.[labels.managed] === undefined;
}

/** DEP-64: a Deployment made before 1.24 keeps its selector, which cannot be changed, and its pods the label that it asks for. */
export function keepSelector(deployment: JsonObject, live: Resource | undefined): JsonObject {
  const spec = isObject(live?.spec) ? live.spec : {};
  const legacy = textAt(spec, ['selector', 'matchLabels', labels.legacyGatewayName]);
  const own = deployment['spec'];
  if (!legacy || !isObject(own) || !isObject(own['template'])) return deployment;
  const podLabel = textAt(spec, ['template', 'metadata', 'labels', labels.legacyGatewayName]);
  const { metadata, ...template } = own['template'];
  const podMetadata = isObject(metadata) ? metadata : {};
  const podLabels = isObject(podMetadata['labels']) ? podMetadata['labels'] : {};
  const kept = { ...podLabels, ...(podLabel !== undefined && { [labels.legacyGatewayName]: podLabel }) };
  return {
    ...deployment,
    spec: { ...own, selector: spec['selector'], template: { ...template, metadata: { ...podMetadata, labels: kept } } },
  };
}

function textAt(object: JsonObject, path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), object);
  return typeof value === 'string' ? value : undefined;
}
