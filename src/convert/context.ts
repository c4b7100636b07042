import type { Place } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import type { Issue } from './issue.ts';

/** An object that the input does not hold and that was taken to exist (open world), with what istiod says if it does not. */
export interface Assumption {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** istiod's answer for a missing object; undefined where it says nothing. */
  readonly message?: string;
  /** The first reference to it. */
  readonly place: Place;
}

/** What `convert` generates on request: resources that istiod keeps in its registry or applies to the cluster itself. */
export type Inclusion = 'backend-serviceentry' | 'inferencepool-service';

/** How istiod is set, and whether the input is all there is. */
export interface ConvertOptions {
  readonly settings: Settings;
  /** Closed world: what is not in the input does not exist. Default false. */
  readonly complete?: boolean;
  /** As in Istio's golden tests: what depends on statuses reads those of the input, not the ones computed here (RUN-15). Default false. */
  readonly singlePass?: boolean;
  /** What is generated besides Gateways, VirtualServices and DestinationRules. Default nothing. */
  readonly include?: readonly Inclusion[];
}

/** What every step of the conversion is given: what istiod sees, how it is set, and where decisions are recorded. */
export interface ConvertContext {
  /** The resources that istiod sees: those of other revisions and unwatched kinds are not in it. */
  readonly index: ResourceIndex;
  readonly settings: Settings;
  /** Closed world: what is not in the input does not exist. */
  readonly complete: boolean;
  /** What depends on statuses reads those of the input, not the ones computed here. */
  readonly singlePass: boolean;
  report(issue: Issue): void;
  /** Records that an absent object is taken to exist; only the first reference to it is kept. */
  assume(assumption: Assumption): void;
}

/** A context, and what was recorded in it. */
export interface Recording {
  readonly context: ConvertContext;
  readonly issues: readonly Issue[];
  readonly assumptions: ReadonlyMap<string, Assumption>;
}

/** A context with empty records. */
export function createContext(
  index: ResourceIndex,
  { settings, complete = false, singlePass = false }: ConvertOptions,
): Recording {
  const issues: Issue[] = [];
  const assumptions = new Map<string, Assumption>();
  const report = (issue: Issue) => {
    issues.push(issue);
  };
  const assume = (assumption: Assumption) => {
    const key = `${assumption.kind}/${assumption.namespace}/${assumption.name}`;
    if (!assumptions.has(key)) assumptions.set(key, assumption);
  };
  return { context: { index, settings, complete, singlePass, report, assume }, issues, assumptions };
}
