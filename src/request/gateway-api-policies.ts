import type { ConversionResult } from '../convert/result.ts';
import type { PolicyTargetReference } from '../model/gateway-api.ts';
import { addToGroup } from '../model/group-by.ts';
import { serviceHost } from '../model/names.ts';
import { namespacedName, type Resource } from '../model/resource.ts';

/** Tells which policies act on a host; none of them is evaluated (RQ-5). */
export function createPolicyLookup({ seen, settings }: ConversionResult): (host: string) => readonly string[] {
  const byHost = new Map<string, [string, ...string[]]>();
  const add = (host: string, { kind, metadata }: Resource) => {
    addToGroup(byHost, host, `${kind} "${namespacedName(metadata)}"`);
  };
  const addTargets = (policy: Resource, targetRefs: readonly PolicyTargetReference[] = []) => {
    for (const { group = '', kind = '', name = '' } of targetRefs) {
      if (group === '' && kind === 'Service') {
        add(serviceHost(name, policy.metadata.namespace, settings.domainSuffix), policy);
      }
    }
  };
  for (const policy of seen.list('backendtlspolicies.gateway.networking.k8s.io')) {
    addTargets(policy, policy.spec.targetRefs);
  }
  for (const rule of seen.list('destinationrules.networking.istio.io')) {
    const host = hostOf(rule);
    if (host === undefined) continue;
    add(host.includes('.') ? host : serviceHost(host, rule.metadata.namespace, settings.domainSuffix), rule);
  }
  for (const policy of seen.list('xbackendtrafficpolicies.gateway.networking.x-k8s.io')) {
    addTargets(policy, policy.spec.targetRefs);
  }
  return (host) => byHost.get(host) ?? [];
}

/** The host of a DestinationRule, of which no more is read. */
function hostOf({ spec }: Resource): string | undefined {
  if (typeof spec !== 'object' || spec === null || !('host' in spec)) return undefined;
  return typeof spec.host === 'string' ? spec.host : undefined;
}
