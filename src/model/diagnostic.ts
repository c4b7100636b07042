import type { Place } from './resource.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a second place has to do with a message (LN-71). */
export type RelatedRole = 'winner' | 'loser' | 'first' | 'duplicate' | 'target' | 'near-miss' | 'cause' | 'also';

/** A second place that a message speaks of. */
export interface Related<At extends Place = Place> {
  /** Default `also`. */
  readonly role?: RelatedRole;
  readonly message: string;
  readonly place: At;
}

/** One message for the user about the input. Codes and names are those of the rule catalogue (spec chapter 70). */
export interface Diagnostic {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  readonly related?: readonly Related[];
  readonly help?: string;
  /** The value is a text that YAML reads as something else, and would be right in quotes. */
  readonly wantsQuotes?: true;
  /** The one text that can be meant by the value. */
  readonly meant?: string;
}
