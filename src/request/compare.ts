import type { ConversionResult } from '../convert/result.ts';
import type { Deviation } from './deviation.ts';
import { deviations } from './deviations.ts';
import { type Difference, differences } from './differences.ts';
import { explanationsOf } from './explanations.ts';
import type { Evaluation, Request } from './request.ts';

/** How the answers of the two evaluators compare. */
export interface Comparison {
  readonly differences: readonly Difference[];
  /** The known deviations that explain differences, each once. */
  readonly deviations: readonly Deviation[];
  /** Differences that none of them explains: a mistake in gwx, or something new about Istio. */
  readonly unexplained: readonly Difference[];
}

/** Compares what the Gateway API and what Istio says about a request. */
export function compare(
  gatewayAPI: Evaluation,
  istio: Evaluation,
  request: Request,
  result: ConversionResult,
): Comparison {
  const found = differences(gatewayAPI, istio);
  const explained = new Set<Deviation>();
  const unexplained: Difference[] = [];
  for (const difference of found) {
    const reasons = explanationsOf({ difference, request, gatewayAPI, istio, result });
    if (reasons.length === 0) unexplained.push(difference);
    for (const reason of reasons) explained.add(reason);
  }
  return { differences: found, deviations: deviations.filter((deviation) => explained.has(deviation)), unexplained };
}
