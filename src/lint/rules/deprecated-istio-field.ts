import { valueAt } from '../../model/json.ts';
import { crdOf } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const deprecatedIstioField: Rule = {
  code: 'GWX1020',
  name: 'deprecated-istio-field',
  severity: 'warning',
  description: 'a field or kind of Istio is deprecated or has no effect any more',
  rationale: 'Istio ignores the field, or will in a later release.',
  remedy: 'use what the message names',
  examples: { bad: 'fault: {delay: {percent: 50}}', good: 'fault: {delay: {percentage: {value: 50}}}' },
  equivalents: { istioctl: ['IST0002'] },
  check(context) {
    checkVirtualServices(context);
    checkSidecars(context);
    checkRemovedKinds(context);
  },
};

function checkVirtualServices({ index, report }: RuleContext): void {
  for (const resource of index.list('virtualservices.networking.istio.io')) {
    for (const [i, { fault }] of (resource.spec.http ?? []).entries()) {
      const percent = fault?.delay?.percent ?? 0;
      if (percent <= 0) continue;
      report({
        message: 'Deprecated: HTTPRoute.fault.delay.percent is deprecated; use HTTPRoute.fault.delay.percentage',
        place: { resource, path: ['spec', 'http', i, 'fault', 'delay', 'percent'] },
        help: `write percentage: {value: ${percent}}`,
      });
    }
  }
}

function checkSidecars({ index, report }: RuleContext): void {
  for (const resource of index.list('sidecars.networking.istio.io')) {
    if (resource.spec.outboundTrafficPolicy?.egressProxy === undefined) continue;
    const place = { resource, path: ['spec', 'outboundTrafficPolicy', 'egressProxy'] };
    report({ message: 'Deprecated: OutboundTrafficPolicy.EgressProxy ignored', place, help: 'remove it' });
  }
}

const removedGroup = 'rbac.istio.io';
const removedCrds = [
  'clusterrbacconfigs.rbac.istio.io',
  'rbacconfigs.rbac.istio.io',
  'servicerolebindings.rbac.istio.io',
  'serviceroles.rbac.istio.io',
] as const;

/** Objects of kinds that Istio has given up, and the definitions of these kinds. */
function checkRemovedKinds({ index, report }: RuleContext): void {
  const objects: readonly Resource[] = removedCrds.flatMap((crd): readonly Resource[] => index.list(crd));
  const definitions = index.list('customresourcedefinitions.apiextensions.k8s.io');
  for (const resource of objects) say(resource, resource.kind);
  for (const resource of definitions) {
    const group = valueAt(resource.spec, ['group']);
    const kind = valueAt(resource.spec, ['names', 'kind']);
    const isRemoved =
      group === removedGroup && typeof kind === 'string' && crdOf(`${removedGroup}/v1alpha1`, kind) !== undefined;
    if (isRemoved) say(resource, kind);
  }

  function say(resource: Resource, kind: string): void {
    report({
      message: `Deprecated: Custom resource type ${removedGroup} ${kind} is removed`,
      place: { resource, path: ['kind'] },
      help: 'remove it, and write AuthorizationPolicies of security.istio.io in its place',
    });
  }
}
