import { compareCreation } from '../model/order.ts';
import type { Resource } from '../model/resource.ts';
import type { Criterion } from './finding.ts';

/** How it was decided which of two objects comes first, and what a message says of it. */
export interface Precedence {
  readonly decidedBy: Criterion;
  /** Whether a cluster decides alike. */
  readonly certain: boolean;
  /** The end of the message (LN-31), in parentheses. */
  readonly ending: string;
}

/**
 * Why of two objects the winner comes before the loser (LN-30 to LN-32): by their age, which files that say nothing of it leave open. Of
 * equal age the namespace decides, then the name; `tie` is the criterion where istiod compares otherwise.
 */
export function precedence(
  winner: Resource,
  loser: Resource,
  tie: 'namespace' | 'name' = winner.metadata.namespace === loser.metadata.namespace ? 'name' : 'namespace',
): Precedence {
  const dated = [winner, loser].every(({ metadata }) => metadata.creationTimestamp !== undefined);
  if (dated && compareCreation(winner, loser) !== 0) {
    return { decidedBy: 'creationTimestamp', certain: true, ending: '(decided by creationTimestamp)' };
  }
  if (dated) return { decidedBy: tie, certain: true, ending: `(decided by ${tie})` };
  const doubt =
    'the files carry no creationTimestamp, so in a cluster the older object wins and that may be the other one';
  return { decidedBy: tie, certain: false, ending: `(decided by ${tie}; ${doubt})` };
}
