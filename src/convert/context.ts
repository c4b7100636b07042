import type { FieldPlace, ObjectName } from '../model/resource.ts';
import type { ResourceIndex } from '../model/resource-index.ts';
import type { Settings } from '../settings.ts';
import type { Issue } from './issue.ts';

/** A reference to something that may be absent, and what istiod says if it is. */
export interface Reference {
  readonly place: FieldPlace;
  /** istiod's answer for a missing object, and its reason; undefined where it says nothing. */
  readonly message?: string;
  readonly reason?: string;
}

/** An object that the input does not hold and that was taken to exist (open world). */
export interface Assumption extends ObjectName, Reference {
  /** All references to it, in the order in which they were met; the first one is the assumption's own. */
  readonly references: readonly Reference[];
}

/** What `convert` generates on request: resources that istiod keeps in its registry or applies to the cluster itself. */
export type Inclusion = 'backend-serviceentry' | 'inferencepool-service';

/** How istiod is set, and whether the input is all there is. */
export interface ConvertOptions {
  readonly settings: Settings;
  /** Closed world: what is not in the input does not exist. Default false. */
  readonly complete?: boolean;
  /** Namespaces of which the input holds only a part, in the closed world too. Default none. */
  readonly externalNamespaces?: ReadonlySet<string>;
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
  /** Whether what is not in the input does not exist in a namespace; `''` is for what is in none. */
  holdsAll(namespace: string): boolean;
  /** What depends on statuses reads those of the input, not the ones computed here. */
  readonly singlePass: boolean;
  report(issue: Issue): void;
  /** Records that an absent object is taken to exist, for the sake of a reference. */
  assume(object: ObjectName, reference: Reference): void;
}

/** An object that was taken to exist, and why. */
export interface AssumedObject {
  readonly object: ObjectName;
  readonly references: Reference[];
}

/** A context, and what was recorded in it. */
export interface Recording {
  readonly context: ConvertContext;
  readonly issues: readonly Issue[];
  readonly assumptions: ReadonlyMap<string, AssumedObject>;
}

/** A context with empty records. */
export function createContext(
  index: ResourceIndex,
  { settings, complete = false, externalNamespaces = new Set(), singlePass = false }: ConvertOptions,
): Recording {
  const holdsAll = (namespace: string) => complete && !externalNamespaces.has(namespace);
  return record({ index, settings, complete, holdsAll, singlePass });
}

/** The same istiod and input, with empty records. */
export function recordApart(context: ConvertContext): Recording {
  return record(context);
}

function record({
  index,
  settings,
  complete,
  holdsAll,
  singlePass,
}: Omit<ConvertContext, 'assume' | 'report'>): Recording {
  const issues: Issue[] = [];
  const assumptions = new Map<string, AssumedObject>();
  const report = (issue: Issue) => {
    issues.push(issue);
  };
  const assume = (object: ObjectName, reference: Reference) => {
    const key = `${object.kind}/${object.namespace}/${object.name}`;
    const known = assumptions.get(key);
    if (known === undefined) assumptions.set(key, { object, references: [reference] });
    else known.references.push(reference);
  };
  return { context: { index, settings, complete, holdsAll, singlePass, report, assume }, issues, assumptions };
}

/** The assumptions that count: references of mere context do not, as what they miss is the affair of those who check that context. */
export function describeAssumptions(assumed: Recording['assumptions']): readonly Assumption[] {
  return [...assumed.values()].flatMap(({ object, references }) => {
    const counting = references.filter(({ place }) => !isContext(place));
    const [first] = counting;
    return first === undefined ? [] : [{ ...object, ...first, references: counting }];
  });
}

/** Whether a place is in an object that is read but never emitted nor linted. */
export function isContext(place: FieldPlace): boolean {
  return place.resource.origin.context;
}
