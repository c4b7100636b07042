import { wildcardsAbove } from '../model/hosts.ts';
import { isObject, objectsIn, valueAt } from '../model/json.ts';
import { serviceHost } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import type { RuleContext } from './rule.ts';

/** Finds what the DestinationRules of the input set for ports. */
export interface TrafficPolicies {
  /** The traffic policies for a host, and those for one of its ports; of all DestinationRules that name the host. */
  of(host: string, port: number | undefined): readonly unknown[];
}

/** Reads the DestinationRules once. Whose clients they are for does not matter: they speak for what the author knows of the host. */
export function createTrafficPolicies({ index, settings }: Pick<RuleContext, 'index' | 'settings'>): TrafficPolicies {
  const byHost = new Map<string, unknown[]>();
  for (const rule of index.list('destinationrules.networking.istio.io')) {
    const host = fullHost(rule, settings.domainSuffix);
    const known = byHost.get(host) ?? [];
    known.push(valueAt(rule.spec, ['trafficPolicy']));
    byHost.set(host, known);
  }
  return {
    of(host, port) {
      const policies = [host, ...wildcardsAbove(host)].flatMap((name) => byHost.get(name) ?? []);
      return policies.flatMap((policy) => [policy, ...ofPort(policy, port)]).filter(isObject);
    },
  };
}

/** A name without dots is that of a Service of the namespace. */
function fullHost({ spec, metadata }: Resource, domainSuffix: string): string {
  const host = valueAt(spec, ['host']);
  const name = typeof host === 'string' ? host : '';
  return name.includes('.') || name === '*' ? name : serviceHost(name, metadata.namespace, domainSuffix);
}

function ofPort(policy: unknown, port: number | undefined): readonly unknown[] {
  return objectsIn(policy, 'portLevelSettings').filter((settings) => valueAt(settings, ['port', 'number']) === port);
}
