import type { FindingPlace, LocatedFinding } from '../lint/located-finding.ts';
import type { RelatedRole } from '../model/diagnostic.ts';

/** Of two objects one of which counts, the one that a finding is not reported on. */
const rivals: ReadonlySet<RelatedRole> = new Set(['winner', 'loser', 'first', 'duplicate']);

/**
 * Where a finding is marked in somebody's files: at its place, and at the other object as well if a cluster may decide between the two the
 * other way round (LN-44). None for findings about the run.
 */
export function markedPlaces({ place, related, data }: LocatedFinding): readonly FindingPlace[] {
  if (place === undefined) return [];
  const rival = data?.certain === false ? related.find(({ role }) => rivals.has(role)) : undefined;
  return rival === undefined ? [place] : [place, rival.place];
}

/** The places for formats that cannot do without one: a finding about the run stands at the first place that it speaks of. */
export function placesOrFirstRelated(finding: LocatedFinding): readonly FindingPlace[] {
  const marked = markedPlaces(finding);
  const [first] = finding.related;
  return marked.length > 0 || first === undefined ? marked : [first.place];
}
