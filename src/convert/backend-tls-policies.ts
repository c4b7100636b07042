import type { BackendTLSPolicySpec, PolicyTargetReference } from '../model/gateway-api.ts';
import { groupBy } from '../model/group-by.ts';
import { groups } from '../model/names.ts';
import { compareBytes, compareCreation } from '../model/order.ts';
import type { ObjectName, Path, Resource } from '../model/resource.ts';
import type { AncestorGateway, AncestorLookup } from './ancestors.ts';
import { type BackendTLS, convertBackendTLS, reportIgnoredField } from './backend-tls.ts';
import type { ConvertContext } from './context.ts';
import { type PolicyContribution, winningPolicy } from './destination-rules.ts';
import { type ConditionState, meshController, type PolicyStatus, type PolicyStatusEntry } from './policy-conditions.ts';
import { ignoredStatus, isIgnored } from './policy-ignoring.ts';
import { type PolicyTarget, resolveTarget, type TargetKind } from './policy-targets.ts';

type Policy = Resource<BackendTLSPolicySpec>;

/** What policies of one kind come to. */
export interface ConvertedPolicies {
  readonly contributions: readonly PolicyContribution[];
  readonly statuses: readonly PolicyStatus[];
}

const supportedTargets: ReadonlySet<TargetKind> = new Set<TargetKind>(['Service', 'ServiceEntry']);

/** Converts the BackendTLSPolicies (chapter 30, section 5). */
export function convertBackendTLSPolicies(context: ConvertContext, ancestors: AncestorLookup): ConvertedPolicies {
  const policies = context.index.list('backendtlspolicies.gateway.networking.k8s.io');
  const active = policies.filter((policy) => !isIgnored(policy));
  const rivals = indexRivals(active);
  const contributions: PolicyContribution[] = [];
  const statuses = policies.map((policy) => {
    if (isIgnored(policy)) return ignoredStatus(context, policy, (policy.spec.targetRefs ?? []).map(targetRefFields));
    const converted = convertPolicy(context, policy, rivals, ancestors);
    for (const contribution of converted.contributions) contributions.push(contribution);
    return converted.status;
  });
  return { contributions, statuses };
}

/**
 * Of all policies that name a target the one of highest priority, and the next one of another uid; by the identity of the target.
 * Unset and empty section names differ (POL-29, POL-31).
 */
type Rivals = ReadonlyMap<string, readonly Policy[]>;

function indexRivals(policies: readonly Policy[]): Rivals {
  const named = policies.flatMap((policy) =>
    (policy.spec.targetRefs ?? []).map((ref) => ({ policy, key: rivalKey(policy, ref) })),
  );
  const rivals = new Map<string, readonly Policy[]>();
  for (const [key, group] of groupBy(named, (one) => one.key)) {
    const [{ policy: first }, ...others] = group.sort((a, b) => byPriority(a.policy, b.policy));
    const next = others.find(({ policy }) => uidOf(policy) !== uidOf(first));
    rivals.set(key, next === undefined ? [first] : [first, next.policy]);
  }
  return rivals;
}

function uidOf({ metadata }: Policy): string {
  return metadata.uid ?? '';
}

function rivalKey(
  { metadata }: Policy,
  { group = '', kind = '', name = '', sectionName }: PolicyTargetReference,
): string {
  return JSON.stringify([metadata.namespace, group, kind, name, sectionName ?? null]);
}

/** The policy of highest priority that outranks this one for a target. Policies of equal uid count as one (POL-33). */
function conflicting(rivals: Rivals, policy: Policy, ref: PolicyTargetReference): Policy | undefined {
  const rival = rivals.get(rivalKey(policy, ref))?.find((other) => uidOf(other) !== uidOf(policy));
  return rival !== undefined && byPriority(rival, policy) < 0 ? rival : undefined;
}

function byPriority(a: Policy, b: Policy): number {
  return compareCreation(a, b) || compareBytes(a.metadata.name, b.metadata.name);
}

