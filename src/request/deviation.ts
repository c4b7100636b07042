import type { Aspect } from './differences.ts';
import type { Disagreement } from './disagreement.ts';

/** A way in which Istio is known to depart from the Gateway API (chapter 60, section 4). */
export interface Deviation {
  readonly id: string;
  /** What each of the two does, in a line. */
  readonly text: string;
  /** The rules of chapter 60 and chapter 20 that it rests on. */
  readonly rules: readonly string[];
  /** What it can make differ: which rule takes a request, and with it anything; things that one rule does. None if no request shows it. */
  readonly changes: readonly ('rule' | Aspect)[];
  /** Whether it explains a disagreement about something that it changes. */
  readonly explains: (disagreement: Disagreement) => boolean;
}
