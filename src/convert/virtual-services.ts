import { groupBy } from '../model/group-by.ts';
import type { HTTPRoute, VirtualServiceSpec } from '../model/istio.ts';
import { contributionName, l4VirtualServiceName, mergedVirtualServiceName } from '../model/names.ts';
import { compareBytes, compareCreation } from '../model/order.ts';
import type { Binding, Route, RouteKind } from './bindings.ts';
import { sortEntries } from './http-entry-order.ts';
import type { HTTPEntry } from './http-routes.ts';
import { type L4Entry, tcpVirtualServices, tlsVirtualServices } from './l4-routes.ts';

/** A generated VirtualService, before it is given one of its two renderings. */
export interface VirtualService {
  readonly name: string;
  readonly spec: VirtualServiceSpec;
  /** The routes it is made of, in the order in which they count: the first gives it its namespace and age (RT-46). */
  readonly routes: readonly [ContributingRoute, ...ContributingRoute[]];
  /** Where the entries of `spec.http` come from, in their order. */
  readonly httpEntries: readonly HTTPEntry[];
}

/** A route that has a part in a VirtualService; one that reaches it twice is there twice (RT-48). */
export interface ContributingRoute {
  readonly route: Route;
  readonly kind: RouteKind;
  /** The parent that it is bound to. */
  readonly binding: Binding;
}

/** What one route gives to the VirtualService of one merge key. */
export interface Contribution extends ContributingRoute {
  readonly key: string;
  readonly gateway: string;
  readonly host: string;
  /** Hidden name that orders the contributions to a key (RT-45). */
  readonly sortName: string;
  readonly entries: readonly HTTPEntry[];
}

/** Contributions of one HTTPRoute or GRPCRoute: one for each accepted binding and host (RT-40 to RT-45). */
export function contribute(
  bindings: readonly Binding[],
  hostsOf: (binding: Binding) => readonly string[],
  entriesOf: (binding: Binding) => readonly HTTPEntry[],
): readonly Contribution[] {
  const pairs = bindings.flatMap((binding) => {
    const entries = entriesOf(binding);
    return entries.length === 0 ? [] : hostsOf(binding).map((host) => ({ binding, host, entries }));
  });
  return pairs.map(({ binding, host, entries }, n) => {
    const { parent, internalName } = binding;
    const { route, routeKind: kind, parentRef } = parent;
    const { metadata } = route;
    const sortName = contributionName(metadata.name, n);
    const contribution = (scope: string, own: readonly HTTPEntry[]): Contribution => {
      return { key: `${scope}/${host}`, route, kind, binding, gateway: internalName, host, sortName, entries: own };
    };
    if (binding.flavour === 'gateway') return contribution(internalName, entries);
    const { port } = parentRef;
    if (!port) return contribution(metadata.namespace, entries);
    const ofPort = entries.map((entry) => onPort(entry, port));
    return contribution(`${metadata.namespace}/${port}`, ofPort);
  });
}

/** RT-49. */
function onPort(entry: HTTPEntry, port: number): HTTPEntry {
  const match = (entry.spec.match ?? [{}]).map((attributes) => ({ ...attributes, port }));
  return { ...entry, spec: { ...entry.spec, match } };
}

/** Merges the contributions of all HTTPRoutes and GRPCRoutes: one VirtualService for each key (RT-43 to RT-47). */
export function mergeContributions(contributions: Iterable<Contribution>): readonly VirtualService[] {
  const byKey = groupBy(contributions, (contribution) => contribution.key);
  return [...byKey].map(([key, ofKey]) => {
    ofKey.sort(compareContributions);
    const [{ gateway, host }] = ofKey;
    const httpEntries = sortEntries(ofKey.flatMap(({ entries }) => entries));
    const http: readonly HTTPRoute[] = httpEntries.map(({ spec }) => spec);
    const spec = { gateways: [gateway], hosts: [host], http };
    return { name: mergedVirtualServiceName(key), spec, routes: ofKey, httpEntries };
  });
}

function compareContributions(a: Contribution, b: Contribution): number {
  return (
    compareCreation(a.route, b.route) ||
    compareBytes(a.route.metadata.namespace, b.route.metadata.namespace) ||
    compareBytes(a.sortName, b.sortName)
  );
}

/** The VirtualServices of one TCPRoute or TLSRoute: one for each accepted binding and host, never merged (RT-50 to RT-54). */
export function l4VirtualServices(
  route: Route,
  kind: 'TCPRoute' | 'TLSRoute',
  bindings: readonly Binding[],
  entriesOf: (binding: Binding) => readonly L4Entry[],
): readonly VirtualService[] {
  const build = kind === 'TCPRoute' ? tcpVirtualServices : tlsVirtualServices;
  const protocol = kind === 'TCPRoute' ? 'tcp' : 'tls';
  return bindings
    .flatMap((binding) => build(binding, entriesOf(binding)).map((spec) => ({ binding, spec })))
    .map(({ binding, spec }, n) => ({
      name: l4VirtualServiceName(route.metadata.name, protocol, n),
      spec,
      routes: [{ route, kind, binding }],
      httpEntries: [],
    }));
}
