import type { HandledGateway } from '../convert/gateways.ts';
import type { ConversionResult } from '../convert/result.ts';
import { subset } from '../model/hosts.ts';
import { compareBytes } from '../model/order.ts';
import { namespacedName } from '../model/resource.ts';
import type { Deviation } from './deviation.ts';
import {
  areDifferentRoutes,
  askedHost,
  type Disagreement,
  findListener,
  findRoute,
  hostnameRank,
  hostOf,
  isAt,
  isAttached,
  listenerAndRivals,
  precedence,
} from './disagreement.ts';
import type { Entry, Evaluation, ListenerName, RouteName } from './request.ts';

/** Deviations about listeners, hostnames and what comes first between routes. */
export const listenerDeviations: readonly Deviation[] = [
  {
    id: 'D-1',
    text: 'the Gateway API answers 421 where the Host belongs to another listener than the server name; Istio looks up the Host within the listener that the server name chose',
    rules: ['GA-15', 'E-5'],
    changes: ['rule'],
    explains: ({ gatewayAPI }) => gatewayAPI.outcome.kind === 'misdirected',
  },
  {
    id: 'D-2',
    text: 'a listener without routes for a host still owns it in the Gateway API; Istio lets a broader listener of the port answer',
    rules: ['GA-12', 'E-6', 'E-10'],
    changes: ['rule'],
    explains: ({ gatewayAPI: { outcome, listener }, istio, result: { listeners } }) => {
      const isWithoutRoute = 'cause' in outcome && (outcome.cause === 'no-host' || outcome.cause === 'no-route');
      const owner = listener && findListener(listener, listeners);
      const taker = istio.listener && findListener(istio.listener, listeners);
      if (!isWithoutRoute || owner === undefined || taker === undefined || owner === taker) return false;
      return subset(hostOf(owner), hostOf(taker));
    },
  },
  {
    id: 'D-3',
    text: 'the Gateway API keeps the hostnames of all listeners apart; Istio does so only among the listeners of one Gateway or ListenerSet, and never for TLSRoutes that get connections undecrypted',
    rules: ['GA-12', 'RT-42', 'RT-52', 'E-61'],
    changes: ['rule'],
    explains: ({ request: { entry }, gatewayAPI: { listener, route: winner }, istio, result }) => {
      if (listener === undefined) {
        const gateway = istio.listener && findListener(istio.listener, result.listeners)?.gateway;
        return gateway !== undefined && entry.type === 'gateway' && !isOfEntry(gateway, entry);
      }
      if (passesOnFromOther(istio, listener, result)) return true;
      const { own, rivals } = listenerAndRivals(listener, result) ?? {};
      if (own === undefined || rivals === undefined || rivals.length === 0) return false;
      const { listener: taker, route, outcome } = istio;
      if (route !== undefined) {
        const attached = rivals.filter((rival) => isAttached(route, rival, result));
        if (!isAttached(route, own, result)) return attached.length > 0;
        // A route of both comes earlier by a Gateway that the other route is not attached to (E-12).
        return winner !== undefined && attached.some((rival) => !isAttached(winner, rival, result));
      }
      // A TLS server whose hosts an earlier one has is skipped (E-3, AF-92).
      return taker === undefined ? outcome.kind === 'rejected' : !isOfSameOwner(taker, listener);
    },
  },
  {
    id: 'D-4',
    text: 'by the letter of the Gateway API a rule for a less specific hostname applies where the more specific route has no matching rule; Istio answers 404',
    rules: ['GA-23', 'E-10'],
    changes: ['rule'],
    explains: ({ gatewayAPI, istio }) =>
      istio.outcome.kind === 'not-found' &&
      istio.outcome.cause === 'no-rule' &&
      gatewayAPI.route !== undefined &&
      isBroader(gatewayAPI.virtualHost, istio.virtualHost),
  },
  {
    id: 'D-5',
    text: 'the route with the more specific hostname comes first in the Gateway API; Istio orders routes whose hostnames come to the same on a listener by age and name',
    rules: ['GA-21', 'E-12'],
    changes: ['rule'],
    explains: (disagreement) =>
      areDifferentRoutes(disagreement.gatewayAPI, disagreement.istio) &&
      isHTTP(disagreement.istio) &&
      disagreement.gatewayAPI.virtualHost === disagreement.istio.virtualHost &&
      (compareHostnames(disagreement) > 0 || comesByBroaderName(disagreement)),
  },
  {
    id: 'D-6',
    text: 'between equals the Gateway API takes the first name, Istio the first name with "~" behind it: "http-2" before "http"',
    rules: ['GA-30', 'RT-45'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { route: a } = disagreement.gatewayAPI;
      const { route: b } = disagreement.istio;
      if (a === undefined || b === undefined || a.namespace !== b.namespace) return false;
      return precedence(disagreement) === 'name' && compareBytes(a.name, b.name) < 0 && comesLater(a, b);
    },
  },
  {
    id: 'D-7',
    text: 'between equals the Gateway API goes by namespace and then name, Istio by name and then namespace',
    rules: ['GA-50', 'E-12'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { route: a } = disagreement.gatewayAPI;
      const { route: b } = disagreement.istio;
      if (a === undefined || b === undefined || compareBytes(a.namespace, b.namespace) >= 0) return false;
      return precedence(disagreement) === 'name' && comesLater(a, b);
    },
  },
  {
    id: 'D-8',
    text: 'the Gateway API accepts only one of an HTTPRoute and a GRPCRoute with hostnames in common; Istio merges them',
    rules: ['GA-22', 'RT-43'],
    changes: ['rule'],
    explains: ({ gatewayAPI, istio: { route }, result }) => {
      const taken = route && findRoute(route, result);
      return gatewayAPI.steps.some(({ rule, place }) => rule === 'GA-22' && isAt(place, taken));
    },
  },
  {
    id: 'E-7',
    text: 'a listener listens in the Gateway API whatever is in front of the pods; in Istio a port that no Service exposes is closed',
    rules: ['GA-10', 'E-7'],
    changes: ['rule'],
    explains: ({ request: { entry, port }, istio: { outcome, steps }, result: { listeners } }) =>
      outcome.kind === 'rejected' &&
      steps.some(({ rule }) => rule === 'E-7') &&
      listeners.some((listener) => listener.emitted && listener.port === port && isOfEntry(listener.gateway, entry)),
  },
  {
    id: 'D-35',
    text: 'a hostname that does not fit the listener is ignored by both, though Istio builds a VirtualService for it',
    rules: ['GA-20', 'RT-42', 'E-11'],
    changes: [],
    explains: () => false,
  },
  {
    id: 'D-36',
    text: 'neither serves a listener with a broken certificate, though Istio builds VirtualServices for it',
    rules: ['GA-10', 'RT-13'],
    changes: [],
    explains: () => false,
  },
];

