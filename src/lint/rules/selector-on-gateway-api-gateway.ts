import type { HandledGateway } from '../../convert/gateways.ts';
import { groupBy } from '../../model/group-by.ts';
import type { PolicySpec } from '../../model/istio-fields/policy.ts';
import { indexLabels, type LabelIndex } from '../../model/label-index.ts';
import { labels } from '../../model/names.ts';
import type { Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

const policyCrds = [
  'authorizationpolicies.security.istio.io',
  'requestauthentications.security.istio.io',
  'telemetries.telemetry.istio.io',
  'wasmplugins.extensions.istio.io',
] as const;

export const selectorOnGatewayApiGateway: Rule = {
  code: 'GWX0909',
  name: 'selector-on-gateway-api-gateway',
  severity: 'warning',
  description: 'a policy picks the pods of a Gateway API Gateway by a selector',
  rationale:
    'For the workload of a Gateway of the Gateway API istiod looks at targetRefs alone: the policy applies to nothing there.',
  remedy: 'name the Gateway in targetRefs',
  examples: {
    bad: 'selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: public}}',
    good: 'targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: public}]',
  },
  equivalents: { istioctl: ['IST0166'] },
  check(context) {
    const managed = context.conversion.gateways.filter((gateway) => gateway.managed);
    const byNamespace = new Map(
      [...groupBy(managed, ({ resource }) => resource.metadata.namespace)].map(([namespace, gateways]) => {
        return [namespace, indexLabels(gateways, podLabels)];
      }),
    );
    for (const policy of policyCrds.flatMap((crd) => context.index.list(crd))) {
      const { selector, targetRef, targetRefs = [] } = policy.spec;
      const wanted = selector?.matchLabels ?? {};
      if (targetRef !== undefined || targetRefs.length > 0 || Object.keys(wanted).length === 0) continue;
      const gateway = pickedGateway(context, policy, wanted, byNamespace.get(policy.metadata.namespace));
      if (gateway !== undefined) reportPolicy(context, policy, gateway);
    }
  },
};

/** The name of a Gateway that the selector means, or whose pods it picks. */
function pickedGateway(
  { istio }: RuleContext,
  { metadata }: Resource<PolicySpec>,
  wanted: Readonly<Record<string, string>>,
  gateways: LabelIndex<HandledGateway> | undefined,
): string | undefined {
  const named = wanted[labels.gatewayName];
  if (named !== undefined) return named;
  const [generated] = gateways?.(wanted) ?? [];
  if (generated !== undefined) return generated.resource.metadata.name;
  const pods = istio
    .pods()(wanted)
    .filter((pod) => pod.metadata.namespace === metadata.namespace);
  return pods.map((pod) => pod.metadata.labels?.[labels.gatewayName]).find((name) => name !== undefined);
}

/** The labels of the pods that istiod deploys for a Gateway, as far as they do not depend on its template (DEP-26). */
function podLabels({ resource, controller }: HandledGateway): Readonly<Record<string, string>> {
  const { gatewayClassName = '', infrastructure } = resource.spec;
  return {
    'sidecar.istio.io/inject': 'false',
    'service.istio.io/canonical-revision': 'latest',
    ...infrastructure?.labels,
    [labels.gatewayName]: resource.metadata.name,
    'gateway.networking.k8s.io/gateway-class-name': gatewayClassName,
    'gateway.istio.io/managed': controller.controllerName.replaceAll('/', '-'),
  };
}

function reportPolicy({ report }: RuleContext, resource: Resource<PolicySpec>, gateway: string): void {
  const reference = `targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: ${gateway}}]`;
  const place = { resource, path: ['spec', 'selector'] };
  report({
    message: `Ineffective selector on Kubernetes Gateway ${gateway}. Use the TargetRef field instead.`,
    place,
    subject: gateway,
    help: `write in place of the selector: ${reference}`,
  });
}
