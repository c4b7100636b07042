/** The fields of a Sidecar that are looked at, as users write them. */
export interface SidecarSpec {
  readonly outboundTrafficPolicy?: { readonly egressProxy?: object };
}
