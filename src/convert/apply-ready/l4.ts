import { groupBy } from '../../model/group-by.ts';
import { subset } from '../../model/hosts.ts';
import type { RouteDestination, TCPRoute, TLSRoute } from '../../model/istio.ts';
import { nowhere } from '../l4-routes.ts';
import { isWritable } from './backends.ts';
import type { GatewayDraft } from './gateways.ts';
import { messages } from './messages.ts';
import { ruleScope } from './rule-scope.ts';
import type { ApplyReadyScope } from './scope.ts';
import { atParentRef, compareAtPods, draftName, routeName, type VirtualServiceDraft } from './virtual-service-draft.ts';

/** The TCP and TLS VirtualServices that have an effect on their listener, each on its own (AF-60 to AF-65). `gateways` are in istiod's order. */
export function l4OnGateways(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
  gateways: readonly GatewayDraft[],
): readonly VirtualServiceDraft[] {
  const byGateway = groupBy(drafts, (draft) => draft.gateways[0]);
  const claims = new Map<string, Claim>();
  return gateways.flatMap((gateway) => {
    const ofGateway = [...(byGateway.get(gateway) ?? [])].sort(compareAtPods(gateway));
    const { mode } = gateway.server.tls ?? {};
    const passes = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
    return passes ? passThrough(scope, gateway, ofGateway, claims) : firstOf(scope, gateway, ofGateway);
  });
}

/** AF-60, AF-62: the first VirtualService with a usable entry takes every connection. */
function firstOf(
  scope: ApplyReadyScope,
  { listener }: GatewayDraft,
  drafts: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const usable = drafts.map(asTCP).filter(({ tcp }) => tcp !== undefined);
  const [winner, ...losers] = usable;
  if (winner === undefined) return [];
  const ofWinner = winner.routes[0].route;
  for (const draft of losers) {
    const { route, kind } = draft.routes[0];
    if (route === ofWinner) continue;
    const facts = { listener: listener.name, winner: routeName(winner), loser: routeName(draft) };
    const text = kind === 'TLSRoute' ? messages.ignoredTLSRoute(facts) : messages.shadowedTCP(facts);
    scope.say(text, atParentRef(draft), {
      related: [{ message: 'the route that counts', place: atParentRef(winner) }],
    });
  }
  return [winner];
}

/** Behind terminated TLS only what a plain TCP entry says is left of a TLS entry. */
function asTCP(draft: VirtualServiceDraft): VirtualServiceDraft {
  if (draft.tls === undefined) return draft;
  const first = draft.tls.find(({ match }) => match !== undefined);
  return { ...draft, tls: undefined, tcp: first && [{ route: first.route }] };
}

/** Who has the first word on an SNI host of a port. */
type Claim = VirtualServiceDraft;

/** AF-63: each VirtualService keeps the SNI hosts below its own host that no earlier one has. */
function passThrough(
  scope: ApplyReadyScope,
  { workload, listener }: GatewayDraft,
  drafts: readonly VirtualServiceDraft[],
  claims: Map<string, Claim>,
): readonly VirtualServiceDraft[] {
  const free = (draft: VirtualServiceDraft, host: string): boolean => {
    if (!draft.hosts.some((own) => subset(host, own))) return false;
    const key = `${workload} ${listener.port} ${host}`;
    const earlier = claims.get(key);
    if (earlier === undefined) {
      claims.set(key, draft);
      return true;
    }
    if (earlier.routes[0].route !== draft.routes[0].route) {
      const facts = { host, port: listener.port, winner: routeName(earlier), loser: routeName(draft) };
      const related = [{ message: 'the route that counts', place: atParentRef(earlier) }];
      scope.say(messages.claimedSNI(facts), atParentRef(draft), { related });
    }
    return false;
  };
  return drafts.flatMap((draft) => {
    const tls = narrowSNI(draft.tls ?? [], (host) => free(draft, host));
    return tls.length === 0 ? [] : { ...draft, tls };
  });
}

/** TLS entries with the SNI hosts that are kept; one without any is none (AF-64). */
export function narrowSNI(entries: readonly TLSRoute[], keeps: (host: string) => boolean): readonly TLSRoute[] {
  return entries.flatMap((entry) => {
    const match = (entry.match ?? [])
      .map((attributes) => ({ ...attributes, sniHosts: (attributes.sniHosts ?? []).filter(keeps) }))
      .filter(({ sniHosts }) => sniHosts.length > 0);
    return match.length === 0 ? [] : { ...entry, match };
  });
}

/** The entries of a TCP or TLS VirtualService with destinations that the webhook takes (AF-52, AF-58, AF-61); undefined if none is left. */
export function writableL4(
  scope: ApplyReadyScope,
  draft: VirtualServiceDraft,
): Pick<VirtualServiceDraft, 'tcp' | 'tls'> | undefined {
  const { route } = draft.routes[0];
  const writable = <Entry extends TCPRoute | TLSRoute>(entries: readonly Entry[] = []) =>
    entries.flatMap((entry, index) => {
      const rule = ruleScope(scope, draftName(draft), { route, rule: index });
      const isFine = entry.route.every(({ destination }) => isWritable(rule, destination.host));
      return isFine ? { ...entry, route: entry.route.map(closing) } : [];
    });
  const [tcp, tls] = [writable(draft.tcp), writable(draft.tls)];
  if (tcp.length + tls.length === 0) return undefined;
  return { ...(tcp.length > 0 && { tcp }), ...(tls.length > 0 && { tls }) };
}

/** A destination that does not exist closes the connection; so does this one, which can be written. */
function closing(destination: RouteDestination): RouteDestination {
  return destination.destination.host === undefined ? { ...destination, ...nowhere } : destination;
}
