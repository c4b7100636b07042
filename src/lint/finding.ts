import type { Issue } from '../convert/issue.ts';
import type { Diagnostic, Related } from '../model/diagnostic.ts';
import type { FieldPlace, Place, Resource } from '../model/resource.ts';

/** Facts for machines; the keys are the catalogue's. */
export interface FindingData {
  /** What decided between two objects (LN-30). */
  readonly decidedBy?: Criterion;
  /** Whether it decides in a cluster too. */
  readonly certain?: boolean;
  readonly hosts?: readonly string[];
  readonly listeners?: readonly string[];
}

/** What decides which of two objects counts. */
export type Criterion = 'creationTimestamp' | 'namespace' | 'name' | 'rule order';

/** A change of the text that makes a finding vanish (LN-53). */
export interface Fix {
  readonly title: string;
  /** Keeps the author's evident intent; others are suggestions. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
  /** Objects to add, as YAML. */
  readonly creates?: readonly string[];
}

/**
 * A new scalar for the one at a place, in the quotes that are there; quotes around the one that is there; or a key to set in the map
 * that holds a written key.
 */
export type Edit =
  | { readonly place: Place; readonly newText: string }
  | { readonly place: Place; readonly quoted: true }
  | { readonly beside: FieldPlace; readonly key: string; readonly value: string };

/** A finding before it has lines and columns. */
export interface Finding extends Diagnostic {
  /** The object it is reported on. */
  readonly object?: Resource;
  /** Part of its identity (LN-72). */
  readonly subject: string;
  readonly related: readonly Related[];
  /** Lines to add somewhere, shown below the help. */
  readonly yaml?: readonly string[];
  readonly data?: FindingData;
  readonly fix?: Fix;
  readonly issue?: Issue;
  /** Where the rule stands for several codes of istioctl: the one that it is. */
  readonly istioctl?: string;
}
