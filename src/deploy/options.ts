import type { JsonObject } from '../model/json.ts';

/** What a YAML text holds, or why it is none. Offsets count from the start of the text. */
export type YamlReading =
  | { readonly value: unknown }
  | { readonly problem: string; readonly start: number; readonly end: number };

/** What files do not hold of the control plane and its cluster (section 13 of the deployment rules). */
export interface DeployOptions {
  /** The values of the sidecar injector. What is missing prints as in a template: the caller merges the defaults of the chart. */
  readonly values: JsonObject;
  /** Overlays of classes by class and key, as the chart makes ConfigMaps of them (DEP-70). */
  readonly classDefaults?: JsonObject;
  /** Istio's MeshConfig, over its built-in defaults. */
  readonly meshConfig: JsonObject;
  /** Revision of the control plane; `''` for the default one. */
  readonly revision: string;
  readonly clusterId: string;
  /** Where the ConfigMaps of classes lie; `''` searches all namespaces. */
  readonly systemNamespace: string;
  /** Whether a ConfigMap of parametersRef that the input does not hold is taken to exist, and to change nothing. Default: it is a problem. */
  readonly assumesParameters?: (namespace: string) => boolean;
  /** Of Kubernetes 1.x. */
  readonly kubernetesMinor: number;
  /**
   * The bytes that istiod itself writes, for comparing with its goldens: also the version that it notes on the Gateway,
   * and references to an owner without a uid, which no API server takes.
   */
  readonly asIstiod: boolean;
  /** Reads YAML as kubectl and istiod do. */
  readonly readYaml: (text: string) => YamlReading;
}
