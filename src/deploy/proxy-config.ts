import type { ProxyConfigSpec } from '../model/core.ts';
import { groupBy } from '../model/group-by.ts';
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

/** Knows the effective configuration of any Gateway, later ones winning: the mesh's, the root namespace's, the namespace's and its own. */
export function createProxyConfigs(index: ResourceIndex, mesh: MeshConfig): (gateway: Metadata) => ProxyConfig {
  const all = [...index.list('proxyconfigs.networking.istio.io')].sort(compareCreation);
  // The name of the Gateway is the only label that it is asked for, so a selector is met by one name or none.
  const byReach = groupBy(all, ({ metadata, spec }) => {
    const selector = selectorOf(spec);
    const [first] = selector;
    if (first === undefined) return reach(metadata.namespace);
    const [key, name] = first;
    return selector.length === 1 && key === labels.gatewayName ? reach(metadata.namespace, name) : undefined;
  });
  const oldest = (namespace: string, name?: string) => byReach.get(reach(namespace, name))?.[0];
  return ({ namespace, name }) =>
    effective(mesh, [oldest(mesh.rootNamespace), oldest(namespace), oldest(namespace, name)]);
}

/** The Gateways of a namespace, or the one of a name. */
function reach(namespace: string, name?: string): string {
  return JSON.stringify([namespace, name]);
}

function effective(mesh: MeshConfig, levels: readonly (Resource<ProxyConfigSpec> | undefined)[]): ProxyConfig {
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
