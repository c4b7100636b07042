import { groupBy } from '../../model/group-by.ts';
import { isWildcard } from '../../model/hosts.ts';
import { mergedVirtualServiceName } from '../../model/names.ts';
import type { HTTPEntry } from '../http-routes.ts';
import type { ContributingRoute } from '../virtual-services.ts';
import { compareGateways, effectiveHosts, type GatewayDraft, opensTo } from './gateways.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';
import { compareAtPods, type VirtualServiceDraft } from './virtual-service-draft.ts';

/** A draft at the one virtual host that it comes to on its one listener; none if it is never used there. */
interface Placed {
  readonly draft: VirtualServiceDraft;
  readonly gateway: GatewayDraft;
  readonly host: string | undefined;
}

/** Drafts whose order needs no creation times, and the Gateways whose names have to keep istiod's order (AF-91). */
export interface OrderedDrafts {
  readonly drafts: readonly VirtualServiceDraft[];
  readonly ordered: ReadonlySet<GatewayDraft>;
}

/** Joins the VirtualServices that share a virtual host, as a cluster would go through them by an age that is lost (AF-91). */
export function joinVirtualHosts(scope: ApplyReadyScope, drafts: readonly VirtualServiceDraft[]): OrderedDrafts {
  const placed = joinOnListeners(scope, drafts.flatMap(place));
  const byHost = groupBy(placed, (one) => {
    const { gateway, host } = one;
    // HTTPS servers have a route table for each Gateway (AF-92).
    const shares = host !== undefined && gateway.server.port.protocol === 'HTTP';
    return shares ? `${gateway.workload} ${gateway.listener.port} ${host}` : one;
  });
  const joined: VirtualServiceDraft[] = [];
  const ordered = new Set<GatewayDraft>();
  for (const group of byHost.values()) {
    const common = group.length === 1 ? group[0].draft : joinAcrossListeners(group);
    if (common !== undefined) {
      joined.push(common);
      continue;
    }
    reportShared(scope, group);
    for (const { draft, gateway } of group) {
      joined.push(draft);
      ordered.add(gateway);
    }
  }
  return { drafts: joined, ordered };
}

function place(draft: VirtualServiceDraft): readonly Placed[] {
  const [gateway] = draft.gateways;
  if (gateway === undefined) return [];
  const [host] = effectiveHosts(gateway, draft.namespace, draft.hosts);
  return [{ draft, gateway, host }];
}

/** One draft for each virtual host of a listener: the most specific hostname first, then istiod's order. */
function joinOnListeners(scope: ApplyReadyScope, placed: readonly Placed[]): readonly Placed[] {
  const groups = groupBy(placed, (one) =>
    one.host === undefined ? one : `${one.gateway.namespace}/${one.gateway.gateway.name} ${one.host}`,
  );
  return [...groups.values()].map((group) => {
    const [first] = group;
    const { gateway, host } = first;
    if (group.length === 1 || host === undefined) return first;
    scope.correct('hostPrecedence');
    const drafts = group.map(({ draft }) => draft).sort(compareAtPods(gateway));
    const bySpecificity = [...drafts].sort((a, b) => specificity(b) - specificity(a));
    const entries = untilCatchAll(bySpecificity.flatMap(({ httpEntries }) => httpEntries));
    const namespace = drafts[0]?.namespace ?? first.draft.namespace;
    return { gateway, host, draft: joined(drafts, first.draft, [gateway], namespace, host, entries) };
  });
}

/** The longer the more specific; a name without a wildcard is more so than all that have one, `*` less. */
function specificity({ hosts: [host = '*'] }: VirtualServiceDraft): number {
  if (host === '*') return 0;
  return isWildcard(host) ? host.length : host.length + longestHost;
}

const longestHost = 255;

/**
 * One draft for a virtual host that several listeners share; undefined if no namespace is let in by all of them. As when
 * istiod joins lists, the rules that match everything go to the end, where the first of them counts.
 */
function joinAcrossListeners(group: readonly [Placed, ...Placed[]]): VirtualServiceDraft | undefined {
  const [first, ...others] = [...group].sort((a, b) => compareGateways(a.gateway, b.gateway));
  if (first?.host === undefined) return undefined;
  const all = [first, ...others];
  const gateways = all.map(({ gateway }) => gateway);
  const namespaces = all.map(({ draft }) => draft.namespace);
  const namespace = namespaces.find((name) => gateways.every((gateway) => opensTo(gateway, name)));
  if (namespace === undefined) return undefined;
  const entries = all.flatMap(({ draft }) => untilCatchAll(draft.httpEntries));
  const specific = entries.filter((entry) => !isCatchAll(entry));
  const last = entries.find(isCatchAll);
  const drafts = all.map(({ draft }) => draft);
  return joined(drafts, first.draft, gateways, namespace, first.host, last ? [...specific, last] : specific);
}

function joined(
  drafts: readonly VirtualServiceDraft[],
  first: VirtualServiceDraft,
  gateways: readonly GatewayDraft[],
  namespace: string,
  host: string,
  httpEntries: readonly HTTPEntry[],
): VirtualServiceDraft {
  const [gateway] = gateways;
  const listener = gateway === undefined ? '' : `${gateway.namespace}/${gateway.gateway.name}`;
  const [route, ...more] = drafts.flatMap(({ routes }): readonly ContributingRoute[] => routes);
  return {
    mirrorName: mergedVirtualServiceName(`${listener}/${host}`),
    namespace,
    gateways,
    hosts: [host],
    routes: route === undefined ? first.routes : [route, ...more],
    httpEntries,
  };
}

/** What comes behind an entry that matches everything is never reached (chapter 60, E-20). */
function untilCatchAll(entries: readonly HTTPEntry[]): readonly HTTPEntry[] {
  const end = entries.findIndex(isCatchAll);
  return end < 0 ? entries : entries.slice(0, end + 1);
}

/** Whether an entry matches every request. */
function isCatchAll({ spec }: HTTPEntry): boolean {
  const [match] = spec.match ?? [];
  if (match === undefined) return true;
  const { uri, headers = {}, queryParams = {}, method, port } = match;
  const conditions = [...Object.keys(headers), ...Object.keys(queryParams)];
  const anyPath = uri === undefined || uri.prefix === '/' || uri.regex === '.*';
  return anyPath && conditions.length === 0 && method === undefined && port === undefined;
}

function reportShared(scope: ApplyReadyScope, group: readonly Placed[]): void {
  const [first, second] = [...group].sort((a, b) => compareGateways(a.gateway, b.gateway));
  if (first?.host === undefined || second === undefined) return;
  const facts = { host: first.host, port: first.gateway.listener.port };
  const { owner, index } = second.gateway.listener;
  const at = { resource: owner, path: ['spec', 'listeners', index] };
  scope.say(
    messages.sharedHost({ ...facts, first: listenerText(first.gateway), second: listenerText(second.gateway) }),
    at,
  );
}

/** A listener as messages name it where several are in play. */
export function listenerText({ listener }: GatewayDraft): string {
  const { ownerKind, owner, name } = listener;
  return `${ownerKind} ${owner.metadata.namespace}/${owner.metadata.name} (listener ${name})`;
}
