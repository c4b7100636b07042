import type { BackendObjectReference } from '../model/gateway-api.ts';
import type { Destination } from '../model/istio.ts';
import type { ObjectName, Path } from '../model/resource.ts';
import type { Route, RouteKind } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import type { InferencePools } from './inference-pool-services.ts';
import type { Flavour } from './issue.ts';
import type { GrantCheck } from './reference-grants.ts';
import type { ServiceRegistry } from './service-registry.ts';

/** Makes the path, from the route's root, of something in a part of a route. Most routes are fine and never ask for one. */
export type At = (...steps: Path) => Path;

/** Why a backendRef, filter or match cannot be converted. A hard one discards every rule of the route (RT-110). */
export interface RouteError {
  readonly severity: 'hard' | 'soft';
  readonly reason: string;
  readonly message: string;
  /** Path from the route's root. */
  readonly path: Path;
  /** An error of a mirror that was left out. */
  readonly part?: 'mirror';
  /** The object that the backendRef names. */
  readonly target?: ObjectName;
  /** The destination that is emitted although nothing is known there (RT-72). */
  readonly host?: string;
}

/** Where a backendRef leads. With a soft error the destination is still emitted as it stands here (RT-72). */
export interface ResolvedBackend {
  readonly destination: Destination;
  readonly error?: RouteError;
}

/** What backendRefs of one route and flavour are resolved with. */
export interface BackendScope {
  readonly context: ConvertContext;
  readonly grants: GrantCheck;
  readonly registry: ServiceRegistry;
  readonly pools: InferencePools;
  readonly route: Route;
  readonly routeKind: RouteKind;
  readonly flavour: Flavour;
}

/** A backendRef in its scope, with its defaults filled in. */
export interface BackendQuery {
  readonly scope: BackendScope;
  readonly ref: BackendObjectReference;
  readonly name: string;
  readonly namespace: string;
  /** Paths in the backendRef. */
  readonly at: At;
}

/** A soft error that leaves an empty destination. */
export function refuse(reason: string, message: string, path: Path, target?: ObjectName): ResolvedBackend {
  return { destination: {}, error: { severity: 'soft', reason, message, path, ...(target && { target }) } };
}

/** A hard error. */
export function reject(message: string, path: Path, target?: ObjectName): ResolvedBackend {
  const error = { severity: 'hard', reason: 'InvalidDestination', message, path, ...(target && { target }) } as const;
  return { destination: {}, error };
}
