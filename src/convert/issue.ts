import type { Related } from '../model/diagnostic.ts';
import type { FieldPlace, ObjectName, Resource } from '../model/resource.ts';

/** Types of the conditions that istiod writes for Gateways, listeners, ListenerSets and routes. */
export type ConditionType =
  | 'Accepted'
  | 'Conflicted'
  | 'InsecureFrontendValidationMode'
  | 'Programmed'
  | 'ResolvedRefs'
  | 'ResolvedWaypoints';

/** What a decision was taken about: an object, one of its listeners, or one of its parentRefs. */
export interface Subject {
  readonly resource: Resource;
  /** Index in `spec.listeners`. */
  readonly listener?: number;
  /** Index in `spec.parentRefs`. */
  readonly parentRef?: number;
  /** Index in `spec.rules`. */
  readonly rule?: number;
}

/** Which conversion of a route's rules an issue belongs to (RT-31). */
export type Flavour = 'gateway' | 'mesh';

/**
 * A decision of istiod that goes against an object, with istiod's own text.
 * `hard` and `soft` reach a condition; `silent` ones istiod writes nowhere and `reason` is their tag (LN-3).
 */
export interface Issue {
  readonly subject: Subject;
  readonly condition?: ConditionType;
  readonly reason: string;
  readonly message: string;
  readonly place: FieldPlace;
  readonly related?: readonly Related<FieldPlace>[];
  readonly severity: 'hard' | 'soft' | 'silent';
  /** The object that is referred to, where the issue is about a reference. */
  readonly target?: ObjectName;
  /** The object that makes the target useless, where it is another one. */
  readonly cause?: ObjectName;
  readonly flavour?: Flavour;
  /** An error of a mirror that was left out: it is told behind those of the backends (RT-111). */
  readonly part?: 'mirror';
}
