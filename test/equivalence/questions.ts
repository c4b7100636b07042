import type { Binding, Parent } from '../../src/convert/bindings.ts';
import type { Listener } from '../../src/convert/listeners.ts';
import type { ConversionResult } from '../../src/convert/result.ts';
import type { GRPCRouteMatch, HTTPRouteMatch, NamedMatch, RouteFilter } from '../../src/model/gateway-api.ts';
import { intersect, subset } from '../../src/model/hosts.ts';
import type { ResourceIndex } from '../../src/model/resource-index.ts';
import type { Entry, Request, Transport } from '../../src/request/request.ts';

/** How a request comes in. */
interface Way {
  readonly entry: Entry;
  readonly port: number;
  readonly transport: Transport;
}

/** What is asked for, apart from the way and the host. */
type Ask = Pick<Request, 'method' | 'path' | 'headers' | 'grpc'>;

/** Requests that ask for something that is there, and such as miss it by a little. */
interface Questions {
  readonly hits: readonly Request[];
  readonly misses: readonly Request[];
  /** Misses that few configurations have, and that would get lost among the others. */
  readonly odd: readonly Request[];
}

/**
 * Requests derived from what was converted: every host with every rule behind it, by paths at, below and beside those of
 * the matches, with each condition met and not.
 */
export function allQuestions(result: ConversionResult): readonly Request[] {
  const { hits, misses, odd } = questionsOf(result);
  return distinct([...hits, ...misses, ...odd]);
}

/** At most `limit` of them, most of them meant to reach a rule. */
export function questions(result: ConversionResult, limit: number): readonly Request[] {
  const { hits, misses, odd } = questionsOf(result);
  const some = spread(hits, Math.ceil(limit * 0.9));
  return [
    ...some,
    ...spread(odd, fewOdd),
    ...spread(misses, Math.min(limit - fewOdd - some.length, fewMisses + Math.floor(some.length * 0.05))),
  ];
}

function questionsOf(result: ConversionResult): Questions {
  const all = [
    ...result.bindings.flatMap((binding) => ofBinding(binding, result)),
    ...result.legacyMesh.routes.flatMap(({ binding, hosts }) =>
      inMesh({ ...binding, meshHosts: hosts }, asksOf(binding, result.seen), result),
    ),
    ofListeners(result.listeners),
  ];
  return {
    hits: distinct(all.flatMap((one) => one.hits)),
    misses: distinct(all.flatMap((one) => one.misses)),
    odd: distinct(all.flatMap((one) => one.odd)),
  };
}

/** So many requests that miss everything are asked where hardly anything can be hit. */
const fewMisses = 2;
const fewOdd = 6;

