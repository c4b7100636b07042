import type { L4RouteRule, RouteSpec } from '../model/gateway-api.ts';
import { intersect, overlap } from '../model/hosts.ts';
import type { TCPRoute, TLSMatchAttributes, TLSRoute, VirtualServiceSpec } from '../model/istio.ts';
import type { Resource } from '../model/resource.ts';
import type { BackendScope } from './backend-scope.ts';
import type { Binding } from './bindings.ts';
import { routeHostnames } from './listener-attachment.ts';
import { convertBackends, type Destinations, hasWeight, reportErrors, reportRuleSilently } from './route-rules.ts';

/** RT-79: where the traffic of a rule without backends goes. */
export const nowhere = {
  destination: { host: 'internal.cluster.local', subset: 'zero-weight', port: { number: 65535 } },
};

/** A converted rule of a TCPRoute or TLSRoute. */
export interface L4Entry {
  readonly spec: TLSRoute;
  readonly rule: number;
  readonly errors: Destinations['errors'];
}

/** Converts the rules of a TCPRoute or TLSRoute; empty after a hard error. Only TLS entries match on something, the SNI. */
export function convertL4Route(scope: BackendScope, { spec }: Resource<RouteSpec<L4RouteRule>>): readonly L4Entry[] {
  const sniHosts = scope.routeKind === 'TLSRoute' ? routeHostnames(spec, 'TLSRoute') : undefined;
  const entries = (spec.rules ?? []).map((rule, index): L4Entry => {
    if (!hasWeight(rule.backendRefs)) {
      const message = 'rule has no backend with a positive weight; every connection fails';
      reportRuleSilently(scope, index, 'no-backends', message, rule.backendRefs === undefined ? [] : ['backendRefs']);
      return { spec: { route: [nowhere] }, rule: index, errors: [] };
    }
    const { route, errors } = convertBackends(scope, rule.backendRefs ?? [], (...steps) => [
      'spec',
      'rules',
      index,
      ...steps,
    ]);
    reportErrors(scope, index, errors);
    return { spec: { match: sniHosts && [{ sniHosts }], route }, rule: index, errors };
  });
  return entries.some(({ errors }) => errors.some(({ severity }) => severity === 'hard')) ? [] : entries;
}

/** One VirtualService of a TCPRoute for every host of an accepted binding (RT-50). */
export function tcpVirtualServices(
  { parent, flavour, internalName, meshHosts }: Binding,
  entries: readonly L4Entry[],
): readonly VirtualServiceSpec[] {
  const { port } = parent.parentRef;
  const match = flavour === 'mesh' && port ? [{ port }] : undefined;
  const tcp: readonly TCPRoute[] = entries.map(({ spec }) => ({ route: spec.route, match }));
  const hosts = flavour === 'mesh' ? meshHosts : ['*'];
  return hosts.map((host) => ({ gateways: [internalName], hosts: [host], tcp: nonEmpty(tcp) }));
}

/** One VirtualService of a TLSRoute for every host of an accepted binding (RT-52 to RT-54). */
export function tlsVirtualServices(binding: Binding, entries: readonly L4Entry[]): readonly VirtualServiceSpec[] {
  const { parent, listener, flavour, internalName, meshHosts } = binding;
  const specs = entries.map(({ spec }) => spec);
  if (flavour === 'mesh') {
    const tls = specs.map((spec) => meshEntry(spec, meshHosts, parent.parentRef.port));
    return meshHosts.map((host) => ({
      gateways: [internalName],
      hosts: [host],
      tls: nonEmpty(tls.map((spec) => narrowToHost(spec, host))),
    }));
  }
  const hostnames = routeHostnames(parent.route.spec, 'TLSRoute');
  const listenerHost = listener?.spec.hostname;
  const hosts = listenerHost ? intersect(hostnames, [listenerHost]) : hostnames;
  const tls = listenerHost ? specs.map((spec) => narrowToListener(spec, listenerHost)) : specs;
  return hosts.map((host) => ({ gateways: [internalName], hosts: [host], tls: nonEmpty(tls) }));
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A rule loses the SNI hosts that the listener does not serve; of an accepted route some are left. */
function narrowToListener(spec: TLSRoute, listenerHost: string): TLSRoute {
  const match = spec.match?.map(({ sniHosts = [] }) => ({ sniHosts: intersect(sniHosts, [listenerHost]) }));
  return { ...spec, match };
}

function meshEntry(spec: TLSRoute, meshHosts: readonly string[], port: number | undefined): TLSRoute {
  if (spec.match === undefined) return spec;
  const widen = ({ sniHosts }: TLSMatchAttributes) =>
    sniHosts?.length === 1 && sniHosts[0] === '*' ? { sniHosts: meshHosts } : { sniHosts };
  return { ...spec, match: spec.match.map((attributes) => ({ ...widen(attributes), port: port || undefined })) };
}

/** A single SNI host is left alone even where it does not fit the host of the VirtualService. */
function narrowToHost(spec: TLSRoute, host: string): TLSRoute {
  const [only] = spec.match ?? [];
  if (only?.sniHosts === undefined || only.sniHosts.length < 2) return spec;
  return { ...spec, match: [{ ...only, sniHosts: nonEmpty(only.sniHosts.filter((sni) => overlap(sni, host))) }] };
}
