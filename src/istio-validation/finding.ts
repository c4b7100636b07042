import type { Path } from '../model/resource.ts';

/** A rule of Istio's validation, by its number in the specification. */
export type ValidationRule = `AP-${number}`;

/** Something that the cluster would refuse in an object (error), or that Istio's webhook would warn of. */
export interface ValidationFinding {
  readonly rule: ValidationRule;
  readonly severity: 'error' | 'warning';
  /** Istio's own text, where it has one. */
  readonly message: string;
  /** From the root of the object: `['spec', 'hosts', 0]`. A required field that is absent is named all the same. */
  readonly path: Path;
}
