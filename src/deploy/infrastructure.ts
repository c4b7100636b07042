import type { GatewaySpec } from '../model/gateway-api.ts';
import { gatewayAnnotations, groups, labels } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { Settings } from '../settings.ts';

type Texts = Readonly<Record<string, string>>;

/** What of a Gateway's labels and annotations everything carries that istiod deploys for it (DEP-19 to DEP-22). */
export interface Infrastructure {
  readonly labels: Texts;
  readonly annotations: Texts;
}

/** Annotations of which none but the Gateway itself has anything (DEP-22). */
const dropped: ReadonlySet<string> = new Set([
  gatewayAnnotations.controllerVersion,
  gatewayAnnotations.lastApplied,
  gatewayAnnotations.nameOverride,
  gatewayAnnotations.serviceAccount,
]);

/** Keys of `spec.infrastructure` that istiod drops: they are its own (DEP-19). */
export function isReserved(key: string): boolean {
  return key.startsWith(`${groups.gateway}/`);
}

/** The infrastructure labels and annotations of a Gateway; `network` is that of the values. */
export function infrastructureOf(
  { metadata, spec }: Resource<GatewaySpec>,
  settings: Settings,
  network: string,
): Infrastructure {
  const copied = (own: Texts | undefined) => (settings.EnableGatewayAPICopyLabelsAnnotations ? own : undefined);
  const given = (entries: Texts | undefined, own: Texts | undefined): Texts =>
    entries === undefined ? (copied(own) ?? {}) : without(entries, isReserved);
  const { infrastructure, gatewayClassName = '' } = spec;
  const own = given(infrastructure?.labels, metadata.labels);
  const has = (key: string) =>
    [metadata.labels, own].some((entries) => entries !== undefined && Object.hasOwn(entries, key));
  const isAmbient = gatewayClassName.includes('waypoint') || gatewayClassName.includes('east-west');
  const isRedirected = !settings.EnableAmbientWaypoints || isAmbient || has(labels.dataplaneMode);
  const isOfNetwork = isAmbient && network !== '' && metadata.labels?.[labels.network] === undefined;
  return {
    labels: {
      ...own,
      ...(!isRedirected && { [labels.dataplaneMode]: 'none' }),
      ...(isOfNetwork && { [labels.network]: network }),
    },
    annotations: without(given(infrastructure?.annotations, metadata.annotations), (key) => dropped.has(key)),
  };
}

function without(entries: Texts, isDropped: (key: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !isDropped(key)));
}
