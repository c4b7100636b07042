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
  const byResource = new Map<Resource, Issue[]>();
  for (const issue of issues) {
    if (issue.condition === undefined) continue;
    const ofResource = byResource.get(issue.subject.resource);
    if (ofResource === undefined) byResource.set(issue.subject.resource, [issue]);
    else ofResource.push(issue);
  }
  const of = (resource: Resource) => byResource.get(resource) ?? [];
  return {
    of: (resource) => of(resource).filter(({ subject }) => subject.listener === undefined),
    ofListener: (resource, listener) => of(resource).filter(({ subject }) => subject.listener === listener),
  };
}

/** The issue that a condition shows when later ones override earlier ones. */
export function lastOf(issues: readonly Issue[], condition: ConditionType): Issue | undefined {
  return issues.findLast((issue) => issue.condition === condition);
}
