import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import type { Issue } from './issue.ts';
import type { Assumption } from './result.ts';

/** What every step of the conversion is given: what istiod sees, how it is set, and where decisions are recorded. */
export interface ConvertContext {
  /** The resources that istiod sees: those of other revisions and unwatched kinds are not in it. */
  readonly index: ResourceIndex;
  readonly settings: Settings;
  /** Closed world: what is not in the input does not exist. */
  readonly complete: boolean;
  report(issue: Issue): void;
  /** Records that an absent object is taken to exist; only the first reference to it is kept. */
  assume(assumption: Assumption): void;
}

export interface RecordingContext extends ConvertContext {
  readonly issues: readonly Issue[];
  readonly assumptions: readonly Assumption[];
}

/** A context with empty records. */
export function createContext(index: ResourceIndex, settings: Settings, complete: boolean): RecordingContext {
  const issues: Issue[] = [];
  const assumptions = new Map<string, Assumption>();
  return {
    index,
    settings,
    complete,
    issues,
    get assumptions() {
      return [...assumptions.values()];
    },
    report: (issue) => {
      issues.push(issue);
    },
    assume: (assumption) => {
      const key = `${assumption.kind}/${assumption.namespace}/${assumption.name}`;
      if (!assumptions.has(key)) assumptions.set(key, assumption);
    },
  };
}
