import { groupBy } from '../../model/group-by.ts';
import type { TCPRoute, TLSRoute } from '../../model/istio.ts';
import { compareBytes } from '../../model/order.ts';
import { messages } from './messages.ts';
import { readableBase } from './names.ts';
import type { ApplyReadyScope } from './scope.ts';
import { atParentRef, compareDrafts, draftName, type VirtualServiceDraft } from './virtual-service-draft.ts';

/**
 * The webhook takes no match without SNI hosts (AP-96); what istiod makes of one that has lost them all (RT-54) takes
 * every connection, as a `tcp` entry does.
 */
export function withAnySNIAsTCP(draft: VirtualServiceDraft): VirtualServiceDraft {
  const { tls } = draft;
  if (tls === undefined) return draft;
  const tcp = tls.filter(takesEverySNI).map(({ match = [], route }): TCPRoute => {
    const ports = match.flatMap(({ port }) => (port === undefined ? [] : { port }));
    return { ...(ports.length > 0 && { match: ports }), route };
  });
  if (tcp.length === 0) return draft;
  const others = tls.filter((entry) => !takesEverySNI(entry));
  return { ...draft, tcp, tls: others.length > 0 ? others : undefined };
}

function takesEverySNI({ match = [] }: TLSRoute): boolean {
  return match.some(({ sniHosts }) => sniHosts === undefined);
}

/**
 * Of several VirtualServices with `tcp` entries for one host a sidecar takes the first, by age in istiod and by name once
 * they are applied. Those of other namespaces are another matter (AF-75).
 */
export function withFirstTCP(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const groups = groupBy(drafts, (draft) =>
    draft.tcp !== undefined && draft.tls === undefined ? `${draft.namespace}/${draft.hosts[0]}` : draft,
  );
  return [...groups.values()].flatMap((group) => {
    if (group.length === 1) return group;
    const kept: VirtualServiceDraft[] = [];
    for (const draft of [...group].sort(compareDrafts)) {
      const winner = kept.find((earlier) => covers(earlier, draft));
      if (winner === undefined) kept.push(draft);
      else {
        const facts = { vs: draftName(draft), other: draftName(winner) };
        scope.say(messages.neverUsed(facts), atParentRef(draft));
      }
    }
    return inOrderOfNames(kept);
  });
}

/** Whether the connections that one takes are all taken by an earlier one. */
function covers(earlier: VirtualServiceDraft, later: VirtualServiceDraft): boolean {
  const ports = portsOf(earlier);
  return ports.has(undefined) || [...portsOf(later)].every((port) => ports.has(port));
}

function portsOf({ tcp = [] }: VirtualServiceDraft): ReadonlySet<number | undefined> {
  return new Set(tcp.flatMap(({ match }) => match?.map(({ port }) => port) ?? [undefined]));
}

function inOrderOfNames(drafts: readonly VirtualServiceDraft[]): readonly VirtualServiceDraft[] {
  const names = drafts.map(({ mirrorName }) => readableBase(mirrorName));
  const isOrdered = names.every((name, i) => i === 0 || compareBytes(names[i - 1] ?? '', name) < 0);
  if (isOrdered) return drafts;
  const width = String(drafts.length - 1).length;
  return drafts.map((draft, i) => ({
    ...draft,
    orderPrefix: `${String(i).padStart(width, '0')}-`,
    hashed: true,
  }));
}
