import { groupBy } from '../../model/group-by.ts';
import { inOrderOfNames } from './mesh-order.ts';
import { messages } from './messages.ts';
import type { ApplyReadyScope } from './scope.ts';
import { atParentRef, compareDrafts, draftName, type VirtualServiceDraft } from './virtual-service-draft.ts';

/**
 * Of several VirtualServices with `tcp` entries for one host a sidecar takes the first, by age in istiod and by name once
 * they are applied. One that istiod never takes is left out; of another namespace clients there take it first (AF-75).
 */
export function withFirstTCP(
  scope: ApplyReadyScope,
  drafts: readonly VirtualServiceDraft[],
): readonly VirtualServiceDraft[] {
  const groups = groupBy(drafts, (draft) => (draft.tcp === undefined ? draft : draft.hosts[0]));
  return [...groups.values()].flatMap((group) => {
    if (group.length === 1) return group;
    const kept: VirtualServiceDraft[] = [];
    for (const draft of [...group].sort(compareDrafts)) {
      const winner = kept.find((earlier) => earlier.namespace === draft.namespace && covers(earlier, draft));
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
