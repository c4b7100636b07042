import { overlap } from '../../model/hosts.ts';
import type { RouteDestination } from '../../model/istio.ts';
import type { Evaluation } from '../request.ts';
import { type DestinationScope, isUsable, weighDestinations } from './destinations.ts';
import type { ActionContext } from './forwarding.ts';
import { originOf, type RouteOrigin, type VirtualServiceObject } from './istio-objects.ts';
import { hostsFor } from './route-table.ts';
import { isInScope, type RouteScope } from './routes.ts';
import type { Server } from './servers.ts';

/** An entry of `tcp` or `tls` that takes connections. */
export interface L4Entry {
  readonly virtualService: VirtualServiceObject;
  readonly origin: RouteOrigin;
  readonly route: readonly RouteDestination[];
}

/** E-60: the first entry for connections to a TCP server, or to one that terminates TLS and then forwards bytes. */
export function serverEntry(
  { hosts, kind }: Server,
  bound: readonly VirtualServiceObject[],
  scope: RouteScope,
): L4Entry | undefined {
  for (const virtualService of bound) {
    const usable = hostsFor(hosts, virtualService.metadata.namespace);
    if (!usable.some((host) => virtualService.hosts.some((own) => overlap(host, own)))) continue;
    const entry = tcpEntry(virtualService, scope);
    if (entry !== undefined) return entry;
    if (!virtualService.fromTLSRoute || kind !== 'tls-terminate') continue;
    const [first] = tlsEntries(virtualService, scope);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The first `tcp` entry of a VirtualService that is meant for the place and leads anywhere. */
export function tcpEntry(virtualService: VirtualServiceObject, scope: RouteScope): L4Entry | undefined {
  for (const [index, { match, route }] of virtualService.tcp.entries()) {
    const isMeant = match.length === 0 || match.some((one) => isInScope(one, virtualService, scope));
    if (isMeant && route.length > 0) {
      return { virtualService, origin: originOf(virtualService, 'tcp', index, undefined), route };
    }
  }
  return undefined;
}

/** A match of a `tls` entry, with the server names that it wants. */
export interface TLSEntry extends L4Entry {
  readonly sniHosts: readonly string[];
}

/** The matches of `tls` entries of a VirtualService that are meant for the place and lead anywhere, in order. */
export function tlsEntries(virtualService: VirtualServiceObject, scope: RouteScope): readonly TLSEntry[] {
  return virtualService.tls.flatMap(({ match, route }, index) => {
    if (route.length === 0) return [];
    return match.flatMap((one, matchIndex) => {
      if (!isInScope(one, virtualService, scope)) return [];
      const origin = originOf(virtualService, 'tls', index, matchIndex);
      return [{ virtualService, origin, route, sniHosts: one.sniHosts }];
    });
  });
}

/** E-63: where the connections of an entry go. A share without backend is closed. */
export function forwardConnection(
  { virtualService, origin, route }: L4Entry,
  kind: 'tls-passthrough' | 'tcp',
  terminated: boolean,
  listenerPort: number,
  { world, trail }: ActionContext,
): Pick<Evaluation, 'outcome' | 'route' | 'rule' | 'match' | 'place'> {
  const scope: DestinationScope = { world, virtualService, listenerPort, vouched: false };
  const choices = weighDestinations(route, scope).map(({ choice: { response: _, ...choice } }) => choice);
  for (const choice of choices) {
    const share = `${Number((choice.probability * 100).toFixed(4))} %`;
    const where = choice.host === '' ? 'a backend that does not exist' : `${choice.host}:${choice.port}`;
    trail.step('E-63', `${share} of the connections to ${where}${isUsable(choice) ? '' : ': closed'}`);
    if (choice.status === 'missing?') trail.note(`${choice.host} is not in the input and taken to exist`);
  }
  const isServed = choices.some(isUsable);
  return {
    outcome: isServed ? { kind, choices, terminated } : { kind: 'rejected', cause: 'no-backend' },
    route: origin.route,
    rule: origin.rule,
    ...(origin.match !== undefined && { match: { index: origin.match } }),
    place: origin.place,
  };
}
