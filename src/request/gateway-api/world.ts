import type {
  BackendObjectReference,
  GRPCRouteSpec,
  HTTPRouteSpec,
  RouteSpec,
  TCPRouteSpec,
  TLSRouteSpec,
} from '../../model/gateway-api.ts';
import type { FieldPlace, Path, Resource } from '../../model/resource.ts';
import type { BackendStatus, ListenerName } from '../request.ts';

/** A route that carries HTTP. */
export type HTTPFamilyRoute =
  | { readonly kind: 'HTTPRoute'; readonly route: Resource<HTTPRouteSpec> }
  | { readonly kind: 'GRPCRoute'; readonly route: Resource<GRPCRouteSpec> };

/** A route that carries connections. */
export type ConnectionRoute =
  | { readonly kind: 'TCPRoute'; readonly route: Resource<TCPRouteSpec> }
  | { readonly kind: 'TLSRoute'; readonly route: Resource<TLSRouteSpec> };

/** A route where it counts: on a listener that accepted it, or on a Service that it names. */
export type AttachedRoute = HTTPFamilyRoute | ConnectionRoute;

/** A listener of a Gateway, or of a ListenerSet attached to it. */
export interface WorldListener {
  readonly name: ListenerName;
  readonly protocol: string;
  /** `''` for none. */
  readonly hostname: string;
  /** Whether TLS ends here; of meaning for the protocols HTTPS and TLS. */
  readonly terminates: boolean;
  /** Why it serves nothing; undefined for a listener that is accepted and programmed. */
  readonly problem?: string;
  /** What a request through it is taken to fulfil. */
  readonly remark?: string;
  readonly place: FieldPlace;
  readonly routes: ListenerRoutes;
}

/** An attached route whose hostnames cover a host. */
export interface CandidateRoute {
  readonly attached: HTTPFamilyRoute;
  /** Characters of the longest hostname that equals the host, 0 for none; of the longest that covers it (GA-21). */
  readonly rank: readonly [exact: number, any: number];
  /** The hostname of the route that covers the host; `''` where it names none. */
  readonly hostname: string;
  /** The same narrowed to the listener's; `*` for none (GA-20). */
  readonly effective: string;
}

/** A route that is not accepted because one of the other kind has hostnames in common with it (GA-22). */
export interface IgnoredRoute {
  readonly route: HTTPFamilyRoute;
  readonly winner: HTTPFamilyRoute;
}

/** The routes attached to one listener, found by host. */
export interface ListenerRoutes {
  readonly attached: readonly AttachedRoute[];
  /** HTTPRoutes and GRPCRoutes whose hostnames cover a host in lower case; `''` is covered by no hostname. */
  candidates(host: string): readonly CandidateRoute[];
  /** Routes that would be candidates if they were accepted. */
  ignored(host: string): readonly IgnoredRoute[];
}

/** Everything that listens for one Gateway. */
export interface WorldGateway {
  readonly listeners: readonly WorldListener[];
}

/** A route whose parentRef names a Service or ServiceEntry. */
export interface MeshRoute {
  readonly attached: AttachedRoute;
  readonly parentNamespace: string;
  /** Port of the parentRef; undefined for all ports. */
  readonly port?: number;
}

/** A backendRef, with the route that it is written in. */
export interface BackendUse {
  readonly route: Resource<RouteSpec>;
  readonly parent: 'gateway' | 'mesh';
  readonly ref: BackendObjectReference;
  /** Path of the backendRef from the route's root. */
  readonly path: Path;
}

/** Where a backendRef leads. */
export interface WorldBackend {
  /** Host name in the mesh; for something that is no backend what the backendRef says. */
  readonly host: string;
  readonly port?: number;
  readonly status: Extract<BackendStatus, 'ok' | 'invalid' | 'missing?'>;
  /** What is wrong, or assumed. */
  readonly why?: string;
}

/**
 * What is known of the cluster before any request comes: which listeners serve, which routes are attached where, which backendRefs lead nowhere.
 * All of it is in the words of the Gateway API; nothing in it was generated.
 */
export interface GatewayAPIWorld {
  /** By `namespace/name`. */
  readonly gateways: ReadonlyMap<string, WorldGateway>;
  /** Accepted routes on the Service or ServiceEntry of a host. */
  meshRoutes(host: string): readonly MeshRoute[];
  /** Why routes on the Service of a host are doubtful; undefined where they are not (GA-63). */
  parentRemark(host: string): string | undefined;
  backend(use: BackendUse): WorldBackend;
  /** Policies that act on a host and are not evaluated (RQ-5), as `Kind namespace/name`. */
  policies(host: string): readonly string[];
}
