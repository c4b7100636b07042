import type { HTTPEntry } from '../convert/http-routes.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { VirtualService } from '../convert/virtual-services.ts';
import { groupBy } from '../model/group-by.ts';
import type { HTTPMatchRequest } from '../model/istio.ts';
import { namespacedName, type Path } from '../model/resource.ts';

/** An entry that never serves, because an earlier one of its VirtualService asks for the same. */
export interface Shadow {
  readonly virtualService: VirtualService;
  readonly winner: HTTPEntry;
  readonly loser: HTTPEntry;
}

/** Every entry that an earlier one with the same predicate shadows, with the first such entry. Linear in the entries. */
export function shadows({ virtualServices }: ConversionResult): readonly Shadow[] {
  return virtualServices.flatMap((virtualService) => {
    const { httpEntries } = virtualService;
    if (httpEntries.length < 2) return [];
    return [...groupBy(httpEntries, ({ spec }) => predicateKey(spec.match?.[0])).values()].flatMap(
      ([winner, ...losers]) => losers.map((loser) => ({ virtualService, winner, loser })),
    );
  });
}

/** What a request has to be like, as a text that is equal for equal predicates. Header names do not depend on case. */
function predicateKey(match: HTTPMatchRequest = {}): string {
  const { uri, method, headers = {}, queryParams = {}, port } = match;
  const byName = (fields: object) => Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return JSON.stringify([uri, method, byName(lowered), byName(queryParams), port]);
}

/** A predicate for readers: `PathPrefix "/api"`, with what it asks for beside the path. */
export function predicateText(match: HTTPMatchRequest = {}): string {
  const { uri, method, headers = {}, queryParams = {} } = match;
  const names = (what: string, fields: object) => {
    const quoted = Object.keys(fields).map((name) => `"${name}"`);
    return quoted.length === 0 ? [] : [`${what} ${quoted.join(', ')}`];
  };
  return [
    pathText(uri),
    ...(method === undefined ? [] : [`method ${Object.values(method).join('')}`]),
    ...names('header', headers),
    ...names('query parameter', queryParams),
  ].join(', ');
}

function pathText(uri: HTTPMatchRequest['uri']): string {
  if (uri?.exact !== undefined) return `Exact "${uri.exact}"`;
  if (uri?.prefix !== undefined) return `PathPrefix "${uri.prefix}"`;
  return uri?.regex === undefined ? 'every path' : `RegularExpression "${uri.regex}"`;
}

/** `host "a"` or `hosts "a", "b"`. */
export function hostsText(hosts: readonly string[]): string {
  return `host${hosts.length === 1 ? '' : 's'} ${hosts.map((host) => `"${host}"`).join(', ')}`;
}

/** The hosts of VirtualServices, each once. */
export function hostsOf(virtualServices: readonly VirtualService[]): readonly string[] {
  return [...new Set(virtualServices.flatMap(({ spec }) => spec.hosts))];
}

/** Whether two entries do the same with a request. */
export function isSameAction({ spec: a }: HTTPEntry, { spec: b }: HTTPEntry): boolean {
  const action = ({ name: _name, match: _match, ...rest }: HTTPEntry['spec']) => JSON.stringify(rest);
  return action(a) === action(b);
}

/** The match that an entry comes from, or its rule if that has none. */
export function entryPath({ rule, match }: HTTPEntry): Path {
  return match === undefined ? ['spec', 'rules', rule] : ['spec', 'rules', rule, 'matches', match];
}

/** The kind and name of the route of an entry, for readers. */
export function routeText({ route }: Pick<HTTPEntry, 'route'>): string {
  return `${route.kind} "${namespacedName(route.metadata)}"`;
}

/** What a VirtualService is bound to, for readers: the names of listeners, or `mesh`. */
export function listenerNames({ spec }: VirtualService): readonly string[] {
  return spec.gateways.map((gateway) => gateway.slice(gateway.lastIndexOf('~') + 1));
}
