/** What policies for workloads (AuthorizationPolicy, RequestAuthentication, Telemetry, WasmPlugin) have in common, as users write it. */
export interface PolicySpec {
  readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly targetRef?: PolicyTargetReference;
  readonly targetRefs?: readonly PolicyTargetReference[];
}

export interface PolicyTargetReference {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}
