import { groupBy } from '../../model/group-by.ts';
import type { Resource } from '../../model/resource.ts';
import type { ConditionType, Issue } from '../issue.ts';

/** The issues that reach a condition, by the object they are about. */
export interface IssueIndex {
  /** Issues about the object itself. */
  of(resource: Resource): readonly Issue[];
  /** Issues about one of its listeners. */
  ofListener(resource: Resource, listener: number): readonly Issue[];
}

export function indexIssues(issues: readonly Issue[]): IssueIndex {
  const reaching = issues.filter(({ condition }) => condition !== undefined);
  const byResource = groupBy(reaching, ({ subject }) => subject.resource);
  const of = (resource: Resource): readonly Issue[] => byResource.get(resource) ?? [];
  return {
    of: (resource) => of(resource).filter(({ subject }) => subject.listener === undefined),
    ofListener: (resource, listener) => of(resource).filter(({ subject }) => subject.listener === listener),
  };
}

/** The issue that a condition shows when later ones override earlier ones. */
export function lastOf(issues: readonly Issue[], condition: ConditionType): Issue | undefined {
  return issues.findLast((issue) => issue.condition === condition);
}
