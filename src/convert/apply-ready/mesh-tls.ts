import { groupBy } from '../../model/group-by.ts';
import { overlap, subset } from '../../model/hosts.ts';
import type { TLSRoute } from '../../model/istio.ts';
import { narrowSNI } from './l4.ts';
import { inOrderOfNames } from './mesh-order.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';
import {
  atHostname,
  atParentRef,
  compareDrafts,
  draftName,
  routeName,
  type VirtualServiceDraft,
} from './virtual-service-draft.ts';

/**
 * The server names of the VirtualServices of TLSRoutes on Services. A sidecar has one filter chain for each name, of the
 * VirtualService that comes first: by age in istiod, by name once they are applied (E-55).
 */
export function withServerNames(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const groups = groupBy(drafts, (draft) => (draft.tls === undefined ? draft : draft.hosts[0]));
  return [...groups.values()].flatMap((group) => {
    const inOrder = [...group].sort(compareDrafts);
    const named = inOrder.flatMap((draft) => withoutLostNames(scope, draft, inOrder));
    const narrowed = named.flatMap((draft) => withSNIHosts(scope, draft));
    return named.some((draft, i) => named.slice(0, i).some((earlier) => shareName(earlier, draft)))
      ? inOrderOfNames(narrowed)
      : narrowed;
  });
}

/**
 * A match that has lost all of its names (RT-54) takes the connections of every name that no other match has. The webhook
 * wants names (AP-96), so that it gets those of its route which nothing else takes.
 */
function withoutLostNames(
  scope: ApplyReadyScope,
  draft: VirtualServiceDraft,
  inOrder: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const { tls = [], routes } = draft;
  if (!tls.some(hasLostNames)) return [draft];
  const winner = inOrder.find(
    (one) => one.tls?.some(hasLostNames) && (one === draft || portsOf(one).has(undefined) || haveSamePorts(one, draft)),
  );
  if (winner !== undefined && winner !== draft) {
    scope.say(messages.neverUsed({ vs: draftName(draft), other: draftName(winner) }), atParentRef(draft));
    return [];
  }
  const taken = inOrder.filter((one) => one !== draft).flatMap(namesOf);
  const names = (routes[0].route.spec.hostnames ?? []).filter(
    (name) => isOwn(draft, name) && !taken.some((other) => subset(name, other)),
  );
  const facts = { vs: draftName(draft), route: routeName(draft), hosts: names };
  scope.say(messages.namedHosts(facts), atParentRef(draft));
  return [
    {
      ...draft,
      tls: tls.map((entry) =>
        hasLostNames(entry) ? { ...entry, match: entry.match?.map((one) => ({ ...one, sniHosts: names })) } : entry,
      ),
    },
  ];
}

function hasLostNames({ match = [] }: TLSRoute): boolean {
  return match.some(({ sniHosts }) => sniHosts === undefined);
}

function namesOf({ tls = [] }: VirtualServiceDraft): readonly string[] {
  return tls.flatMap(({ match = [] }) => match.flatMap(({ sniHosts = [] }) => sniHosts));
}

function portsOf({ tls = [] }: VirtualServiceDraft): ReadonlySet<number | undefined> {
  return new Set(tls.flatMap(({ match = [] }) => match.map(({ port }) => port)));
}

function haveSamePorts(a: VirtualServiceDraft, b: VirtualServiceDraft): boolean {
  const ports = portsOf(a);
  return [...portsOf(b)].every((port) => ports.has(port));
}

function shareName(a: VirtualServiceDraft, b: VirtualServiceDraft): boolean {
  const names = new Set(namesOf(a));
  return namesOf(b).some((name) => names.has(name));
}

/** AF-74: every SNI host has to be within a host of the VirtualService. */
function withSNIHosts(scope: ApplyReadyScope, draft: VirtualServiceDraft): readonly VirtualServiceDraft[] {
  if (draft.tls === undefined) return [draft];
  const [own = ''] = draft.hosts;
  const widened = draft.tls.map((entry) => ({
    ...entry,
    match: entry.match?.map((attributes) => ({
      ...attributes,
      sniHosts: attributes.sniHosts?.map((host) => (host === '*' ? own : host)),
    })),
  }));
  const tls = narrowSNI(widened, (name) => isOwn(draft, name));
  if (tls.length === 0) return [];
  const added = tls
    .flatMap(({ match = [] }) => match.flatMap(({ sniHosts = [] }) => sniHosts))
    .filter((host) => !subset(host, own));
  for (const host of new Set(added)) {
    scope.say(messages.widenedHosts({ vs: draftName(draft), host }), atHostname(draft, host));
  }
  return [{ ...draft, tls, hosts: withoutOverlap([own, ...added]) }];
}

/** Whether a name is not that of another host of the same parent, whose VirtualService has it. */
function isOwn({ hosts: [own = ''], routes }: VirtualServiceDraft, name: string): boolean {
  const siblings = routes[0].binding.meshHosts.filter((host) => host !== own);
  return subset(name, own) || !siblings.some((sibling) => subset(name, sibling));
}

/** AP-52: of hosts that overlap the wider one stays. */
function withoutOverlap(hosts: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const host of hosts) {
    const narrower = kept.findIndex((other) => overlap(other, host));
    if (narrower < 0) kept.push(host);
    else if (subset(kept[narrower] ?? '', host)) kept[narrower] = host;
  }
  return [...new Set(kept)];
}