function distinct(requests: readonly Request[]): readonly Request[] {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

/** As many of a list as are wanted, from all over it. */
function spread<T>(list: readonly T[], wanted: number): readonly T[] {
  if (list.length <= wanted) return list;
  return Array.from({ length: wanted }, (_, i) => list[Math.floor((i * list.length) / wanted)]).filter(
    (one) => one !== undefined,
  );
}

function ofBinding(binding: Binding, result: ConversionResult): readonly Questions[] {
  const { denied, listener, parent } = binding;
  if (denied !== undefined) return [];
  const asks = asksOf(binding, result.seen);
  if (listener === undefined) return inMesh(binding, asks, result);
  return [atListener(listener, hostsAt(listener, parent.route.spec.hostnames ?? [], result), asks)];
}

interface Hosts {
  /** Those for which the listener has the route. */
  readonly own: readonly string[];
  /** Those that it would have it for if the names fitted, or no other listener was nearer. */
  readonly others: readonly string[];
}

function hostsAt(listener: Listener, hostnames: readonly string[], { listeners }: ConversionResult): Hosts {
  const pattern = listener.spec.hostname || '*';
  const effective = intersect(hostnames.length > 0 ? hostnames : ['*'], [pattern]);
  const nearer = listeners
    .filter(({ gateway, port }) => gateway === listener.gateway && port === listener.port)
    .map(({ spec }) => spec.hostname || '*')
    .filter((other) => other !== pattern && subset(other, pattern));
  const isNearer = (host: string) => nearer.some((other) => subset(host, other));
  const own = [...new Set(effective.flatMap(hostsUnder))].filter((host) => !isNearer(host));
  const all = new Set([...hostnames, ...(listener.spec.hostname ? [listener.spec.hostname] : [])].flatMap(hostsUnder));
  return { own, others: [...all].filter((host) => !own.includes(host)) };
}

interface Asks {
  readonly hits: readonly Ask[];
  readonly misses: readonly Ask[];
  readonly odd: readonly Ask[];
}

function asksOf({ parent }: Binding, seen: ResourceIndex): Asks {
  const { namespace, name } = parent.route.metadata;
  const list = (asks: readonly Asks[]): Asks => ({
    hits: asks.flatMap(({ hits }) => hits),
    misses: [...asks.flatMap(({ misses }) => misses), { ...plain, path: '/zz' }],
    odd: asks.flatMap(({ odd }) => odd),
  });
  if (parent.routeKind === 'HTTPRoute') {
    const { rules = [] } = seen.get('httproutes.gateway.networking.k8s.io', namespace, name)?.spec ?? {};
    return list(
      rules.flatMap(({ matches = [], filters = [] }) =>
        (matches.length > 0 ? matches : [{}]).map((match) => withPreflights(asksOfHTTP(match), filters)),
      ),
    );
  }
  if (parent.routeKind === 'GRPCRoute') {
    const { rules = [] } = seen.get('grpcroutes.gateway.networking.k8s.io', namespace, name)?.spec ?? {};
    return list(rules.flatMap(({ matches = [] }) => (matches.length > 0 ? matches : [{}]).map(asksOfGRPC)));
  }
  return { hits: [plain], misses: [], odd: [] };
}

const plain: Ask = { method: 'GET', path: '/', headers: [], grpc: false };

function asksOfHTTP({ path, method = 'GET', headers = [], queryParams = [] }: HTTPRouteMatch): Asks {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  const at = type === 'RegularExpression' ? pathOfExpression(value) : value;
  const query = queryOf(queryParams);
  const lines = headers.map(lineOf);
  const full = (where: string): Ask => ({ method, path: where + query, headers: lines, grpc: false });
  const base = at.replace(/\/$/, '');
  const below = [`${base}/`, `${base}/x`, `${base}/x/y`];
  const hit = full(at);
  return {
    hits: [hit, ...(type === 'PathPrefix' ? below.map(full) : [])],
    misses: [
      ...[base || '/', ...below, `${base || '/'}x`, '/', `${base}/../a`, `/${base}`].map(full),
      { ...hit, method: method === 'GET' ? 'POST' : 'GET' },
      ...lines.map((_, i) => ({ ...hit, headers: lines.filter((_line, other) => other !== i) })),
      ...lines.map(([name]) => ({ ...hit, headers: [...lines, [name.toUpperCase(), 'w'] as const] })),
      ...queryParams.map((_, i) => ({ ...hit, path: at + queryOf(queryParams.filter((_one, other) => other !== i)) })),
      { ...hit, path: `${at}${query === '' ? '?' : `${query}&`}q=other` },
    ],
    odd: [],
  };
}

/** A path that an expression takes: what stands in it, without its operators. */
function pathOfExpression(expression: string): string {
  const path = expression.replaceAll(/\[(.)[^\]]*\][*+?]?/g, '$1').replaceAll(/[\\^$.*+?()|{}]/g, '');
  return path.startsWith('/') ? path : `/${path}`;
}

function queryOf(params: readonly NamedMatch[]): string {
  return params.length === 0 ? '' : `?${params.map((one) => lineOf(one).join('=')).join('&')}`;
}

function lineOf({ name = '', type, value = '' }: NamedMatch): readonly [string, string] {
  return [name, type === 'RegularExpression' ? value.replaceAll(/[\\^$.*+?()|{}]/g, '') : value];
}

function withPreflights(asks: Asks, filters: readonly RouteFilter[]): Asks {
  const { hits, misses, odd } = asks;
  const [hit] = hits;
  if (hit === undefined || !filters.some(({ cors }) => cors !== undefined)) return asks;
  const origins = ['https://a.org', 'https://b.a.org', 'https://evil.net', 'https://a.org:443'];
  const crossing = origins.map((origin) => ({ ...hit, headers: [...hit.headers, ['Origin', origin] as const] }));
  const preflights = crossing.map((ask) => ({
    ...ask,
    method: 'OPTIONS',
    headers: [...ask.headers, ['Access-Control-Request-Method', 'GET'] as const],
  }));
  return { hits: [...hits, ...crossing], misses, odd: [...odd, ...preflights] };
}

function asksOfGRPC({ method, headers = [] }: GRPCRouteMatch): Asks {
  const { service = 'any.S', method: called = 'call' } = method ?? {};
  const lines = [['content-type', 'application/grpc'] as const, ...headers.map(lineOf)];
  const call = (path: string): Ask => ({ method: 'POST', path, headers: lines, grpc: true });
  const hit = call(`/${service}/${called}`);
  return {
    hits: [
      hit,
      ...(method?.method === undefined ? [call(`/${service}/longer`)] : []),
      ...(method?.service === undefined ? [call(`/foo.Bar/${called}`)] : []),
      { ...hit, headers: headers.map(lineOf), grpc: false },
    ],
    odd: [`/${service}`, `/${service}/${called}/more`].map(call),
    misses: [
      ...[`/${service}x/${called}`, '/zz'].map(call),
      ...lines.slice(1).map((_, i) => ({ ...hit, headers: lines.filter((_line, other) => other !== i + 1) })),
    ],
  };
}

const transports: Readonly<Record<string, Transport>> = { HTTP: 'http', HTTPS: 'https', TLS: 'tls', TCP: 'tcp' };

