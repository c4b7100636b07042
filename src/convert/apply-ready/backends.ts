import type { HTTPRoute, RouteDestination } from '../../model/istio.ts';
import { isFullHost } from './full-host.ts';
import { applyReadyHeaders } from './headers.ts';
import { messages } from './messages.ts';
import type { RuleScope } from './rule-scope.ts';

type Answer = Pick<HTTPRoute, 'directResponse' | 'fault' | 'route'>;

/** Where the requests of an entry go (AF-50 to AF-55); undefined if that is refused. */
export function applyReadyBackends(rule: RuleScope, { route = [], directResponse }: HTTPRoute): Answer | undefined {
  if (directResponse !== undefined) return { directResponse };
  const valid = route.filter(({ destination }) => destination.host !== undefined);
  if (!valid.every((destination) => isWritable(rule, destination.destination.host))) return undefined;
  if (valid.length === 0) return { directResponse: { status: 500 } };
  const invalidWeight = totalWeight(route) - totalWeight(valid);
  const fault = {
    abort: { httpStatus: 500, percentage: { value: percentage(invalidWeight, totalWeight(route)) } },
  };
  return {
    ...(invalidWeight > 0 && { fault }),
    route: valid.map(({ destination, weight, headers }) => ({
      destination,
      weight: valid.length === 1 ? undefined : weight,
      headers: applyReadyHeaders(rule, headers),
    })),
  };
}

/** Whether a host can be that of a destination (AF-52, AF-58); if not, that is said. */
export function isWritable(rule: RuleScope, host: string | undefined): boolean {
  if (host !== undefined && rule.scope.poolHosts.has(host)) {
    rule.say(messages.inferencePool({ vs: rule.vs, rule: rule.rule }), ['backendRefs']);
    return false;
  }
  if (host === undefined || isFullHost(host)) return true;
  rule.say(messages.destinationHost({ vs: rule.vs, rule: rule.rule, host }), ['backendRefs']);
  return false;
}

function totalWeight(route: readonly RouteDestination[]): number {
  return route.reduce((sum, { weight = 1 }) => sum + weight, 0);
}

/** Envoy counts in millionths. */
const precision = 10_000;

function percentage(part: number, whole: number): number {
  return Math.max(Math.round((100 * precision * part) / whole), 1) / precision;
}
