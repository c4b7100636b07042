import type { ListenerOwner } from '../convert/listener-draft.ts';
import type { Listener } from '../convert/listeners.ts';
import type { ConversionResult } from '../convert/result.ts';
import type {
  GRPCRouteMatch,
  HTTPHeaderFilter,
  HTTPRouteMatch,
  HTTPRouteRule,
  RouteFilter,
  RouteSpec,
} from '../model/gateway-api.ts';
import { overlap } from '../model/hosts.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import type { Difference } from './differences.ts';
import type { Evaluation, ListenerName, Request, RouteName } from './request.ts';

/** One thing about which the Gateway API and Istio disagree, with all that may explain it. */
export interface Disagreement {
  readonly difference: Difference;
  readonly request: Request;
  readonly gatewayAPI: Evaluation;
  readonly istio: Evaluation;
  readonly result: ConversionResult;
}

/** A rule of an HTTPRoute or GRPCRoute, without its matches: what is left has the same fields in both. */
export type Rule = Omit<HTTPRouteRule, 'matches'>;

/** A match of either kind of route. */
export type Match = HTTPRouteMatch & Pick<GRPCRouteMatch, 'headers'>;

const crds = {
  GRPCRoute: 'grpcroutes.gateway.networking.k8s.io',
  HTTPRoute: 'httproutes.gateway.networking.k8s.io',
  TCPRoute: 'tcproutes.gateway.networking.k8s.io',
  TLSRoute: 'tlsroutes.gateway.networking.k8s.io',
} as const;

function isRouteKind(kind: string): kind is keyof typeof crds {
  return Object.hasOwn(crds, kind);
}

/** The object of a route. */
export function findRoute(
  { kind, namespace, name }: RouteName,
  { seen }: ConversionResult,
): Resource<RouteSpec> | undefined {
  return isRouteKind(kind) ? seen.get(crds[kind], namespace, name) : undefined;
}

/** The rule that an answer comes from; undefined if it comes from none. */
export function ruleOf({ route, rule }: Evaluation, { seen }: ConversionResult): Rule | undefined {
  if (route === undefined || rule === undefined) return undefined;
  const { namespace, name } = route;
  const { spec } = seen.get(route.kind === 'GRPCRoute' ? crds.GRPCRoute : crds.HTTPRoute, namespace, name) ?? {};
  return spec?.rules?.[rule.index];
}

/** The path match that an answer comes from; a rule without one takes every path. */
export function pathOf(
  { route, rule, match }: Evaluation,
  { seen }: ConversionResult,
): { type: string; value: string } {
  const spec = route?.kind === 'HTTPRoute' ? seen.get(crds.HTTPRoute, route.namespace, route.name)?.spec : undefined;
  const { type = 'PathPrefix', value = '/' } =
    spec?.rules?.[rule?.index ?? 0]?.matches?.[match?.index ?? 0]?.path ?? {};
  return { type, value };
}

/** Every match of the routes that had a chance. */
export function matchesConcerned({ gatewayAPI, istio, result }: Disagreement): readonly Match[] {
  return routesConcerned(gatewayAPI, istio).flatMap(({ kind, namespace, name }) =>
    kind === 'GRPCRoute'
      ? (result.seen.get(crds.GRPCRoute, namespace, name)?.spec.rules ?? []).flatMap(({ matches = [] }) =>
          matches.map(({ headers = [] }) => ({ headers })),
        )
      : (result.seen.get(crds.HTTPRoute, namespace, name)?.spec.rules ?? []).flatMap(({ matches = [] }) => matches),
  );
}

/** The routes that either evaluator took or tried. */
export function routesConcerned(...evaluations: readonly Evaluation[]): readonly RouteName[] {
  const all = evaluations.flatMap(({ route, runnersUp }) => [
    ...(route ? [route] : []),
    ...runnersUp.map((runnerUp) => runnerUp.route),
  ]);
  return [...new Map(all.map((route) => [`${route.kind} ${namespacedName(route)}`, route])).values()];
}

/** The filters of the rule and of its backends, apart. */
export function filtersOf(rule: Rule | undefined): {
  readonly ofRule: readonly RouteFilter[];
  readonly ofBackends: readonly RouteFilter[];
} {
  return {
    ofRule: rule?.filters ?? [],
    ofBackends: (rule?.backendRefs ?? []).flatMap(({ filters = [] }) => filters),
  };
}

/** All header modifiers of a rule, those of its backends included. */
export function headerModifiers(rule: Rule | undefined): readonly HTTPHeaderFilter[] {
  const { ofRule, ofBackends } = filtersOf(rule);
  return [...ofRule, ...ofBackends].flatMap((filter) =>
    [filter.requestHeaderModifier, filter.responseHeaderModifier].filter((modifier) => modifier !== undefined),
  );
}

/** Whether two answers come from different routes. */
export function areDifferentRoutes({ route: a }: Evaluation, { route: b }: Evaluation): boolean {
  return a !== undefined && b !== undefined && (a.kind !== b.kind || namespacedName(a) !== namespacedName(b));
}

/** Whether a route is attached to a listener. */
export function isAttached(route: RouteName, to: Listener, { bindings }: ConversionResult): boolean {
  return bindings.some(({ denied, listener, parent }) => {
    if (listener !== to || denied !== undefined || parent.routeKind !== route.kind) return false;
    return namespacedName(parent.route.metadata) === namespacedName(route);
  });
}

/** A listener, and those of other Gateways and ListenerSets that share its port, its pods and some of its hosts. */
export function listenerAndRivals(
  name: ListenerName,
  { listeners }: ConversionResult,
): { readonly own: Listener; readonly rivals: readonly Listener[] } | undefined {
  const own = listeners.find((listener) => isCalled(listener, name));
  if (own === undefined) return undefined;
  const hostOf = ({ spec }: Listener) => (spec.hostname || '*').toLowerCase();
  const rivals = listeners.filter(
    (other) =>
      !isOwnedBy(other.owner, name) &&
      other.port === own.port &&
      other.gateway.services.some((service) => own.gateway.services.includes(service)) &&
      overlap(hostOf(other), hostOf(own)),
  );
  return { own, rivals };
}

/** Whether a listener has this name. */
export function isCalled({ name, owner, ownerKind }: Listener, to: ListenerName): boolean {
  return name === to.listener && ownerKind === to.kind && isOwnedBy(owner, to);
}

function isOwnedBy({ kind, metadata }: ListenerOwner, to: ListenerName): boolean {
  return kind === to.kind && namespacedName(metadata) === namespacedName(to);
}

/** Whether any route is attached to a listener. */
export function hasRoutes(name: ListenerName, { bindings }: ConversionResult): boolean {
  return bindings.some(({ denied, listener }) => denied === undefined && listener && isCalled(listener, name));
}

/** How specifically a route's hostnames cover a host: characters of the equal one, then of the longest one (GA-21). */
export function hostnameRank(route: Resource<RouteSpec> | undefined, host: string): readonly [number, number] {
  const covering = (route?.spec.hostnames ?? [])
    .map((hostname) => hostname.toLowerCase())
    .filter((hostname) => hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1))));
  const exact = covering.find((hostname) => hostname === host);
  return [exact?.length ?? 0, Math.max(0, ...covering.map(({ length }) => length))];
}

/** The host that is asked for, as hosts are compared. */
export function askedHost({ authority, transport, sni }: Request): string {
  const name = transport === 'tls' ? sni : authority;
  return name.replace(/:\d+$/, '').toLowerCase();
}
