import type { Diagnostic } from '../../model/diagnostic.ts';
import { splitApiVersion } from '../../model/kinds.ts';
import { groups } from '../../model/names.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const experimentalField: Rule = {
  code: 'GWX0802',
  name: 'experimental-field',
  severity: 'warning',
  description: 'a field or value exists only in the experimental channel of Gateway API',
  rationale: 'The CRDs of the standard channel drop the field, so that it has no effect in a cluster that has them.',
  remedy: 'remove the field, or choose --channel experimental if the cluster has those CRDs',
  examples: { bad: 'rules:\n- retry: {attempts: 3}', good: 'rules:\n- timeouts: {request: 10s}' },
  check: fromDiagnostics('experimental-field', { where: (diagnostic) => !isExperimentalKind(diagnostic) }),
};

/** Kinds of this group say by their name what they are. */
function isExperimentalKind({ place }: Diagnostic): boolean {
  const apiVersion = place !== undefined && 'resource' in place ? place.resource.apiVersion : '';
  return splitApiVersion(apiVersion).group === groups.gatewayExperimental;
}
