import type { GRPCRouteSpec, HTTPRouteSpec, RouteSpec, TCPRouteSpec, TLSRouteSpec } from '../model/gateway-api.ts';
import { mergedVirtualServiceName } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { BackendScope } from './backend-scope.ts';
import type { Binding, Route, RouteKind } from './bindings.ts';
import { type ConvertContext, describeAssumptions, recordApart } from './context.ts';
import { convertGRPCRoute, convertHTTPRoute, type HTTPEntry } from './http-routes.ts';
import { reportIgnoredRouteFields } from './ignored-fields.ts';
import { createInferencePools, type InferencePools } from './inference-pool-services.ts';
import type { Flavour, Issue } from './issue.ts';
import { convertL4Route, type L4Entry } from './l4-routes.ts';
import { type LegacyMesh, legacyMeshBinding } from './legacy-mesh.ts';
import { isolateHosts } from './listener-isolation.ts';
import { bindRoute, type ParentIndex } from './parents.ts';
import type { GrantCheck } from './reference-grants.ts';
import { createServiceRegistry } from './service-registry.ts';
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
  readonly legacyMesh: LegacyMesh;
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
  const bound = { httpRoutes, grpcRoutes, tcpRoutes, tlsRoutes };
  const { contributions, l4 } = convertAll(tools, bound);
  return {
    bindings: [...httpRoutes, ...grpcRoutes, ...tcpRoutes, ...tlsRoutes].flatMap(({ bindings }) => bindings),
    virtualServices: [...mergeContributions(contributions), ...l4],
    pools,
    legacyMesh: convertLegacyMesh(tools, bound, contributions),
  };
}

/** Routes of all kinds with their bindings. */
interface BoundRoutes {
  readonly httpRoutes: readonly BoundRoute<HTTPRouteSpec>[];
  readonly grpcRoutes: readonly BoundRoute<GRPCRouteSpec>[];
  readonly tcpRoutes: readonly BoundRoute<TCPRouteSpec>[];
  readonly tlsRoutes: readonly BoundRoute<TLSRouteSpec>[];
}

/** What the routes give to VirtualServices: HTTPRoutes and GRPCRoutes are still to be merged. */
function convertAll(tools: RouteTools, { httpRoutes, grpcRoutes, tcpRoutes, tlsRoutes }: BoundRoutes) {
  const contributions = [
    ...httpRoutes.map((bound) =>
      convertMerged(tools, bound, 'HTTPRoute', (scope) => convertHTTPRoute(scope, bound.route)),
    ),
    ...grpcRoutes.map((bound) =>
      convertMerged(tools, bound, 'GRPCRoute', (scope) => convertGRPCRoute(scope, bound.route)),
    ),
  ].flat();
  const l4 = [
    ...tcpRoutes.map((bound) => convertL4(tools, bound, 'TCPRoute', (scope) => convertL4Route(scope, bound.route))),
    ...tlsRoutes.map((bound) => convertL4(tools, bound, 'TLSRoute', (scope) => convertL4Route(scope, bound.route))),
  ].flat();
  return { contributions, l4 };
}

/** Converts the routes once more whose parent is the mesh as a whole; istiod says nothing about them, so what is said is kept apart (AF-79). */
function convertLegacyMesh(
  tools: RouteTools,
  { httpRoutes, grpcRoutes, tcpRoutes, tlsRoutes }: BoundRoutes,
  contributions: readonly Contribution[],
): LegacyMesh {
  const { context, issues, assumptions } = recordApart(tools.context);
  const rebind = <Spec extends RouteSpec>(bound: readonly BoundRoute<Spec>[], kind: RouteKind) =>
    bound.flatMap(({ route }) => {
      const binding = legacyMeshBinding(route, kind);
      return binding === undefined ? [] : { route, bindings: [binding] };
    });
  const legacy = {
    httpRoutes: rebind(httpRoutes, 'HTTPRoute'),
    grpcRoutes: rebind(grpcRoutes, 'GRPCRoute'),
    tcpRoutes: rebind(tcpRoutes, 'TCPRoute'),
    tlsRoutes: rebind(tlsRoutes, 'TLSRoute'),
  };
  const routes = Object.values(legacy).flatMap((list) => list.flatMap(({ bindings }) => bindings));
  if (routes.length === 0) return { routes: [], virtualServices: [], issues, assumptions: [] };
  const converted = convertAll(
    { ...tools, context, parents: { ...tools.parents, registry: createServiceRegistry(context) } },
    legacy,
  );
  const onMesh = contributions.filter(({ binding }) => binding.flavour === 'mesh');
  return {
    routes: routes.map((binding) => ({ binding, hosts: binding.meshHosts })),
    virtualServices: [...mergeContributions([...onMesh, ...converted.contributions]), ...converted.l4.map(namedByHost)],
    issues,
    assumptions: describeAssumptions(assumptions),
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

/** Named as the merged ones are, by namespace and host: the route may have VirtualServices of the usual names too. */
function namedByHost(virtualService: VirtualService): VirtualService {
  const { routes, spec } = virtualService;
  const name = mergedVirtualServiceName(`${routes[0].route.metadata.namespace}/${spec.hosts[0]}/tls`);
  return { ...virtualService, name };
}

/** A route with all its bindings. */
interface BoundRoute<Spec extends RouteSpec = RouteSpec> {
  readonly route: Resource<Spec>;
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
    const key = `${issue.reason}: ${issue.message} ${issue.place.path.join('/')}`;
    if (issue.severity === 'silent' && said.has(key)) return;
    said.add(key);
    context.report(issue);
  };
  return { ...context, report };
}
