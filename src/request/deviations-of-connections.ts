import type { ConversionResult } from '../convert/result.ts';
import type { Deviation } from './deviation.ts';
import { type Disagreement, isCalled } from './disagreement.ts';
import type { ListenerName } from './request.ts';

/** Deviations about TLS and bare connections. */
export const connectionDeviations: readonly Deviation[] = [
  {
    id: 'E-12',
    text: 'of TCPRoutes and TLSRoutes the oldest comes first in the Gateway API; at a Gateway in Istio those of its own namespace do',
    rules: ['GA-50', 'E-12'],
    aspects: ['outcome'],
    explains: ({ request: { entry }, gatewayAPI, istio: { route } }) =>
      entry.type === 'gateway' &&
      (route?.kind === 'TCPRoute' || route?.kind === 'TLSRoute') &&
      route.namespace === entry.namespace &&
      gatewayAPI.route !== undefined &&
      gatewayAPI.route.namespace !== entry.namespace,
  },
  {
    id: 'D-23',
    text: 'the share of an unusable backend is refused by both',
    rules: ['GA-49', 'E-63'],
    aspects: [],
    explains: () => false,
  },
  {
    id: 'D-24',
    text: 'on a listener that ends TLS the server name chooses among TLSRoutes in the Gateway API; in Istio the first TLSRoute or TCPRoute takes every connection',
    rules: ['GA-50', 'E-60'],
    aspects: ['outcome'],
    explains: ({ gatewayAPI, istio, result }) => {
      const kinds = [gatewayAPI, istio].map(({ route }) => route?.kind);
      return (
        (istio.route?.kind === 'TCPRoute' || istio.route?.kind === 'TLSRoute') &&
        kinds.includes('TLSRoute') &&
        istio.listener !== undefined &&
        endsTLS(istio.listener, result)
      );
    },
  },
  {
    id: 'D-25',
    text: 'a TLSRoute without weights refuses its connections in the Gateway API; in Istio a route for a less specific name may take them, or in the mesh the Service itself',
    rules: ['GA-49', 'E-61'],
    aspects: ['outcome'],
    explains: ({ gatewayAPI, istio }) =>
      gatewayAPI.route?.kind === 'TLSRoute' &&
      gatewayAPI.outcome.kind === 'rejected' &&
      ['default-forward', 'tcp', 'tls-passthrough'].includes(istio.outcome.kind),
  },
  {
    id: 'D-26',
    text: 'TLSRoutes with a server name in common share it out name by name in the Gateway API; Istio skips all names of a route of which one is taken',
    rules: ['GA-50', 'E-61'],
    aspects: ['outcome'],
    explains: (disagreement) =>
      isAmongTLSRoutes(disagreement) && disagreement.gatewayAPI.outcome.kind === 'tls-passthrough',
  },
];

function endsTLS(name: ListenerName, { listeners }: ConversionResult): boolean {
  const { protocol, tls } = listeners.find((listener) => isCalled(listener, name)) ?? {};
  return protocol === 'TLS' && tls?.mode !== 'PASSTHROUGH';
}

function isAmongTLSRoutes({ gatewayAPI, istio }: Disagreement): boolean {
  const isTLSRoute = ({ route }: typeof gatewayAPI) => route?.kind === 'TLSRoute';
  return isTLSRoute(gatewayAPI) && (istio.route === undefined || isTLSRoute(istio));
}
