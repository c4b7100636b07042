import type { Issue } from '../convert/issue.ts';
import type { ConversionResult } from '../convert/result.ts';
import type { FieldPlace } from '../model/resource.ts';

/** An issue about two objects of which one loses to the other. */
export interface IssuePair {
  readonly issue: Issue;
  readonly loser: FieldPlace;
  readonly winner: FieldPlace;
  /** The loser is mere context, so the winner is reported (LN-20). */
  readonly onWinner: boolean;
}

/** The pairs among the issues of some reasons. */
export function issuePairs(
  { issues, contextIssues }: ConversionResult,
  reasons: readonly string[],
): readonly IssuePair[] {
  return [...issues, ...contextIssues].flatMap((issue) => {
    if (!reasons.includes(issue.reason)) return [];
    const winner = issue.related?.find(({ role }) => role === 'winner')?.place;
    if (winner === undefined) return [];
    return { issue, loser: issue.place, winner, onWinner: issue.subject.resource.origin.context };
  });
}
