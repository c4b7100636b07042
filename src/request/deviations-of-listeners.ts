import { subset } from '../model/hosts.ts';
import { compareBytes } from '../model/order.ts';
import { namespacedName } from '../model/resource.ts';
import type { Deviation } from './deviation.ts';
import { everyAspect } from './differences.ts';
import {
  areDifferentRoutes,
  askedHost,
  type Disagreement,
  findRoute,
  hasRoutes,
  hostnameRank,
  isAttached,
  listenerAndRivals,
} from './disagreement.ts';
import type { ListenerName } from './request.ts';

/** Deviations about listeners, hostnames and what comes first between routes. */
export const listenerDeviations: readonly Deviation[] = [
  {
    id: 'D-1',
    text: 'the Gateway API answers 421 where the Host belongs to another listener than the server name; Istio looks up the Host within the listener that the server name chose',
    rules: ['GA-15', 'E-5'],
    aspects: ['outcome'],
    explains: ({ gatewayAPI }) => gatewayAPI.outcome.kind === 'misdirected',
  },
  {
    id: 'D-2',
    text: 'a listener without routes for a host still owns it in the Gateway API; Istio lets a broader listener of the port answer',
    rules: ['GA-12', 'E-6', 'E-10'],
    aspects: ['outcome'],
    explains: ({ gatewayAPI, result }) =>
      gatewayAPI.listener !== undefined &&
      ((gatewayAPI.outcome.kind === 'not-found' && gatewayAPI.outcome.cause === 'no-host') ||
        (/^(?:not-found|rejected)$/.test(gatewayAPI.outcome.kind) && !hasRoutes(gatewayAPI.listener, result))),
  },
  {
    id: 'D-3',
    text: 'the Gateway API keeps the hostnames of all listeners apart; Istio does so only among the listeners of one Gateway or ListenerSet',
    rules: ['GA-12', 'RT-42'],
    aspects: everyAspect,
    explains: ({ request: { entry }, gatewayAPI: { listener }, istio, result }) => {
      if (listener === undefined) {
        const isOther = (name: ListenerName) =>
          entry.type === 'gateway' && namespacedName(name) !== namespacedName(entry);
        return istio.listener?.kind === 'Gateway' && isOther(istio.listener);
      }
      const { own, rivals } = listenerAndRivals(listener, result) ?? {};
      if (own === undefined || rivals === undefined || rivals.length === 0) return false;
      const { listener: taker, route, outcome } = istio;
      if (route !== undefined)
        return !isAttached(route, own, result) && rivals.some((rival) => isAttached(route, rival, result));
      // A TLS server whose hosts an earlier one has is skipped (E-3, AF-92).
      return taker === undefined ? outcome.kind === 'rejected' : !isOfSameOwner(taker, listener);
    },
  },
  {
    id: 'D-4',
    text: 'by the letter of the Gateway API a rule for a less specific hostname applies where the more specific route has no matching rule; Istio answers 404',
    rules: ['GA-23', 'E-10'],
    aspects: ['outcome'],
    explains: ({ gatewayAPI, istio }) =>
      istio.outcome.kind === 'not-found' &&
      istio.outcome.cause === 'no-rule' &&
      gatewayAPI.route !== undefined &&
      gatewayAPI.virtualHost !== istio.virtualHost,
  },
  {
    id: 'D-5',
    text: 'the route with the more specific hostname comes first in the Gateway API; Istio orders routes whose hostnames come to the same on a listener by age and name',
    rules: ['GA-21', 'E-12'],
    aspects: everyAspect,
    explains: (disagreement) =>
      areDifferentRoutes(disagreement.gatewayAPI, disagreement.istio) &&
      isHTTP(disagreement.istio) &&
      (compareHostnames(disagreement) > 0 || comesByBroaderName(disagreement)),
  },
  {
    id: 'D-6',
    text: 'between equals the Gateway API takes the first name, Istio the first name with "~" behind it: "http-2" before "http"',
    rules: ['GA-30', 'RT-45'],
    aspects: everyAspect,
    explains: ({ gatewayAPI: { route: a }, istio: { route: b } }) =>
      a !== undefined &&
      b !== undefined &&
      a.kind === b.kind &&
      a.namespace === b.namespace &&
      compareBytes(a.name, b.name) < 0 &&
      compareBytes(`${a.name}~`, `${b.name}~`) > 0,
  },
  {
    id: 'D-7',
    text: 'between equals the Gateway API goes by namespace and then name, Istio by name and then namespace',
    rules: ['GA-50', 'E-12'],
    aspects: everyAspect,
    explains: ({ gatewayAPI: { route: a }, istio: { route: b } }) =>
      a !== undefined &&
      b !== undefined &&
      compareBytes(a.namespace, b.namespace) < 0 &&
      compareBytes(a.name, b.name) > 0,
  },
  {
    id: 'D-8',
    text: 'the Gateway API accepts only one of an HTTPRoute and a GRPCRoute with hostnames in common; Istio merges them',
    rules: ['GA-22', 'RT-43'],
    aspects: everyAspect,
    explains: ({ gatewayAPI, istio }) =>
      istio.route !== undefined &&
      istio.route.kind !== gatewayAPI.route?.kind &&
      gatewayAPI.steps.some(({ rule }) => rule === 'GA-22'),
  },
  {
    id: 'D-35',
    text: 'a hostname that does not fit the listener is ignored by both, though Istio builds a VirtualService for it',
    rules: ['GA-20', 'RT-42', 'E-11'],
    aspects: [],
    explains: () => false,
  },
  {
    id: 'D-36',
    text: 'neither serves a listener with a broken certificate, though Istio builds VirtualServices for it',
    rules: ['GA-10', 'RT-13'],
    aspects: [],
    explains: () => false,
  },
];

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