function wayTo({ gateway, port, protocol }: Listener): Way {
  const { namespace, name } = gateway.resource.metadata;
  return { entry: { type: 'gateway', namespace, name }, port, transport: transports[protocol] ?? 'http' };
}

/** Hosts that a pattern covers, narrowly and widely. */
function hostsUnder(hostname: string): readonly string[] {
  if (hostname === '*') return ['any.net', 'a.e.com'];
  if (!hostname.startsWith('*')) return [hostname];
  return ['x', 'a', 'y.x'].map((label) => label + hostname.slice(1));
}

function ask(way: Way, host: string, what: Ask, sni = host): Request {
  const carriesName = way.transport === 'https' || way.transport === 'tls';
  const authority = way.transport === 'tls' || way.transport === 'tcp' ? '' : host;
  return { ...way, ...what, authority, sni: carriesName ? sni : '' };
}

function atListener(listener: Listener, { own, others }: Hosts, { hits, misses, odd }: Asks): Questions {
  const way = wayTo(listener);
  const [first = 'any.net'] = own;
  const [hit = plain] = hits;
  const isNamed = way.transport === 'https' || way.transport === 'tls';
  return {
    hits: hits.flatMap((what) => [
      ...own.map((host) => ask(way, host, what)),
      ...(way.transport === 'http' && own.length > 0 ? [ask(way, `${first}:8080`, what)] : []),
    ]),
    misses: [
      ...misses.flatMap((what) => own.map((host) => ask(way, host, what))),
      ...hits.flatMap((what) => others.map((host) => ask(way, host, what))),
      ask(way, first.toUpperCase(), hit, first),
    ],
    odd: [
      ...odd.map((what) => ask(way, first, what)),
      ...others.slice(0, 2).map((host) => ask(way, host, hit)),
      ...(isNamed ? [ask(way, first, hit, '')] : []),
    ],
  };
}

/** Every listener is asked for its own hosts and for one that nobody has, with routes or without. */
function ofListeners(listeners: readonly Listener[]): Questions {
  const misses = listeners.flatMap((listener) => {
    const way = wayTo(listener);
    const hosts = [...hostsUnder(listener.spec.hostname ?? 'any.net'), 'nobody.invalid', '1.2.3.4'];
    return [...hosts.map((host) => ask(way, host, plain)), ask({ ...way, port: 81 }, hosts[0] ?? '', plain)];
  });
  return { hits: [], misses, odd: acrossListeners(listeners.filter(({ protocol }) => protocol === 'HTTPS')) };
}

/** Connections that are opened under the name of one listener and then used for hosts of another one (D-1). */
function acrossListeners(listeners: readonly Listener[]): readonly Request[] {
  const [name = 'any.net', ...others] = [
    ...new Set(listeners.flatMap(({ spec }) => hostsUnder(spec.hostname ?? 'any.net').slice(0, 1))),
  ];
  return listeners.slice(0, 1).flatMap((listener) => {
    const way = wayTo(listener);
    return others.flatMap((other) => [ask(way, other, plain, name), ask(way, name, plain, other)]);
  });
}

const portsWithout: readonly number[] = [80];

/** Clients of the Service's namespace, of the route's and of another one, at each port of the Service. */
function inMesh(binding: Binding, asks: Asks, { seen }: ConversionResult): readonly Questions[] {
  const { meshHosts, parent } = binding;
  const ports = seen.get('services.', parent.namespace, parent.name)?.spec.ports?.map(({ port }) => port ?? 80);
  const { namespace } = parent.route.metadata;
  const clients = [...new Set([parent.namespace, namespace, 'elsewhere'])];
  return meshHosts.flatMap((service) =>
    clients.flatMap((clientNamespace) =>
      (ports ?? portsWithout).map((port): Questions => {
        const way: Way = { entry: { type: 'mesh', clientNamespace, service }, port, transport: meshTransport(parent) };
        const name = service.replace(/^\*/, 'x');
        const snis = way.transport === 'tls' ? (parent.route.spec.hostnames ?? []).flatMap(hostsUnder) : [name];
        const toAll = (list: readonly Ask[]) => list.flatMap((what) => snis.map((sni) => ask(way, name, what, sni)));
        const isForPort = parent.parentRef.port === undefined || parent.parentRef.port === port;
        const isForClient = namespace === parent.namespace || namespace === clientNamespace;
        const isMeant = isForPort && isForClient;
        const [hit = plain] = asks.hits;
        return {
          hits: isMeant ? toAll(asks.hits) : [],
          misses: [...toAll(asks.misses), ...(isMeant ? [] : toAll(asks.hits))],
          odd: [...toAll(asks.odd), ...(way.transport === 'tls' ? [ask(way, name, hit, 'nobody.invalid')] : [])],
        };
      }),
    ),
  );
}

function meshTransport({ routeKind }: Parent): Transport {
  if (routeKind === 'TCPRoute') return 'tcp';
  return routeKind === 'TLSRoute' ? 'tls' : 'http';
}
