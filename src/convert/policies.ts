import { createAncestorLookup } from './ancestors.ts';
import { convertBackendTLSPolicies } from './backend-tls-policies.ts';
import { convertBackendTrafficPolicies } from './backend-traffic-policies.ts';
import type { ConvertContext } from './context.ts';
import { type DestinationRule, mergePolicies } from './destination-rules.ts';
import type { PolicyStatus } from './policy-conditions.ts';
import { convertXBackends } from './xbackends.ts';

/** What came of all policies and XBackends. */
export interface PolicyResult {
  readonly destinationRules: readonly DestinationRule[];
  readonly policyStatuses: readonly PolicyStatus[];
}

/** Converts everything that sets something for a backend, and pools it (POL-13). */
export function convertPolicies(context: ConvertContext): PolicyResult {
  const ancestors = createAncestorLookup(context);
  const converted = [
    convertBackendTLSPolicies(context, ancestors),
    convertBackendTrafficPolicies(context),
    convertXBackends(context, ancestors),
  ];
  return {
    destinationRules: mergePolicies(
      context,
      converted.flatMap(({ contributions }) => contributions),
    ),
    policyStatuses: converted.flatMap(({ statuses }) => statuses),
  };
}