/** Whether the first of two routes comes after the second by the names of Istio, in which "~" is behind that of the route (RT-45). */
function comesLater(a: RouteName, b: RouteName): boolean {
  return compareBytes(`${a.name}~`, `${b.name}~`) > 0;
}

/** Whether a request enters at a Gateway. */
function isOfEntry({ resource }: HandledGateway, entry: Entry): boolean {
  return entry.type === 'gateway' && namespacedName(resource.metadata) === namespacedName(entry);
}

/** Whether a host covers another one and more. */
function isBroader(host: string | undefined, other: string | undefined): boolean {
  return host !== undefined && other !== undefined && host !== other && subset(other, host);
}

/** Whether a TLSRoute takes a connection by one of its server names on another listener of the port. */
function passesOnFromOther({ route, listener }: Evaluation, other: ListenerName, result: ConversionResult): boolean {
  const taker = route?.kind === 'TLSRoute' && listener ? findListener(listener, result.listeners) : undefined;
  return taker?.spec.tls?.mode === 'Passthrough' && taker !== findListener(other, result.listeners);
}

function isOfSameOwner(a: ListenerName, b: ListenerName): boolean {
  return a.kind === b.kind && namespacedName(a) === namespacedName(b);
}

function isHTTP({ route }: Disagreement['istio']): boolean {
  return route?.kind === 'HTTPRoute' || route?.kind === 'GRPCRoute';
}

/** Whether Istio's route is as specific, but has a broader hostname for the host too, by which it may come earlier. */
function comesByBroaderName(disagreement: Disagreement): boolean {
  const { request, istio, result } = disagreement;
  const { hostnames = [] } = (istio.route && findRoute(istio.route, result)?.spec) ?? {};
  const covering = hostnames.filter((hostname) => subset(askedHost(request), hostname.toLowerCase()));
  return compareHostnames(disagreement) === 0 && covering.length > 1;
}

/** Positive if the route that the Gateway API takes covers the host by a more specific hostname than Istio's does. */
function compareHostnames({ request, gatewayAPI, istio, result }: Disagreement): number {
  const host = askedHost(request);
  const rank = (route: typeof gatewayAPI.route) => hostnameRank(route && findRoute(route, result), host);
  const [exactA, anyA] = rank(gatewayAPI.route);
  const [exactB, anyB] = rank(istio.route);
  return exactA - exactB || anyA - anyB;
}
