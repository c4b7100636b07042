import { type CrdName, crdOf, kinds } from '../model/kinds.ts';
import { labels } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { indexResources, type ResourceIndex } from '../model/resource-index.ts';
import { type Settings, watches } from '../settings.ts';
import type { ConvertContext } from './context.ts';

/** Kinds that istiod reads whatever revision their labels name (GW-17, RT-3). */
const ofEveryRevision: ReadonlySet<CrdName> = new Set<CrdName>([
  'configmaps.',
  'endpointslices.discovery.k8s.io',
  'gateways.gateway.networking.k8s.io',
  'namespaces.',
  'secrets.',
  'services.',
]);

/** Why istiod does not see a resource; undefined if it does. */
interface Blindness {
  readonly reason: 'object-not-selected' | 'object-gated';
  readonly message: string;
  readonly path: readonly string[];
}

/** What istiod sees of the input: nothing of other revisions, unwatched kinds and kinds that are switched off. */
export function visibleResources(index: ResourceIndex, settings: Settings): ResourceIndex {
  const all = index.all();
  const visible = all.filter((resource) => blindness(resource, settings) === undefined);
  return visible.length === all.length ? index : indexResources(visible);
}

/** Reports the resources that istiod does not see. */
export function reportInvisible({ settings, report }: ConvertContext, index: ResourceIndex): void {
  for (const resource of index.all()) {
    const blind = blindness(resource, settings) ?? withoutEffect(resource, settings);
    if (blind === undefined) continue;
    const { reason, message, path } = blind;
    report({ subject: { resource }, reason, message, place: { resource, path }, severity: 'silent' });
  }
}

function blindness(resource: Resource, settings: Settings): Blindness | undefined {
  const crd = crdOf(resource.apiVersion, resource.kind);
  if (crd === undefined) return undefined;
  const { kind, metadata } = resource;
  if (!settings.EnableGatewayAPI && kinds[crd].group.startsWith('gateway.networking.')) {
    return gated(`${kind} is ignored unless istiod runs with PILOT_ENABLE_GATEWAY_API=true`);
  }
  if (!watches(settings, crd)) return gated(`istiod does not watch ${crd} (PILOT_IGNORE_RESOURCES)`);
  const revision = metadata.labels?.[labels.revision];
  if (revision === undefined || settings.revision === '' || revision === settings.revision) return undefined;
  if (ofEveryRevision.has(crd) || !isRead(crd)) return undefined;
  const message = `ignored: label "${labels.revision}" selects revision "${revision}", this is "${settings.revision}"`;
  return { reason: 'object-not-selected', message, path: ['metadata', 'labels', labels.revision] };
}

/** Kinds that are read but do nothing by themselves in this istiod. */
function withoutEffect({ kind, apiVersion }: Resource, settings: Settings): Blindness | undefined {
  switch (crdOf(apiVersion, kind)) {
    case 'udproutes.gateway.networking.k8s.io':
    case 'xmeshes.gateway.networking.x-k8s.io':
      return gated(`istiod does not read ${kind}; the object has no effect`);
    case 'xbackends.gateway.networking.x-k8s.io':
    case 'xbackendtrafficpolicies.gateway.networking.x-k8s.io':
      return settings.EnableAlphaGatewayAPI ? undefined : needs(kind, 'PILOT_ENABLE_ALPHA_GATEWAY_API');
    case 'inferencepools.inference.networking.k8s.io':
      return settings.EnableGatewayAPIInferenceExtension
        ? undefined
        : needs(kind, 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION');
    default:
      return undefined;
  }
}

function needs(kind: string, flag: string): Blindness {
  return gated(`${kind} is ignored unless istiod runs with ${flag}=true`);
}

function gated(message: string): Blindness {
  return { reason: 'object-gated', message, path: ['kind'] };
}

/** Objects of Istio's own networking API that conversion does not look at are nobody's loss here. */
function isRead(crd: CrdName): boolean {
  return kinds[crd].takesPart && kinds[crd].schema !== undefined;
}
