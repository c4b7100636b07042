import type { Related } from '../model/diagnostic.ts';
import { groupBy } from '../model/group-by.ts';
import type { ClientTLSSettings, DestinationRuleSpec, RetryBudget } from '../model/istio.ts';
import { destinationRuleName } from '../model/names.ts';
import { compareBytes, compareCreation, compareNames } from '../model/order.ts';
import type { FieldPlace, Path, Resource } from '../model/resource.ts';
import type { ConvertContext } from './context.ts';
import type { TargetKind } from './policy-targets.ts';

/** What one policy sets for one host of one target. */
export interface PolicyContribution {
  readonly policy: Resource;
  /** Path of the targetRef it comes from. */
  readonly path: Path;
  readonly target: { readonly kind: TargetKind; readonly namespace: string; readonly name: string };
  readonly host: string;
  /** TLS settings, for one port if `port` is set. */
  readonly tls?: ClientTLSSettings;
  /** Settings of a named port or of a port number: such TLS has a slot of its own (POL-18). */
  readonly port?: { readonly number: number; readonly section?: string };
  /** Set by XBackendTrafficPolicies: an empty load balancer and the retry budget (POL-20). */
  readonly loadBalancer?: true;
  readonly retryBudget?: RetryBudget;
}

/** A generated DestinationRule, before it is given one of its two renderings. */
export interface DestinationRule {
  readonly name: string;
  readonly namespace: string;
  readonly spec: DestinationRuleSpec;
  readonly target: PolicyContribution['target'];
  /** The policies that have a part in it, the one of the highest precedence first. */
  readonly policies: readonly Resource[];
}

/** One DestinationRule for each target and host; in every slot the first contribution wins (POL-13 to POL-22). */
export function mergePolicies(
  context: ConvertContext,
  contributions: readonly PolicyContribution[],
): readonly DestinationRule[] {
  const byTarget = groupBy(
    contributions,
    ({ target, host }) => `${target.kind}/${target.namespace}/${target.name}/${host}`,
  );
  const rules = [...byTarget.values()].map((ofTarget) => mergeTarget(context, ofTarget.sort(compareContributions)));
  reportSharedNames(context, rules);
  return rules;
}

/** POL-14: names hide whether a host has a dot or a dash, so that two hosts may come to one name. */
function reportSharedNames(context: ConvertContext, rules: readonly DestinationRule[]): void {
  for (const sharing of groupBy(rules, ({ namespace, name }) => `${namespace}/${name}`).values()) {
    const last = sharing.at(-1);
    for (const rule of sharing.slice(0, -1)) if (last !== undefined) reportSharedName(context, rule, last);
  }
}

function reportSharedName(context: ConvertContext, rule: DestinationRule, by: DestinationRule): void {
  const [place, otherPlace] = [hostPlace(context, rule), hostPlace(context, by)];
  if (place === undefined || otherPlace === undefined) return;
  const { kind, namespace, name } = by.target;
  const message = `generated DestinationRule "${namespace}/${rule.name}" is also generated from host "${by.spec.host}" of ${kind} "${namespace}/${name}"; one overwrites the other`;
  const related = [{ role: 'winner' as const, message: 'the host that overwrites it', place: otherPlace }];
  const subject = { resource: place.resource };
  context.report({ subject, reason: 'name-overwritten', message, place, related, severity: 'silent' });
}

/** Where the host of a rule is written. */
function hostPlace({ index }: ConvertContext, { spec, target }: DestinationRule) {
  const { kind, namespace, name } = target;
  if (kind === 'XBackend') {
    const backend = index.get('xbackends.gateway.networking.x-k8s.io', namespace, name);
    return backend && { resource: backend, path: ['spec', 'externalHostname', 'hostname'] };
  }
  const entry = index.get('serviceentries.networking.istio.io', namespace, name);
  return entry && { resource: entry, path: ['spec', 'hosts', entry.spec.hosts?.indexOf(spec.host ?? '') ?? 0] };
}

/** POL-17; where istiod's order is undefined, the kind decides. */
function compareContributions(a: PolicyContribution, b: PolicyContribution): number {
  return (
    compareCreation(a.policy, b.policy) ||
    compareNames(a.policy, b.policy) ||
    compareBytes(a.policy.kind, b.policy.kind)
  );
}

/** The settings of a DestinationRule, and which policy won each. */
interface Slots {
  tls?: { readonly value: ClientTLSSettings; readonly winner: Resource };
  loadBalancer?: { readonly winner: Resource };
  retryBudget?: RetryBudget;
  readonly ports: Map<string, { readonly number: number; readonly tls: ClientTLSSettings; readonly winner: Resource }>;
}

function mergeTarget(context: ConvertContext, contributions: readonly PolicyContribution[]): DestinationRule {
  const slots: Slots = { ports: new Map() };
  const policies = new Set<Resource>();
  for (const contribution of contributions) {
    const winner = fillSlots(slots, contribution);
    if (winner.blocking === undefined) policies.add(contribution.policy);
    const other = winner.blocking ?? winner.beside;
    if (other !== undefined) reportLoss(context, contribution, other);
  }
  const [{ target, host } = unreachable()] = contributions;
  const portLevelSettings = [...slots.ports.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, tls }) => ({ port: { number }, tls }));
  const trafficPolicy = {
    tls: slots.tls?.value,
    loadBalancer: slots.loadBalancer && {},
    retryBudget: slots.retryBudget,
    portLevelSettings: portLevelSettings.length === 0 ? undefined : portLevelSettings,
  };
  const name = destinationRuleName(target.name, target.kind === 'Service' ? undefined : host);
  return { name, namespace: target.namespace, spec: { host, trafficPolicy }, target, policies: [...policies] };
}

function unreachable(): never {
  throw new Error('a DestinationRule without contributions');
}

/** Who had the slot first: `blocking` ends the contribution, `beside` costs it only the settings of a port (POL-19). */
interface Outcome {
  readonly blocking?: Resource;
  readonly beside?: Resource;
}

function fillSlots(slots: Slots, { policy, tls, port, loadBalancer, retryBudget }: PolicyContribution): Outcome {
  let beside: Resource | undefined;
  if (tls !== undefined && port !== undefined) {
    const key = port.section === undefined ? `${port.number}` : `section ${port.section}`;
    const taken = slots.ports.get(key);
    if (taken === undefined) slots.ports.set(key, { number: port.number, tls, winner: policy });
    else beside = taken.winner;
  } else if (tls !== undefined) {
    if (slots.tls !== undefined) return { blocking: slots.tls.winner };
    slots.tls = { value: tls, winner: policy };
  }
  if (loadBalancer) {
    if (slots.loadBalancer !== undefined) return { blocking: slots.loadBalancer.winner };
    slots.loadBalancer = { winner: policy };
    if (retryBudget !== undefined) slots.retryBudget = retryBudget;
  }
  return beside === undefined ? {} : { beside };
}

/** Points at the policy that another one lost to. */
export function winningPolicy(resource: Resource): Related<FieldPlace> {
  return { role: 'winner', message: 'the policy that counts', place: { resource, path: ['metadata', 'name'] } };
}

/** Reports that istiod takes no account of a contribution. */
export function reportLoss(
  context: ConvertContext,
  { policy, path, host }: PolicyContribution,
  winner: Resource,
): void {
  if (policy === winner) return;
  const message = `shadowed: ${winner.kind} "${winner.metadata.name}" already sets this for "${host}"`;
  const place = { resource: policy, path };
  const related = [winningPolicy(winner)];
  const reason = 'contribution-lost';
  context.report({ subject: { resource: policy }, reason, message, place, related, severity: 'silent' });
}
