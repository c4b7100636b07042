import type { StringMatch } from '../../model/istio.ts';
import type { EntrySource } from '../istio-world.ts';
import type { ListenerName } from '../request.ts';
import { originOf, type RouteOrigin, resolveGatewayName, type VirtualServiceObject } from './istio-objects.ts';
import type { ConnectionMatch, HTTPFields, HTTPMatchFields } from './virtual-service-fields.ts';
import { isWithin } from './workloads.ts';

/** The proxy that routes are generated for. */
export interface ProxyNode {
  readonly namespace: string;
  readonly labelSets: readonly Readonly<Record<string, string>>[];
}

/** The place in a proxy that routes are generated for: a server of a Gateway, or a port of the mesh. */
export interface RouteScope {
  readonly proxy: ProxyNode;
  /** `namespace/name` of the Gateway, or `mesh`. */
  readonly gateway: string;
  /** Number of the server, or of the Service's port. */
  readonly port: number;
  /** Whether the server has `tls`, if only by mistake: redirects look at that. */
  readonly tls: boolean;
  /** What the server stands for; undefined in the mesh. */
  readonly listener?: ListenerName;
}

/** How a route looks at the path. `segments`: the path itself, or whatever lies below it. */
export interface PathMatch {
  readonly type: 'exact' | 'prefix' | 'segments' | 'regex';
  readonly value: string;
}

/** One Envoy route: an entry of `http` with one of its matches. */
export interface Route {
  readonly virtualService: VirtualServiceObject;
  readonly entry: HTTPFields;
  /** Undefined for an entry without matches. */
  readonly match?: HTTPMatchFields;
  readonly path: PathMatch;
  readonly scope: RouteScope;
  readonly origin: RouteOrigin;
  /** The rule of a route that the entry was generated from. */
  readonly source?: EntrySource;
  readonly catchAll: boolean;
}

/** E-20: the routes of one VirtualService in one place. What comes after the first catch-all is never generated. */
export function routesOf(virtualService: VirtualServiceObject, scope: RouteScope): readonly Route[] {
  const routes: Route[] = [];
  for (const [index, entry] of virtualService.http.entries()) {
    const matches = entry.match.length === 0 ? [undefined] : entry.match;
    for (const [matchIndex, match] of matches.entries()) {
      if (match !== undefined && !isInScope(match, virtualService, scope)) continue;
      const path = pathMatch(match?.uri, virtualService.form === 'mirror');
      const delegated = virtualService.origins?.get(entry);
      const origin = delegated ?? originOf(virtualService, 'http', index, match && matchIndex);
      const source = virtualService.entries[index];
      const catchAll = isCatchAll(path, match);
      routes.push({
        virtualService,
        entry,
        ...(match && { match }),
        path,
        scope,
        origin,
        ...(source && { source }),
        catchAll,
      });
      if (catchAll) return routes;
    }
  }
  return routes;
}

/** Whether a match is meant for this port, Gateway and proxy. Labels and namespace of the source count only without `gateways`. */
export function isInScope(
  { port, gateways, sourceLabels, sourceNamespace }: ConnectionMatch,
  { metadata }: VirtualServiceObject,
  scope: RouteScope,
): boolean {
  if (port !== undefined && port !== scope.port) return false;
  if (gateways.length > 0) {
    return gateways.some((name) => resolveGatewayName(name, metadata.namespace) === scope.gateway);
  }
  const { namespace, labelSets } = scope.proxy;
  if (sourceNamespace !== undefined && sourceNamespace !== namespace) return false;
  return Object.keys(sourceLabels).length === 0 || labelSets.some((labels) => isWithin(sourceLabels, labels));
}

/** E-22. */
function pathMatch(uri: StringMatch | undefined, mirror: boolean): PathMatch {
  const { exact, prefix, regex } = uri ?? {};
  if (exact !== undefined) return { type: 'exact', value: exact };
  if (regex !== undefined) return { type: 'regex', value: regex };
  if (prefix === undefined || prefix === '/' || !mirror) return { type: 'prefix', value: prefix ?? '/' };
  return { type: 'segments', value: prefix.endsWith('/') ? prefix.slice(0, -1) : prefix };
}

/** Matches every request, whatever it is. */
function isCatchAll({ type, value }: PathMatch, match: HTTPMatchFields | undefined): boolean {
  const everyPath = type === 'prefix' ? value === '/' : type === 'regex' && value === '.*';
  if (match === undefined || !everyPath) return everyPath;
  const { method, authority, scheme, headers, withoutHeaders, queryParams } = match;
  const others = [method, authority, scheme].filter((one) => one !== undefined);
  return others.length + headers.length + withoutHeaders.length + queryParams.length === 0;
}
