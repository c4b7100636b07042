import type { ProxyConfigSpec } from '../model/core.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { labels } from '../model/names.ts';
import { compareBytes, compareCreation } from '../model/order.ts';
import type { Metadata, Resource } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import { type MeshConfig, textsOf } from './mesh-config.ts';

/** The settings of a Gateway's proxies (DEP-53). */
export interface ProxyConfig {
  /** The fields that somebody has set, with Istio's names. */
  readonly fields: JsonObject;
  readonly imageType?: string;
  /** Whether there is an image block, even an empty one. */
  readonly hasImage: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The effective configuration, later ones winning: the mesh's, the root namespace's, the namespace's and the Gateway's own. */
export function proxyConfigOf(index: ResourceIndex, mesh: MeshConfig, gateway: Metadata): ProxyConfig {
  const all = [...index.list('proxyconfigs.networking.istio.io')].sort(compareCreation);
  const ofNamespace = (namespace: string) =>
    all.find(({ metadata, spec }) => metadata.namespace === namespace && selectorOf(spec).length === 0);
  const ofGateway = all.find(({ metadata, spec }) => {
    const selector = selectorOf(spec);
    // The name of the Gateway is the only label that it is asked for.
    const isMet = ([key, value]: [string, string]) => key === labels.gatewayName && value === gateway.name;
    return metadata.namespace === gateway.namespace && selector.length > 0 && selector.every(isMet);
  });
  const levels = [ofNamespace(mesh.rootNamespace), ofNamespace(gateway.namespace), ofGateway];
  const fields = levels.reduce(
    (below, level) => (level === undefined ? below : merge(below, level)),
    mesh.defaultConfig,
  );
  const { image, proxyMetadata } = fields;
  const imageType = isObject(image) ? image['imageType'] : undefined;
  return {
    fields,
    hasImage: isObject(image),
    ...(typeof imageType === 'string' && { imageType }),
    metadata: textsOf(proxyMetadata),
  };
}

function selectorOf({ selector }: ProxyConfigSpec): readonly [string, string][] {
  return Object.entries(selector?.matchLabels ?? {});
}

/** Environment variables are added to those of the levels below; the rest is replaced. */
function merge(below: JsonObject, { spec }: Resource<ProxyConfigSpec>): JsonObject {
  const { concurrency, environmentVariables, image } = spec;
  return {
    ...below,
    ...(concurrency !== undefined && { concurrency }),
    ...(image !== undefined && { image }),
    ...(environmentVariables !== undefined && {
      proxyMetadata: { ...textsOf(below['proxyMetadata']), ...environmentVariables },
    }),
  };
}

/** Variables in the order in which a template goes through a mapping. */
export function sortedVariables({ metadata }: ProxyConfig): readonly [string, string][] {
  return Object.entries(metadata).sort(([a], [b]) => compareBytes(a, b));
}
