import type { HTTPRoute } from '../../model/istio.ts';
import { isWritable } from './backends.ts';
import type { RuleScope } from './rule-scope.ts';

type Mirrors = Pick<HTTPRoute, 'mirror' | 'mirrorPercentage' | 'mirrors'>;

/** Mirrors without those of no request (AF-54), as the release can say them (section 12); undefined if it cannot. */
export function applyReadyMirrors(rule: RuleScope, { mirrors = [] }: HTTPRoute): Mirrors | undefined {
  const effective = mirrors.filter(({ percentage }) => percentage === undefined || percentage.value !== undefined);
  if (!effective.every(({ destination }) => isWritable(rule, destination.host))) return undefined;
  const [only, ...others] = effective;
  if (only === undefined) return {};
  if (rule.scope.profile.has('mirrors')) return { mirrors: effective };
  if (others.length > 0) return rule.requires('mirrors', 'mirrors') ? {} : undefined;
  return { mirror: only.destination, mirrorPercentage: only.percentage };
}
