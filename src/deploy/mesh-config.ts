import type { LabelSelector } from '../model/gateway-api.ts';
import { isObject, type JsonObject } from '../model/json.ts';

/** The parts of Istio's MeshConfig that decide about deployments. */
export interface MeshConfig {
  readonly trustDomain: string;
  readonly rootNamespace: string;
  /** Settings of all proxies, over the built-in ones. */
  readonly defaultConfig: JsonObject;
  /** The Namespaces that istiod looks into; none means all. */
  readonly discoverySelectors: readonly LabelSelector[];
}

/** A MeshConfig as it is written, over the built-in defaults. */
export function meshConfigOf(written: JsonObject): MeshConfig {
  const { trustDomain, rootNamespace, defaultConfig, discoverySelectors } = written;
  return {
    trustDomain: typeof trustDomain === 'string' ? trustDomain : 'cluster.local',
    rootNamespace: typeof rootNamespace === 'string' ? rootNamespace : 'istio-system',
    defaultConfig: isObject(defaultConfig) ? defaultConfig : {},
    discoverySelectors: Array.isArray(discoverySelectors) ? discoverySelectors.filter(isObject).map(selectorOf) : [],
  };
}

function selectorOf({ matchLabels, matchExpressions }: JsonObject): LabelSelector {
  const expressions = Array.isArray(matchExpressions) ? matchExpressions.filter(isObject) : [];
  return {
    matchLabels: textsOf(matchLabels),
    matchExpressions: expressions.map(({ key, operator, values }) => ({
      key: String(key),
      operator: String(operator),
      values: Array.isArray(values) ? values.map(String) : [],
    })),
  };
}

/** The entries of a mapping as texts. */
export function textsOf(mapping: unknown): Readonly<Record<string, string>> {
  if (!isObject(mapping)) return {};
  return Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, String(value)]));
}
