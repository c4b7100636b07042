import type { Related } from '../model/diagnostic.ts';
import type { FieldPlace } from '../model/resource.ts';
import type { FindingDraft } from './rule.ts';

/** One of the two objects that a finding is about. */
export interface PairSide {
  readonly place: FieldPlace;
  /** What it is, where the finding sits on the other one. */
  readonly related: Pick<Related, 'message' | 'role'>;
}

/** Where a finding about two objects sits. */
export interface PairPlaces extends Required<Pick<FindingDraft, 'place' | 'related'>> {
  /** It is told of the other object, as that which it belongs to is mere context. */
  readonly onOther: boolean;
}

/** Places a finding on the object that it belongs to or, where that is mere context and the other is not, on the other one (LN-20). */
export function pairPlaces(own: PairSide, other: PairSide): PairPlaces {
  const onOther = own.place.resource.origin.context && !other.place.resource.origin.context;
  const [reported, partner] = onOther ? [other, own] : [own, other];
  return { onOther, place: reported.place, related: [{ ...partner.related, place: partner.place }] };
}
