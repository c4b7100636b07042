import type { ConversionResult } from '../convert/result.ts';
import { isWildcard } from '../model/hosts.ts';
import { namespacedName, type Resource } from '../model/resource.ts';
import type { Deviation } from './deviation.ts';
import { type Disagreement, findRoute, isAt, routesConcerned } from './disagreement.ts';
import { type PortTreatment, treatmentAt } from './istio/port-treatment.ts';
import { registryOf } from './istio/registry.ts';
import type { Evaluation, Request, RouteName } from './request.ts';

/** Deviations about requests of clients in the mesh. */
export const meshDeviations: readonly Deviation[] = [
  {
    id: 'D-27',
    text: 'routes on a Service and on one port of it count together in the Gateway API; in Istio the first VirtualService that has a route for the port wins alone',
    rules: ['GA-61', 'E-51'],
    changes: ['rule'],
    explains: ({ request, gatewayAPI, istio, result }) => {
      const scopesOf = (route: RouteName) => scopesOfParents(route, request, result);
      const [own] = gatewayAPI.route === undefined ? [] : scopesOf(gatewayAPI.route);
      return own !== undefined && routesConcerned(istio).some((route) => scopesOf(route).some((one) => one !== own));
    },
  },
  {
    id: 'D-28',
    text: 'of several kinds of routes on a Service one counts in the Gateway API; Istio merges HTTPRoutes with GRPCRoutes, and goes by the protocol of the port',
    rules: ['GA-62', 'RT-43', 'E-52'],
    changes: ['rule'],
    explains: ({ request, gatewayAPI, istio, result }) =>
      isMesh(request) &&
      (isRefusedByPort(istio) ||
        isForOtherPort(gatewayAPI, request, result) ||
        isIgnoredForKind(istio.route && findRoute(istio.route, result), gatewayAPI)),
  },
  {
    id: 'D-29',
    text: 'a route on a ServiceEntry with a wildcard host applies by the letter of the API; sidecars ignore it',
    rules: ['RT-10', 'E-54'],
    changes: ['rule'],
    explains: ({ request, istio }) =>
      request.entry.type === 'mesh' && isWildcard(request.entry.service) && istio.outcome.kind === 'default-forward',
  },
  {
    id: 'D-40',
    text: 'a TCPRoute or TLSRoute of a consumer acts on clients of its own namespace in the Gateway API; in Istio on clients of every namespace',
    rules: ['GA-60', 'E-50', 'RT-55'],
    changes: ['rule'],
    explains: ({ request: { entry }, gatewayAPI, istio: { route, outcome } }) => {
      if (entry.type !== 'mesh') return false;
      // A TLSRoute keeps other server names from the Service, too.
      const isOtherName = outcome.kind === 'rejected' && outcome.cause === 'no-sni-match';
      if (isOtherName && gatewayAPI.route === undefined) return isForOthers('TLSRoute', gatewayAPI);
      if (route?.kind !== 'TCPRoute' && route?.kind !== 'TLSRoute') return false;
      if (route.namespace === entry.clientNamespace) return false;
      // Ready to apply, routes of the client's own namespace come first no longer (AF-75).
      if (gatewayAPI.route?.namespace === entry.clientNamespace) return true;
      return !entry.service.endsWith(`.${route.namespace}`) && !entry.service.includes(`.${route.namespace}.svc.`);
    },
  },
  {
    id: 'E-55',
    text: 'the hostnames of a TLSRoute on a Service are ignored in the Gateway API; Istio chooses by them, refuses other server names, and takes several of which none fits the Service for none',
    rules: ['GA-60', 'RT-54', 'E-55'],
    changes: ['rule'],
    explains: ({ request, gatewayAPI: { route: a }, istio: { route: b, outcome }, result }) => {
      if (!isMesh(request) || a?.kind !== 'TLSRoute') return false;
      if (b === undefined) return outcome.kind === 'rejected' && outcome.cause === 'no-sni-match';
      const [one, other] = [a, b].map((route) => findRoute(route, result)?.spec.hostnames);
      return b.kind === 'TLSRoute' && JSON.stringify(one) !== JSON.stringify(other);
    },
  },
  {
    id: 'D-41',
    text: 'the parent kind Mesh is not part of the API; Istio ignores it, and the resources ready to apply take it up',
    rules: ['RT-10'],
    changes: ['rule'],
    explains: ({ request: { entry }, istio, result }) => {
      if (entry.type !== 'mesh') return false;
      const legacy = result.legacyMesh.routes.filter(({ hosts }) => hosts.includes(entry.service));
      const names = legacy.map(
        ({ binding: { parent } }) => `${parent.routeKind} ${namespacedName(parent.route.metadata)}`,
      );
      return routesConcerned(istio).some((route) => names.includes(`${route.kind} ${namespacedName(route)}`));
    },
  },
];

/** Whether the port is one for another protocol (E-52). */
function isRefusedByPort({ outcome }: Disagreement['istio']): boolean {
  return outcome.kind === 'rejected' && outcome.cause === 'no-listener';
}

function isMesh({ entry }: Request): boolean {
  return entry.type === 'mesh';
}

/** Whether the Gateway API sets a route aside because one of another kind is on the Service. */
function isIgnoredForKind(route: Resource | undefined, { steps }: Evaluation): boolean {
  return steps.some(({ rule, place }) => rule === 'GA-62' && isAt(place, route));
}

/** Whether the Gateway API keeps routes of a kind for clients of their own namespace. */
function isForOthers(kind: string, { steps }: Evaluation): boolean {
  return steps.some(
    ({ rule, place }) => rule === 'GA-60' && place && 'resource' in place && place.resource.kind === kind,
  );
}

const protocolsOfKinds: Readonly<Record<string, readonly PortTreatment[]>> = {
  GRPCRoute: ['http', 'sniffed'],
  HTTPRoute: ['http', 'sniffed'],
  TCPRoute: ['tcp', 'sniffed'],
  TLSRoute: ['tls'],
};

/** Whether the Gateway API goes by routes, if only such as do not match, that Istio does not look for on a port of this protocol (E-52). */
function isForOtherPort({ route, outcome }: Evaluation, { entry, port }: Request, result: ConversionResult): boolean {
  // Where it has routes that do not suit the transport.
  if (route === undefined && outcome.kind === 'undefined') return true;
  const kind = route?.kind ?? (outcome.kind === 'not-found' ? 'HTTPRoute' : undefined);
  const [registered] = entry.type === 'mesh' ? registryOf(result).find(entry.service) : [];
  if (kind === undefined || registered === undefined) return false;
  const treatment = treatmentAt(registered, port);
  return treatment !== undefined && !protocolsOfKinds[kind]?.includes(treatment);
}

/** For which ports of a Service a route is by its parentRefs, as far as they concern the request. */
function scopesOfParents(
  route: RouteName,
  { entry, port }: Request,
  { bindings }: ConversionResult,
): readonly ('one port' | 'all ports')[] {
  return bindings.flatMap(({ denied, meshHosts, parent }) => {
    const isOwn = parent.routeKind === route.kind && namespacedName(parent.route.metadata) === namespacedName(route);
    if (denied !== undefined || !isOwn || entry.type !== 'mesh' || !meshHosts.includes(entry.service)) return [];
    if (parent.parentRef.port === undefined) return ['all ports'];
    return parent.parentRef.port === port ? ['one port'] : [];
  });
}
