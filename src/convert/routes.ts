import type { RouteSpec } from '../model/gateway-api.ts';
import type { Resource } from '../model/resource.ts';
import type { BackendScope } from './backend-scope.ts';
import type { Binding, Route, RouteKind } from './bindings.ts';
import type { ConvertContext } from './context.ts';
import { convertGRPCRoute, convertHTTPRoute, type HTTPEntry } from './http-routes.ts';
import { reportIgnoredRouteFields } from './ignored-fields.ts';
import { createInferencePools, type InferencePools } from './inference-pool-services.ts';
import type { Flavour, Issue } from './issue.ts';
import { convertL4Route, type L4Entry } from './l4-routes.ts';
import { isolateHosts } from './listener-isolation.ts';
import { bindRoute, type ParentIndex } from './parents.ts';
import type { GrantCheck } from './reference-grants.ts';
import {
  type Contribution,
  contribute,
  l4VirtualServices,
  mergeContributions,
  type VirtualService,
} from './virtual-services.ts';

/** What came of all routes. */
export interface ConvertedRoutes {
  readonly bindings: readonly Binding[];
  readonly virtualServices: readonly VirtualService[];
  readonly pools: InferencePools;
}

/** Binds the routes of all four kinds, then converts them: what InferencePools come to depends on where HTTPRoutes are bound. */
export function convertRoutes(context: ConvertContext, parents: ParentIndex, grants: GrantCheck): ConvertedRoutes {
  const { index } = context;
  const bind = <Spec extends RouteSpec>(routes: readonly Resource<Spec>[], kind: RouteKind) =>
    routes.map((route) => ({ route, bindings: bindOne(context, route, kind, parents) }));
  const httpRoutes = bind(index.list('httproutes.gateway.networking.k8s.io'), 'HTTPRoute');
  const grpcRoutes = bind(index.list('grpcroutes.gateway.networking.k8s.io'), 'GRPCRoute');
  const tcpRoutes = bind(index.list('tcproutes.gateway.networking.k8s.io'), 'TCPRoute');
  const tlsRoutes = bind(index.list('tlsroutes.gateway.networking.k8s.io'), 'TLSRoute');
  const pools = createInferencePools(context, httpRoutes);
  const tools = { context, parents, grants, pools };
  const merged = [
    ...httpRoutes.map((bound) =>
      convertMerged(tools, bound, 'HTTPRoute', (scope) => convertHTTPRoute(scope, bound.route)),
    ),
    ...grpcRoutes.map((bound) =>
      convertMerged(tools, bound, 'GRPCRoute', (scope) => convertGRPCRoute(scope, bound.route)),
    ),
  ];
  const l4 = [
    ...tcpRoutes.map((bound) => convertL4(tools, bound, 'TCPRoute', (scope) => convertL4Route(scope, bound.route))),
    ...tlsRoutes.map((bound) => convertL4(tools, bound, 'TLSRoute', (scope) => convertL4Route(scope, bound.route))),
  ];
  return {
    bindings: [...httpRoutes, ...grpcRoutes, ...tcpRoutes, ...tlsRoutes].flatMap(({ bindings }) => bindings),
    virtualServices: [...mergeContributions(merged.flat()), ...l4.flat()],
    pools,
  };
}

function bindOne(context: ConvertContext, route: Route, kind: RouteKind, parents: ParentIndex): readonly Binding[] {
  const bindings = bindRoute(context, route, kind, parents);
  reportIgnoredRouteFields(context, route, kind, bindings);
  return bindings;
}

interface RouteTools {
  readonly context: ConvertContext;
  readonly parents: ParentIndex;
  readonly grants: GrantCheck;
  readonly pools: InferencePools;
}

function convertMerged(
  tools: RouteTools,
  bound: BoundRoute,
  kind: 'HTTPRoute' | 'GRPCRoute',
  convert: (scope: BackendScope) => readonly HTTPEntry[],
): readonly Contribution[] {
  const { accepted, entriesOf } = convertBound(tools, bound, kind, convert);
  const hosts = isolateHosts(tools.context, bound.route, accepted, tools.parents);
  return contribute(accepted, (binding) => hosts.get(binding) ?? binding.meshHosts, entriesOf);
}

function convertL4(
  tools: RouteTools,
  bound: BoundRoute,
  kind: 'TCPRoute' | 'TLSRoute',
  convert: (scope: BackendScope) => readonly L4Entry[],
): readonly VirtualService[] {
  const { accepted, entriesOf } = convertBound(tools, bound, kind, convert);
  return l4VirtualServices(bound.route, kind, accepted, entriesOf);
}

/** A route with all its bindings. */
export interface BoundRoute {
  readonly route: Route;
  readonly bindings: readonly Binding[];
}

interface ConvertedRoute<Entry> {
  readonly accepted: readonly Binding[];
  readonly entriesOf: (binding: Binding) => readonly Entry[];
}

/** Converts the rules of a route once for each flavour of its bindings, denied ones included (RT-31, RT-114). */
function convertBound<Entry>(
  { context, parents, grants, pools }: RouteTools,
  { route, bindings }: BoundRoute,
  routeKind: RouteKind,
  convert: (scope: BackendScope) => readonly Entry[],
): ConvertedRoute<Entry> {
  const flavours = new Set<Flavour>(bindings.map((binding) => binding.flavour));
  const speaking = flavours.size > 1 ? sayingOnce(context) : context;
  const scope = { context: speaking, grants, registry: parents.registry, pools, route, routeKind };
  const entries = new Map<Flavour, readonly Entry[]>();
  for (const flavour of flavours) entries.set(flavour, convert({ ...scope, flavour }));
  return {
    accepted: bindings.filter(({ denied }) => denied === undefined),
    entriesOf: ({ flavour }) => entries.get(flavour) ?? [],
  };
}

/** What istiod writes nowhere is one fact, whichever flavour of a route meets it first. */
function sayingOnce(context: ConvertContext): ConvertContext {
  const said = new Set<string>();
  const report = (issue: Issue) => {
    const key = `${issue.reason}: ${issue.message} ${'path' in issue.place ? issue.place.path.join('/') : ''}`;
    if (issue.severity === 'silent' && said.has(key)) return;
    said.add(key);
    context.report(issue);
  };
  return { ...context, report };
}