function convertPolicy(
  context: ConvertContext,
  policy: Policy,
  rivals: Rivals,
  ancestors: AncestorLookup,
): { contributions: readonly PolicyContribution[]; status: PolicyStatus } {
  const tls = convertBackendTLS(context, policy, policy.spec.validation ?? {}, ['spec', 'validation']);
  if (policy.spec.options !== undefined) reportIgnoredField(context, policy, ['spec', 'options']);
  const { resolvedRefs } = tls;
  // POL-40: an error stays with the policy for all that follows.
  let accepted: ConditionState = tls.accepted;
  const contributions: PolicyContribution[] = [];
  const entries: PolicyStatusEntry[] = [];
  const gateways = new Map<string, AncestorGateway>();
  let assumed = false;
  (policy.spec.targetRefs ?? []).forEach((ref, i) => {
    const path = ['spec', 'targetRefs', i];
    const judged = judgeTarget(context, policy, ref, path, rivals);
    if (judged.error !== undefined) {
      const { reason, message } = judged.error;
      accepted = { status: 'False', reason, message };
      reportTarget(context, policy, judged.error, path);
    } else if (judged.target !== undefined) {
      for (const one of contribute(policy, judged.target, ref, tls, path)) contributions.push(one);
    }
    assumed ||= judged.target?.assumed ?? false;
    if (judged.target !== undefined) {
      const { kind, namespace, name } = judged.target;
      for (const gateway of ancestors(kind, namespace, name))
        gateways.set(`${gateway.namespace}/${gateway.name}`, gateway);
    }
    const conditions = { Accepted: accepted, ResolvedRefs: resolvedRefs };
    entries.push({ controllerName: meshController, ref: targetRefFields(ref), conditions, assumed });
  });
  const conditions = { Accepted: accepted, ResolvedRefs: resolvedRefs };
  for (const [, { name }] of [...gateways].sort(([a], [b]) => compareBytes(a, b))) {
    // POL-37: without the Gateway's namespace.
    const ref = { group: groups.gateway, kind: 'Gateway', name };
    entries.push({ controllerName: context.settings.ManagedGatewayController, ref, conditions, assumed });
  }
  return { contributions, status: { resource: policy, entries } };
}

interface JudgedTarget {
  /** Set also for a target that another policy holds. */
  readonly target?: PolicyTarget;
  readonly error?: TargetError;
}

interface TargetError {
  readonly reason: string;
  readonly message: string;
  /** Field of the targetRef that is to blame, if it is not the whole. */
  readonly field?: string;
  readonly winner?: Policy;
  /** The target, where it does not exist. */
  readonly absent?: ObjectName;
}

function reportTarget(
  context: ConvertContext,
  policy: Policy,
  { reason, message, field, winner, absent }: TargetError,
  path: Path,
): void {
  context.report({
    subject: { resource: policy },
    condition: 'Accepted',
    reason,
    message,
    place: { resource: policy, path: field === undefined ? path : [...path, field] },
    ...(winner && { related: [winningPolicy(winner)] }),
    ...(absent && { target: absent }),
    severity: 'soft',
  });
}

function judgeTarget(
  context: ConvertContext,
  policy: Policy,
  ref: PolicyTargetReference,
  path: Path,
  rivals: Rivals,
): JudgedTarget {
  const target = resolveTarget(context, policy, ref, path, supportedTargets);
  const invalid = (error: string, more: Pick<TargetError, 'absent' | 'field'>) => ({
    error: { reason: 'TargetNotFound', message: `targetRefs invalid: ${error}`, ...more },
  });
  if ('error' in target) return invalid(target.error, target.absent ? { absent: target.absent } : {});
  const { kind, namespace, name } = target;
  if (ref.sectionName && !target.assumed && target.portNumber(ref.sectionName) === undefined) {
    const field = 'sectionName';
    return invalid(`sectionName "${ref.sectionName}" does not exist in ${kind} ${namespace}/${name}`, { field });
  }
  const winner = conflicting(rivals, policy, ref);
  if (winner === undefined) return { target };
  const message = `Conflicts with BackendTLSPolicy "${winner.metadata.name}" targeting the same backend`;
  return { target, error: { reason: 'Conflicted', message, winner } };
}

function contribute(
  policy: Policy,
  target: PolicyTarget,
  { sectionName }: PolicyTargetReference,
  { tls }: BackendTLS,
  path: Path,
): readonly PolicyContribution[] {
  const number = sectionName ? target.portNumber(sectionName) : undefined;
  // The port of a name is known only where its Service is.
  if (sectionName && number === undefined) return [];
  const port = sectionName && number !== undefined ? { number, section: sectionName } : undefined;
  return target.hosts.map((host) => ({ policy, path, target, host, tls, ...(port && { port }) }));
}

/** The fields of a targetRef as statuses repeat them: the group even when empty, the section name only if set (POL-36). */
function targetRefFields({
  group = '',
  kind = '',
  name = '',
  sectionName,
}: PolicyTargetReference): Readonly<Record<string, string>> {
  return { group, kind, name, ...(sectionName !== undefined && { sectionName }) };
}
