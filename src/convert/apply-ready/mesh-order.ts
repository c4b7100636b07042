import { compareBytes } from '../../model/order.ts';
import { readableBase } from './names.ts';
import type { VirtualServiceDraft } from './virtual-service-draft.ts';

/** Gives drafts names by which they come in their order once they are applied, when all are of one age. */
export function inOrderOfNames(drafts: readonly VirtualServiceDraft[]): readonly VirtualServiceDraft[] {
  const isOrdered = drafts.every((draft, i) => {
    const before = drafts[i - 1];
    return before === undefined || compareNames(before, draft) < 0;
  });
  if (isOrdered) return drafts;
  const width = String(drafts.length - 1).length;
  return drafts.map((draft, i) => ({
    ...draft,
    orderPrefix: `${String(i).padStart(width, '0')}-`,
    hashed: true,
  }));
}

function compareNames(a: VirtualServiceDraft, b: VirtualServiceDraft): number {
  return compareBytes(readableBase(a.mirrorName), readableBase(b.mirrorName)) || compareBytes(a.namespace, b.namespace);
}
