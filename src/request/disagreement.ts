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
import { type FieldPlace, namespacedName, type Resource } from '../model/resource.ts';
import type { Difference } from './differences.ts';
import type { Evaluation, ListenerName, Precedence, Request, RouteName } from './request.ts';

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

/** A match of either kind of route; what it asks of a path is in `path` or in `method`, which says which kind it is of. */
export interface Match extends Pick<HTTPRouteMatch, 'path' | 'headers' | 'queryParams'> {
  readonly grpcMethod?: GRPCRouteMatch['method'];
}

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

/** The match that an answer comes from; one that asks for nothing for a rule without any, undefined if it comes from no rule. */
export function matchOf({ route, rule, match }: Evaluation, { seen }: ConversionResult): Match | undefined {
  if (route === undefined || rule === undefined) return undefined;
  const { kind, namespace, name } = route;
  if (kind === 'GRPCRoute') {
    const { rules = [] } = seen.get(crds.GRPCRoute, namespace, name)?.spec ?? {};
    const { method, headers = [] } = rules[rule.index]?.matches?.[match?.index ?? 0] ?? {};
    return { headers, ...(method && { grpcMethod: method }) };
  }
  if (kind !== 'HTTPRoute') return undefined;
  return seen.get(crds.HTTPRoute, namespace, name)?.spec.rules?.[rule.index]?.matches?.[match?.index ?? 0] ?? {};
}

/** The path match that an answer comes from; a rule without one takes every path. */
export function pathOf(evaluation: Evaluation, result: ConversionResult): { type: string; value: string } {
  const { type = 'PathPrefix', value = '/' } = matchOf(evaluation, result)?.path ?? {};
  return { type, value };
}

/** Whether both answers come from one rule. */
export function isSameRule({ route: a, rule: one }: Evaluation, { route: b, rule: other }: Evaluation): boolean {
  return a !== undefined && b !== undefined && isSameName(a, b) && one?.index === other?.index;
}

/** Whether both answers come from one match of one rule. */
export function isSameMatch(a: Evaluation, b: Evaluation): boolean {
  return isSameRule(a, b) && a.match?.index === b.match?.index;
}

/** What puts the rule of the Gateway API before that of Istio; undefined where the latter does not match by its text. */
export function precedence({ gatewayAPI, istio: { route, rule, match } }: Disagreement): Precedence | undefined {
  return gatewayAPI.runnersUp.find(
    (runnerUp) =>
      route !== undefined &&
      isSameName(runnerUp.route, route) &&
      runnerUp.rule === rule?.index &&
      runnerUp.match === match?.index,
  )?.decidedBy;
}

function isSameName(a: RouteName, b: RouteName): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
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

/** Whether a place is in an object. */
export function isAt(place: FieldPlace | undefined, resource: Resource | undefined): boolean {
  return place !== undefined && place.resource === resource;
}

/** Whether two answers come from different routes. */
export function areDifferentRoutes({ route: a }: Evaluation, { route: b }: Evaluation): boolean {
  return a !== undefined && b !== undefined && !isSameName(a, b);
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
  const own = findListener(name, listeners);
  if (own === undefined) return undefined;
  const rivals = listeners.filter(
    (other) =>
      !isOwnedBy(other.owner, name) &&
      other.port === own.port &&
      other.gateway.services.some((service) => own.gateway.services.includes(service)) &&
      overlap(hostOf(other), hostOf(own)),
  );
  return { own, rivals };
}

/** The hostname of a listener in lower case; `*` for none. */
export function hostOf({ spec }: Listener): string {
  return (spec.hostname || '*').toLowerCase();
}

/** The listener of a name. */
export function findListener(name: ListenerName, listeners: readonly Listener[]): Listener | undefined {
  return listeners.find((listener) => isCalled(listener, name));
}

function isCalled({ name, owner, ownerKind }: Listener, to: ListenerName): boolean {
  return name === to.listener && ownerKind === to.kind && isOwnedBy(owner, to);
}

function isOwnedBy({ kind, metadata }: ListenerOwner, to: ListenerName): boolean {
  return kind === to.kind && namespacedName(metadata) === namespacedName(to);
}

/** How specifically a route's hostnames cover a host: characters of the equal one, then of the longest one (GA-21). */
export function hostnameRank(route: Resource<RouteSpec> | undefined, host: string): readonly [number, number] {
  const covering = (route?.spec.hostnames ?? [])
    .map((hostname) => hostname.toLowerCase())
    .filter((hostname) => hostname === host || (hostname.startsWith('*.') && host.endsWith(hostname.slice(1))));
  const exact = covering.find((hostname) => hostname === host);
  return [exact?.length ?? 0, covering.reduce((longest, { length }) => Math.max(longest, length), 0)];
}

/** The host that is asked for, as hosts are compared. */
export function askedHost({ authority, transport, sni }: Request): string {
  const name = transport === 'tls' ? sni : authority;
  return name.replace(/:\d+$/, '').toLowerCase();
}
