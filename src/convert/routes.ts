import type { BackendScope } from './backends.ts';
import type { ConvertContext } from './context.ts';
import { convertGRPCRoute, convertHTTPRoute, type HTTPEntry } from './http-routes.ts';
import { reportIgnoredRouteFields } from './ignored-fields.ts';
import type { Flavour, Issue } from './issue.ts';
import { convertL4Route, type L4Entry } from './l4-routes.ts';
import { isolateHosts } from './listener-isolation.ts';
import { type Binding, bindRoute, type ParentIndex, type Route, type RouteKind } from './parents.ts';
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
}

/** Binds and converts the routes of all four kinds. */
export function convertRoutes(context: ConvertContext, parents: ParentIndex, grants: GrantCheck): ConvertedRoutes {
  const { index } = context;
  const tools = { context, parents, grants };
  const httpRoutes = index
    .list('httproutes.gateway.networking.k8s.io')
    .map((route) => convertMerged(tools, route, 'HTTPRoute', (scope) => convertHTTPRoute(scope, route)));
  const grpcRoutes = index
    .list('grpcroutes.gateway.networking.k8s.io')
    .map((route) => convertMerged(tools, route, 'GRPCRoute', (scope) => convertGRPCRoute(scope, route)));
  const tcpRoutes = index
    .list('tcproutes.gateway.networking.k8s.io')
    .map((route) => convertL4(tools, route, 'TCPRoute', (scope) => convertL4Route(scope, route)));
  const tlsRoutes = index
    .list('tlsroutes.gateway.networking.k8s.io')
    .map((route) => convertL4(tools, route, 'TLSRoute', (scope) => convertL4Route(scope, route)));
  const merged = [...httpRoutes, ...grpcRoutes];
  const l4 = [...tcpRoutes, ...tlsRoutes];
  return {
    bindings: [...merged, ...l4].flatMap(({ bindings }) => bindings),
    virtualServices: [
      ...mergeContributions(merged.flatMap(({ contributions }) => contributions)),
      ...l4.flatMap(({ virtualServices }) => virtualServices),
    ],
  };
}

interface RouteTools {
  readonly context: ConvertContext;
  readonly parents: ParentIndex;
  readonly grants: GrantCheck;
}

function convertMerged(
  tools: RouteTools,
  route: Route,
  kind: 'HTTPRoute' | 'GRPCRoute',
  convert: (scope: BackendScope) => readonly HTTPEntry[],
): { bindings: readonly Binding[]; contributions: readonly Contribution[] } {
  const { bindings, accepted, entriesOf } = bindAndConvert(tools, route, kind, convert);
  const hosts = isolateHosts(tools.context, route, accepted, tools.parents);
  const hostsOf = (binding: Binding) => hosts.get(binding) ?? binding.meshHosts;
  return { bindings, contributions: contribute(accepted, hostsOf, entriesOf) };
}

function convertL4(
  tools: RouteTools,
  route: Route,
  kind: 'TCPRoute' | 'TLSRoute',
  convert: (scope: BackendScope) => readonly L4Entry[],
): { bindings: readonly Binding[]; virtualServices: readonly VirtualService[] } {
  const { bindings, accepted, entriesOf } = bindAndConvert(tools, route, kind, convert);
  return { bindings, virtualServices: l4VirtualServices(route, kind, accepted, entriesOf) };
}

interface BoundRoute<Entry> {
  readonly bindings: readonly Binding[];
  readonly accepted: readonly Binding[];
  readonly entriesOf: (binding: Binding) => readonly Entry[];
}

/** Binds a route and converts its rules once for each flavour of its bindings, denied ones included (RT-31, RT-114). */
function bindAndConvert<Entry>(
  { context, parents, grants }: RouteTools,
  route: Route,
  routeKind: RouteKind,
  convert: (scope: BackendScope) => readonly Entry[],
): BoundRoute<Entry> {
  const bindings = bindRoute(context, route, routeKind, parents);
  reportIgnoredRouteFields(context, route, routeKind, bindings);
  const flavours = new Set<Flavour>(bindings.map(({ flavour }) => flavour));
  const entries = new Map<Flavour, readonly Entry[]>();
  const common = { context: sayingOnce(context), grants, registry: parents.registry, route, routeKind };
  for (const flavour of flavours) entries.set(flavour, convert({ ...common, flavour }));
  return {
    bindings,
    accepted: bindings.filter(({ denied }) => denied === undefined),
    entriesOf: ({ flavour }) => entries.get(flavour) ?? [],
  };
}

/** What istiod writes nowhere is one fact, whichever flavour of a route meets it first. */
function sayingOnce({ index, settings, complete, report, assume }: ConvertContext): ConvertContext {
  const said = new Set<string>();
  const reportOnce = (issue: Issue) => {
    const key = `${issue.reason}: ${issue.message} ${'path' in issue.place ? issue.place.path.join('/') : ''}`;
    if (issue.severity === 'silent' && said.has(key)) return;
    said.add(key);
    report(issue);
  };
  return { index, settings, complete, report: reportOnce, assume };
}
