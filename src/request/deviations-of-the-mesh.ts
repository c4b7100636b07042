import type { ConversionResult } from '../convert/result.ts';
import { isWildcard, subset } from '../model/hosts.ts';
import type { Deviation } from './deviation.ts';
import { everyAspect } from './differences.ts';
import { type Disagreement, findRoute, routesConcerned } from './disagreement.ts';
import { portTreatment } from './istio/port-treatment.ts';
import { createRegistry } from './istio/registry.ts';
import type { Request } from './request.ts';

/** Deviations about requests of clients in the mesh. */
export const meshDeviations: readonly Deviation[] = [
  {
    id: 'D-27',
    text: 'routes on a Service and on one port of it count together in the Gateway API; in Istio the first VirtualService that has a route for the port wins alone',
    rules: ['GA-61', 'E-51'],
    aspects: everyAspect,
    explains: ({ request, gatewayAPI, istio, result }) => {
      if (!isMesh(request)) return false;
      const refs = routesConcerned(gatewayAPI, istio).flatMap(
        (route) => findRoute(route, result)?.spec.parentRefs ?? [],
      );
      return refs.some(({ port }) => port !== undefined) && refs.some(({ port }) => port === undefined);
    },
  },
  {
    id: 'D-28',
    text: 'of several kinds of routes on a Service one counts in the Gateway API; Istio merges HTTPRoutes with GRPCRoutes, and goes by the protocol of the port',
    rules: ['GA-62', 'RT-43', 'E-52'],
    aspects: everyAspect,
    explains: ({ request, gatewayAPI, istio, result }) =>
      isMesh(request) &&
      (gatewayAPI.route?.kind !== istio.route?.kind || istio.route === undefined) &&
      (isRefusedByPort(istio) ||
        gatewayAPI.steps.some(({ rule }) => rule === 'GA-62') ||
        takesHTTP(gatewayAPI) === !mayCarryHTTP(request, result)),
  },
  {
    id: 'D-29',
    text: 'a route on a ServiceEntry with a wildcard host applies by the letter of the API; sidecars ignore it',
    rules: ['RT-10', 'E-54'],
    aspects: ['outcome'],
    explains: ({ request, istio }) =>
      request.entry.type === 'mesh' && isWildcard(request.entry.service) && istio.outcome.kind === 'default-forward',
  },
  {
    id: 'D-40',
    text: 'a TCPRoute or TLSRoute of a consumer acts on clients of its own namespace in the Gateway API; in Istio on clients of every namespace',
    rules: ['GA-60', 'E-50', 'RT-55'],
    aspects: ['outcome'],
    explains: ({ request: { entry }, gatewayAPI, istio: { route, outcome } }) => {
      if (entry.type !== 'mesh') return false;
      // A TLSRoute keeps other server names from the Service, too.
      const isOtherName = outcome.kind === 'rejected' && outcome.cause === 'no-sni-match';
      if (isOtherName && gatewayAPI.route === undefined) return true;
      if (route?.kind !== 'TCPRoute' && route?.kind !== 'TLSRoute') return false;
      if (route.namespace === entry.clientNamespace) return false;
      // Ready to apply, routes of the client's own namespace come first no longer (AF-75).
      if (gatewayAPI.route?.namespace === entry.clientNamespace) return true;
      return !entry.service.endsWith(`.${route.namespace}`) && !entry.service.includes(`.${route.namespace}.svc.`);
    },
  },
  {
    id: 'RT-54',
    text: 'a TLSRoute is for its hostnames in the Gateway API; in Istio one with several hostnames on a Service that none of them fits takes every server name',
    rules: ['GA-50', 'RT-54', 'E-55'],
    aspects: ['outcome'],
    explains: ({ request, istio: { route }, result }) => {
      const { hostnames = [] } = (route && findRoute(route, result)?.spec) ?? {};
      return isMesh(request) && route?.kind === 'TLSRoute' && !hostnames.some((name) => subset(request.sni, name));
    },
  },
  {
    id: 'D-41',
    text: 'the parent kind Mesh is not part of the API; Istio ignores it, and the resources ready to apply take it up',
    rules: ['RT-10'],
    aspects: everyAspect,
    explains: ({ request: { entry }, result }) =>
      entry.type === 'mesh' && result.legacyMesh.routes.some(({ hosts }) => hosts.includes(entry.service)),
  },
];

/** Whether the port is one for another protocol (E-52). */
function isRefusedByPort({ outcome }: Disagreement['istio']): boolean {
  return outcome.kind === 'rejected' && outcome.cause === 'no-listener';
}

function isMesh({ entry }: Request): boolean {
  return entry.type === 'mesh';
}

/** Whether the Gateway API has HTTP rules for a request, if only such as do not match; undefined without any route. */
function takesHTTP({ route, outcome }: Disagreement['gatewayAPI']): boolean | undefined {
  if (route === undefined) return outcome.kind === 'not-found' ? true : undefined;
  return route.kind === 'GRPCRoute' || route.kind === 'HTTPRoute';
}

/** Whether Istio looks for HTTP on the port of the Service, as its name or `appProtocol` says (E-52). */
function mayCarryHTTP({ entry, port }: Request, { seen, settings }: ConversionResult): boolean {
  const [registered] = entry.type === 'mesh' ? createRegistry(seen, settings).find(entry.service) : [];
  if (registered === undefined) return true;
  const ports = registered.ports.filter(({ number }) => number === port);
  return ports.length === 0 || ports.some((one) => ['http', 'sniffed'].includes(portTreatment(registered, one)));
}
