import { formatProtoDuration, parseGoDuration } from '../model/duration.ts';
import type { PolicyTargetReference, RetryConstraint, XBackendTrafficPolicySpec } from '../model/gateway-api.ts';
import type { RetryBudget } from '../model/istio.ts';
import type { Resource } from '../model/resource.ts';
import { reportIgnoredField } from './backend-tls.ts';
import type { ConvertedPolicies } from './backend-tls-policies.ts';
import type { ConvertContext } from './context.ts';
import type { PolicyContribution } from './destination-rules.ts';
import { type ConditionState, meshController, type PolicyStatus } from './policy-conditions.ts';
import { ignoredStatus, isIgnored } from './policy-ignoring.ts';
import { resolveTarget, type TargetKind } from './policy-targets.ts';

type Policy = Resource<XBackendTrafficPolicySpec>;

const supportedTargets: ReadonlySet<TargetKind> = new Set<TargetKind>(['Service']);
const defaultInterval = 10_000_000_000n;
const defaultCount = 10;
/** POL-46. */
const unsupported = 'Configuration is valid, but Istio does not support the following fields: sessionPersistence';

/** Converts the XBackendTrafficPolicies (chapter 30, section 6). */
export function convertBackendTrafficPolicies(context: ConvertContext): ConvertedPolicies {
  const { index, settings } = context;
  const crd = 'xbackendtrafficpolicies.gateway.networking.x-k8s.io';
  const contributions: PolicyContribution[] = [];
  const statuses = (settings.EnableAlphaGatewayAPI ? index.list(crd) : []).map((policy) => {
    if (isIgnored(policy)) return ignoredStatus(context, policy, (policy.spec.targetRefs ?? []).map(targetRefFields));
    const converted = convertPolicy(context, policy);
    for (const contribution of converted.contributions) contributions.push(contribution);
    return converted.status;
  });
  return { contributions, statuses };
}

function convertPolicy(
  context: ConvertContext,
  policy: Policy,
): { contributions: readonly PolicyContribution[]; status: PolicyStatus } {
  const { retryConstraint, sessionPersistence, targetRefs = [] } = policy.spec;
  reportIgnoredFields(context, policy);
  const retryBudget = retryConstraint && convertRetryBudget(retryConstraint);
  const message = sessionPersistence === undefined ? 'Configuration is valid' : unsupported;
  // POL-40: an error stays with the policy for all that follows.
  let accepted: ConditionState = { status: 'True', reason: 'Accepted', message };
  let assumed = false;
  const contributions: PolicyContribution[] = [];
  const entries = targetRefs.map((ref, i) => {
    const path = ['spec', 'targetRefs', i];
    const target = resolveTarget(context, policy, ref, path, supportedTargets);
    if ('error' in target) {
      const error = { reason: 'TargetNotFound', message: `targetRefs invalid: ${target.error}` };
      accepted = { status: 'False', ...error };
      context.report({
        subject: { resource: policy },
        condition: 'Accepted',
        ...error,
        place: { resource: policy, path },
        severity: 'soft',
        ...(target.absent && { target: target.absent }),
      });
    } else {
      assumed ||= target.assumed;
      const settings = { policy, path, target, loadBalancer: true, ...(retryBudget && { retryBudget }) } as const;
      for (const host of target.hosts) contributions.push({ ...settings, host });
    }
    return { controllerName: meshController, ref: targetRefFields(ref), conditions: { Accepted: accepted }, assumed };
  });
  return { contributions, status: { resource: policy, entries } };
}

/** POL-44. */
function convertRetryBudget({ budget, minRetryRate }: RetryConstraint): RetryBudget {
  const interval = budget?.interval === undefined ? undefined : parseGoDuration(budget.interval);
  return {
    percent: budget?.percent,
    budgetInterval: formatProtoDuration(interval ?? defaultInterval),
    minRetryConcurrency: (minRetryRate?.count ?? defaultCount) || undefined,
  };
}

function targetRefFields({
  group = '',
  kind = '',
  name = '',
}: PolicyTargetReference): Readonly<Record<string, string>> {
  return { group, kind, name };
}

function reportIgnoredFields(context: ConvertContext, policy: Policy): void {
  const { sessionPersistence, retryConstraint } = policy.spec;
  if (sessionPersistence !== undefined) {
    const place = { resource: policy, path: ['spec', 'sessionPersistence'] };
    const reason = 'field-ignored';
    context.report({ subject: { resource: policy }, reason, message: unsupported, place, severity: 'silent' });
  }
  const { count, interval } = retryConstraint?.minRetryRate ?? {};
  // Nobody wrote what the API server fills in.
  const defaulted = count === defaultCount && interval === '1s';
  if (interval !== undefined && !defaulted) {
    reportIgnoredField(context, policy, ['spec', 'retryConstraint', 'minRetryRate', 'interval']);
  }
}
