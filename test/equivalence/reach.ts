import type { ConversionResult } from '../../src/convert/result.ts';
import type { HTTPRouteMatch, NamedMatch, RouteFilter } from '../../src/model/gateway-api.ts';
import { filtersOf, pathOf, ruleOf } from '../../src/request/disagreement.ts';
import type { Choice, Evaluation, Request } from '../../src/request/request.ts';
import type { Judgement } from './judgement.ts';
import type { Answers, Scene } from './scene.ts';

/** How often the generated configurations and requests reach what can go wrong; a generator that reaches nothing proves nothing. */
export interface Reach {
  readonly pairs: number;
  /** Requests that a route sends to a backend in istiod's own form; what a mesh forwards without any does not count. */
  readonly forwarded: number;
  readonly leftOut: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Counts pairs as they are judged. */
export interface ReachCounter {
  count(scene: Scene, request: Request, answers: Answers, judgement: Judgement): void;
  reached(): Reach;
}

/** A counter that has seen nothing. */
export function createReach(): ReachCounter {
  const counts = new Map<string, number>();
  let [pairs, forwarded, leftOut] = [0, 0, 0];
  return {
    count(scene, request, answers, judgement) {
      pairs++;
      if (isForwarded(answers.mirror)) forwarded++;
      if (judgement.leftOut !== undefined) leftOut++;
      const features = [
        ...judgement.deviations,
        ...ofRequest(request),
        ...ofWorld(scene, answers),
        ...ofAnswers(scene, answers),
        ...ofRule(scene, answers),
      ];
      for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    },
    reached: () => ({ pairs, forwarded, leftOut, counts }),
  };
}

function isForwarded({ outcome }: Evaluation): boolean {
  return ['backends', 'tcp', 'tls-passthrough'].includes(outcome.kind);
}

/** The names of those that hold. */
function holding(features: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(features).flatMap(([name, holds]) => (holds ? [name] : []));
}

function ofRequest({ transport, sni, entry, grpc, authority }: Request): readonly string[] {
  return holding({
    'in the mesh': entry.type === 'mesh',
    'TLS without server name': (transport === 'https' || transport === 'tls') && sni === '',
    'Host unlike server name': transport === 'https' && sni !== authority,
    'gRPC call': grpc,
    'port in Host': /:\d+$/.test(authority),
  });
}

/** What holds for every request of a scene. */
interface Whole {
  readonly said: ReadonlySet<string>;
  readonly hasSeveralListeners: boolean;
  readonly merged: readonly RouteOfScene[];
  readonly joined: readonly RouteOfScene[];
}

type RouteOfScene = Parameters<typeof isRoute>[0];

const wholes = new WeakMap<Scene, Whole>();

function wholeOf(scene: Scene): Whole {
  const known = wholes.get(scene);
  if (known !== undefined) return known;
  const { result, rendered } = scene;
  const emitted = result.listeners.filter((listener) => listener.emitted);
  const owners = new Set(emitted.map(({ gateway, port }) => `${gateway.services.join()} ${port}`));
  const whole = {
    said: new Set(rendered.messages.map(({ code }) => code)),
    hasSeveralListeners: owners.size < emitted.length,
    merged: result.virtualServices
      .filter(({ routes }) => routes.length > 1)
      .flatMap(({ httpEntries }) => httpEntries.map(({ route }) => route)),
    joined: rendered.virtualServices
      .filter(({ spec }) => spec.gateways.length > 1)
      .flatMap(({ routes }) => routes.map(({ route }) => route)),
  };
  wholes.set(scene, whole);
  return whole;
}

/** What the answers rest on as a whole. */
function ofWorld(scene: Scene, { mirror, applied }: Answers): readonly string[] {
  const { result, rendered } = scene;
  const { said, hasSeveralListeners, merged, joined } = wholeOf(scene);
  return holding({
    'merged hosts': merged.some((route) => isRoute(route, mirror)),
    'several listeners on a port (isolation)': hasSeveralListeners,
    'listeners of ListenerSets': mirror.listener?.kind === 'ListenerSet',
    'closed world': result.complete,
    'AF-60: one of several TCPRoutes': said.has('GWX-A50') && mirror.route?.kind === 'TCPRoute',
    'AF-62: one of several on a listener that ends TLS':
      said.has('GWX-A51') && 'terminated' in mirror.outcome && mirror.outcome.terminated,
    'AF-63: SNI that several claim': said.has('GWX-A52') && mirror.route?.kind === 'TLSRoute',
    'AF-72: one VirtualService for a port, one for all': said.has('GWX-A60') && mirror.route !== undefined,
    'AF-74: SNI hosts added': said.has('GWX-A62') && applied.route?.kind === 'TLSRoute',
    'AF-91: joined on a listener':
      rendered.corrections.some((text) => text.includes('hostname')) && applied.route !== undefined,
    'AF-91: joined across listeners': joined.some((route) => isRoute(route, applied)),
  });
}

function isRoute(
  { kind, metadata }: { kind: string; metadata: { name: string; namespace: string } },
  { route }: Evaluation,
): boolean {
  return route?.kind === kind && route.name === metadata.name && route.namespace === metadata.namespace;
}

function ofAnswers({ result }: Scene, { gatewayAPI, mirror, applied }: Answers): readonly string[] {
  const choices: readonly Choice[] = 'choices' in gatewayAPI.outcome ? gatewayAPI.outcome.choices : [];
  const isInvalid = ({ status, weight }: Choice) => status === 'invalid' && weight > 0;
  const host = mirror.virtualHost ?? '';
  const { outcome } = mirror;
  const isConsumer =
    applied.route !== undefined &&
    result.bindings.some(
      ({ flavour, parent }) =>
        flavour === 'mesh' && isRoute(parent.route, applied) && parent.namespace !== parent.route.metadata.namespace,
    );
  return holding({
    [`outcome ${outcome.kind}`]: true,
    [`kind ${mirror.route?.kind}`]: mirror.route !== undefined,
    'exact host': host !== '' && !host.startsWith('*'),
    'wildcard host': host.startsWith('*.'),
    'host *': host === '*',
    'D-10: expression and prefix': gatewayAPI.notes.some((note) =>
      note.startsWith('a regular expression and a PathPrefix'),
    ),
    'several backends': choices.filter(({ probability }) => probability > 0).length > 1,
    'AF-50: all backends invalid':
      gatewayAPI.outcome.kind === 'direct' && gatewayAPI.outcome.cause === 'invalid-backends',
    'AF-50: some backends invalid': choices.some(isInvalid) && choices.some(({ status }) => status !== 'invalid'),
    'AF-50: no backends': gatewayAPI.outcome.kind === 'direct' && gatewayAPI.outcome.cause === 'no-backends',
    'AF-61: a share of connections closed':
      (outcome.kind === 'tcp' || outcome.kind === 'tls-passthrough') && outcome.choices.some(isInvalid),
    'AF-71: consumer route': isConsumer && (applied.route?.kind === 'HTTPRoute' || applied.route?.kind === 'GRPCRoute'),
    'AF-75: consumer of connections':
      isConsumer && (applied.route?.kind === 'TCPRoute' || applied.route?.kind === 'TLSRoute'),
  });
}

/** What the rule that istiod's own form takes is made of. */
function ofRule({ result }: Scene, { mirror }: Answers): readonly string[] {
  const rule = ruleOf(mirror, result);
  if (rule === undefined) return [];
  const match = matchOf(mirror, result);
  const path = pathOf(mirror, result);
  const filters = filtersOf(rule);
  const isHTTP = mirror.route?.kind === 'HTTPRoute';
  return [
    ...(isHTTP ? [`path ${path.type}`] : []),
    ...conditions('header', match?.headers),
    ...conditions('query', match?.queryParams),
    ...(isHTTP && match?.method !== undefined ? ['method'] : []),
    ...filters.ofRule.map(({ type }) => `filter ${type}`),
    ...filters.ofBackends.map(({ type }) => `filter of a backend ${type}`),
    ...filters.ofRule.flatMap((filter) => ofModifier(filter, isHTTP ? path : undefined)),
    ...holding({
      'AF-40: prefix of elements': isHTTP && isElementPrefix(path) && !filters.ofRule.some(replacesPrefix),
      'AF-59a: retries': rule.retry !== undefined,
      timeouts: rule.timeouts !== undefined,
    }),
  ];
}

function matchOf({ route, rule, match }: Evaluation, { seen }: ConversionResult): HTTPRouteMatch | undefined {
  if (route?.kind !== 'HTTPRoute') return undefined;
  const spec = seen.get('httproutes.gateway.networking.k8s.io', route.namespace, route.name)?.spec;
  return spec?.rules?.[rule?.index ?? 0]?.matches?.[match?.index ?? 0];
}

function conditions(what: string, list: readonly NamedMatch[] = []): readonly string[] {
  return list.map(({ type = 'Exact' }) => `${what} ${type}`);
}

function isElementPrefix({ type, value }: { type: string; value: string }): boolean {
  return type === 'PathPrefix' && value !== '/';
}

function replacesPrefix({ urlRewrite, requestRedirect }: RouteFilter): boolean {
  return (urlRewrite ?? requestRedirect)?.path?.type === 'ReplacePrefixMatch';
}

function ofModifier(filter: RouteFilter, path: { type: string; value: string } | undefined): readonly string[] {
  const { urlRewrite, requestRedirect, requestMirror } = filter;
  const modifier = (urlRewrite ?? requestRedirect)?.path;
  const isStripped = ['', '/'].includes(modifier?.replacePrefixMatch ?? '');
  const isReplaced = path !== undefined && replacesPrefix(filter) && path.type === 'PathPrefix';
  return holding({
    'AF-42: prefix replaced': isReplaced && urlRewrite !== undefined && path.value !== '/' && !isStripped,
    'AF-42: prefix stripped': isReplaced && urlRewrite !== undefined && path.value !== '/' && isStripped,
    'AF-43: prefix / replaced': isReplaced && urlRewrite !== undefined && path.value === '/',
    'AF-45: full path replaced': urlRewrite !== undefined && modifier?.type === 'ReplaceFullPath',
    'AF-47: redirect with prefix': isReplaced && requestRedirect !== undefined && path.value !== '/',
    'AF-47: redirect with prefix /': isReplaced && requestRedirect !== undefined && path.value === '/',
    'AF-54: mirror of nothing': requestMirror?.percent === 0,
  });
}
