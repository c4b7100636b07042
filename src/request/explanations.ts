import type { Deviation } from './deviation.ts';
import { deviations } from './deviations.ts';
import { type Disagreement, isSameMatch, isSameRule } from './disagreement.ts';

/** The known deviations that explain a disagreement, in their order. */
export function explanationsOf(disagreement: Disagreement): readonly Deviation[] {
  return deviations.filter(({ changes, explains }) => isConcerned(changes, disagreement) && explains(disagreement));
}

/** Whatever decides between rules explains nothing where both take the same one, and what a rule does nothing where they do not. */
function isConcerned(changes: Deviation['changes'], { difference, gatewayAPI, istio }: Disagreement): boolean {
  return (
    (changes.includes('rule') && !isSameMatch(gatewayAPI, istio)) ||
    (changes.includes(difference.aspect) && isSameRule(gatewayAPI, istio))
  );
}
