import type { ConversionResult } from '../convert/result.ts';
import { intersect, subset } from '../model/hosts.ts';
import type { Metadata } from '../model/resource.ts';
import type { Deviation } from './deviation.ts';
import { type Disagreement, findListener, hostOf, precedence } from './disagreement.ts';
import type { ListenerName, Request, RouteName } from './request.ts';

/** Deviations about TLS and bare connections. */
export const connectionDeviations: readonly Deviation[] = [
  {
    id: 'E-12',
    text: 'of TCPRoutes and TLSRoutes the oldest comes first in the Gateway API; at a Gateway in Istio those of its own namespace do',
    rules: ['GA-50', 'E-12'],
    changes: ['rule'],
    explains: (disagreement) => {
      const { request, gatewayAPI, istio } = disagreement;
      const { entry } = request;
      if (entry.type !== 'gateway' || !isForConnections(istio)) return false;
      const [isFirstOwn, isSecondOwn] = [gatewayAPI, istio].map(({ route }) => route?.namespace === entry.namespace);
      return isSecondOwn === true && isFirstOwn === false && /^(?:age|name)$/.test(precedence(disagreement) ?? '');
    },
  },
  {
    id: 'D-23',
    text: 'the share of an unusable backend is refused by both',
    rules: ['GA-49', 'E-63'],
    changes: [],
    explains: () => false,
  },
  {
    id: 'D-24',
    text: 'on a listener that ends TLS the server name chooses among TLSRoutes in the Gateway API; in Istio the first TLSRoute or TCPRoute takes every connection',
    rules: ['GA-50', 'E-60'],
    changes: ['rule'],
    explains: ({ gatewayAPI, istio, result }) => {
      const { listener } = istio;
      const isTLSRoute = [gatewayAPI, istio].some(({ route }) => route?.kind === 'TLSRoute');
      return isTLSRoute && isForConnections(istio) && listener !== undefined && endsTLS(listener, result);
    },
  },
  {
    id: 'D-25',
    text: 'a TLSRoute without weights refuses its connections in the Gateway API; in Istio a route for a less specific name may take them, or in the mesh the Service itself',
    rules: ['GA-49', 'E-61'],
    changes: ['rule'],
    explains: ({ gatewayAPI, istio, result }) =>
      gatewayAPI.route?.kind === 'TLSRoute' &&
      hasNoWeight(gatewayAPI.route, result) &&
      istio.outcome.kind !== 'rejected',
  },
  {
    id: 'D-26',
    text: 'TLSRoutes with a server name in common share it out name by name in the Gateway API; Istio skips all names of a route on a listener if one of them is taken, be it by the route itself on another listener of the port',
    rules: ['GA-50', 'E-61'],
    changes: ['rule'],
    explains: ({ request, gatewayAPI, result }) =>
      gatewayAPI.route?.kind === 'TLSRoute' && sharesName(gatewayAPI.route, request, result),
  },
];

function isForConnections({ route }: Disagreement['istio']): boolean {
  return route?.kind === 'TCPRoute' || route?.kind === 'TLSRoute';
}

function endsTLS(name: ListenerName, { listeners }: ConversionResult): boolean {
  const { protocol, spec } = findListener(name, listeners) ?? {};
  return protocol === 'TLS' && spec?.tls?.mode !== 'Passthrough';
}

function hasNoWeight({ namespace, name }: RouteName, { seen }: ConversionResult): boolean {
  const [rule] = seen.get('tlsroutes.gateway.networking.k8s.io', namespace, name)?.spec.rules ?? [];
  return (rule?.backendRefs ?? []).every(({ weight }) => weight === 0);
}

/**
 * Whether a route has the server name, on a listener in front of the pods, beside one that is wanted there once more: by
 * another TLSRoute, or by the route itself on another listener of the port.
 */
function sharesName(
  route: RouteName,
  { entry, port, sni }: Request,
  { bindings, gateways }: ConversionResult,
): boolean {
  const asked = gateways.find(({ resource }) => 'name' in entry && isNamed(resource.metadata, entry));
  const claims = bindings.flatMap(({ denied, listener, parent }) => {
    const isConcerned = denied === undefined && parent.routeKind === 'TLSRoute' && listener?.port === port;
    if (!isConcerned || !listener.gateway.services.some((service) => asked?.services.includes(service))) return [];
    const { metadata, spec } = parent.route;
    const hostnames = (spec.hostnames ?? []).map((name) => name.toLowerCase());
    const names = intersect(hostnames.length > 0 ? hostnames : ['*'], [hostOf(listener)]);
    return { isOwn: isNamed(metadata, route), listener, names };
  });
  const own = claims.filter(({ isOwn, names }) => isOwn && names.some((name) => subset(sni.toLowerCase(), name)));
  return own.some(({ listener, names }) =>
    claims.some(
      (other) => !(other.isOwn && other.listener === listener) && other.names.some((name) => names.includes(name)),
    ),
  );
}

function isNamed(metadata: Metadata, { namespace, name }: Pick<RouteName, 'namespace' | 'name'>): boolean {
  return metadata.namespace === namespace && metadata.name === name;
}
