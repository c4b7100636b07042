import type { ParentReference, RouteSpec } from '../model/gateway-api.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { Flavour } from './issue.ts';
import type { Listener } from './listeners.ts';

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'TLSRoute';

export type Route = Resource<RouteSpec>;

export type DenialReason = 'NotAllowedByListeners' | 'NoMatchingListenerHostname' | 'NoMatchingParent';

/** Why a binding is not accepted, with the field of the route or parentRef that decides. */
export interface Denial {
  readonly reason: DenialReason;
  readonly message: string;
  /** Path from the route's root. */
  readonly path: Path;
  /** The field of the listener that decides, as a path from the listener. */
  readonly decidedBy?: Path;
  /** The object that the parentRef names and that does not exist. */
  readonly target?: ObjectName;
}

/** How far a route came before it was denied; the lower the closer. */
const denialRank: Readonly<Record<DenialReason, number>> = {
  NotAllowedByListeners: 1,
  NoMatchingListenerHostname: 2,
  NoMatchingParent: 3,
};

/** The denials that came closest to an attachment (RT-117). There may be one for each of very many listeners. */
export function closestDenials<D extends { readonly reason: DenialReason }>(denials: readonly D[]): readonly D[] {
  const closest = denials.reduce((least, { reason }) => Math.min(least, denialRank[reason]), Number.POSITIVE_INFINITY);
  return denials.filter(({ reason }) => denialRank[reason] === closest);
}

/** A parentRef of a route, with its defaults filled in (RT-10, RT-11). */
export interface Parent {
  readonly route: Route;
  readonly routeKind: RouteKind;
  /** Index in `spec.parentRefs`. */
  readonly index: number;
  readonly parentRef: ParentReference;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Identity of the parentRef (RT-116). */
  readonly key: string;
}

/** One (parentRef, listener) or (parentRef, mesh) pair of a route, accepted unless `denied` is set. */
export interface Binding {
  readonly parent: Parent;
  readonly flavour: Flavour;
  /** What VirtualServices call the parent in `gateways`. */
  readonly internalName: string;
  /** Set for the gateway flavour. */
  readonly listener?: Listener;
  /** Hosts of a Service or ServiceEntry parent. */
  readonly meshHosts: readonly string[];
  readonly denied?: Denial;
}

/** Reports something about a parentRef that istiod writes nowhere. `path` leads on from the parentRef. */
export function reportSilently(
  context: ConvertContext,
  { route, index, kind, namespace, name }: Parent,
  reason: string,
  message: string,
  path: Path,
  cause?: ObjectName,
): void {
  const place = { resource: route, path: ['spec', 'parentRefs', index, ...path] };
  const target = { kind, namespace, name };
  context.report({
    subject: { resource: route, parentRef: index },
    reason,
    message,
    place,
    severity: 'silent',
    target,
    ...(cause && { cause }),
  });
}
