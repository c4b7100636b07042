import type { Binding } from '../convert/bindings.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { Metadata } from '../model/resource.ts';
import type { Deviation } from './deviation.ts';
import { type Disagreement, findListener, precedence } from './disagreement.ts';
import type { Entry, ListenerName, RouteName } from './request.ts';

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
    text: 'TLSRoutes with a server name in common share it out name by name in the Gateway API; Istio skips all names of a route of which one is taken',
    rules: ['GA-50', 'E-61'],
    changes: ['rule'],
    explains: ({ request: { entry }, gatewayAPI, istio, result }) =>
      entry.type === 'gateway' &&
      gatewayAPI.route?.kind === 'TLSRoute' &&
      (istio.route === undefined || istio.route.kind === 'TLSRoute') &&
      sharesName(gatewayAPI.route, entry, result),
  },
];

function isForConnections({ route }: Disagreement['istio']): boolean {
  return route?.kind === 'TCPRoute' || route?.kind === 'TLSRoute';
}

function endsTLS(name: ListenerName, { listeners }: ConversionResult): boolean {
  const { protocol, tls } = findListener(name, listeners) ?? {};
  return protocol === 'TLS' && tls?.mode !== 'PASSTHROUGH';
}

function hasNoWeight({ namespace, name }: RouteName, { seen }: ConversionResult): boolean {
  const [rule] = seen.get('tlsroutes.gateway.networking.k8s.io', namespace, name)?.spec.rules ?? [];
  return (rule?.backendRefs ?? []).every(({ weight }) => weight === 0);
}

/** Whether a route has a hostname in common with another TLSRoute in front of the same pods. */
function sharesName(route: RouteName, entry: Entry, { bindings, gateways }: ConversionResult): boolean {
  const asked = gateways.find(({ resource }) => 'name' in entry && isNamed(resource.metadata, entry));
  const claims = bindings.filter(
    ({ denied, listener, parent }) =>
      denied === undefined &&
      parent.routeKind === 'TLSRoute' &&
      listener?.gateway.services.some((service) => asked?.services.includes(service)),
  );
  const namesOf = ({ parent }: Binding) => (parent.route.spec.hostnames ?? []).map((name) => name.toLowerCase());
  const isOwn = ({ parent }: Binding) => isNamed(parent.route.metadata, route);
  const own = new Set(claims.filter(isOwn).flatMap(namesOf));
  return claims.some((claim) => !isOwn(claim) && namesOf(claim).some((name) => own.has(name)));
}

function isNamed(metadata: Metadata, { namespace, name }: Pick<RouteName, 'namespace' | 'name'>): boolean {
  return metadata.namespace === namespace && metadata.name === name;
}
