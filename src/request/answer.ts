import type { Comparison } from './compare.ts';
import type { Evaluation, Request } from './request.ts';

/** Who answers what becomes of a request. */
export type EvaluatorName = 'gatewayAPI' | 'istio';

/** What becomes of a request, by each evaluator that was asked. */
export interface Answer {
  readonly request: Request;
  /** What the user calls the request. */
  readonly name?: string;
  readonly gatewayAPI?: Evaluation;
  readonly istio?: Evaluation;
  /** Where both were asked. */
  readonly comparison?: Comparison;
  /** Remarks that concern neither of them alone. */
  readonly notes: readonly string[];
  /** What was expected and does not hold, by evaluator; undefined where nothing was expected. */
  readonly unmet?: Readonly<Partial<Record<EvaluatorName, readonly string[]>>>;
}
