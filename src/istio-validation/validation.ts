import type { RegularExpressions } from '../model/regular-expressions.ts';
import type { Field } from './field.ts';
import type { ValidationRule } from './finding.ts';

/** The parts of `metadata` that rules look at. */
export interface ValidatedMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** Takes down one finding. */
export type Report = (rule: ValidationRule, at: Field<unknown>, message: string) => void;

/** What the checks of one object share. */
export interface Validation {
  readonly metadata: Field<ValidatedMetadata>;
  readonly namespace: string;
  /** Whether the object is let off some rules as one of those that istiod generates (AP-13). */
  readonly exempt: boolean;
  readonly expressions: RegularExpressions;
  readonly error: Report;
  readonly warning: Report;
}
