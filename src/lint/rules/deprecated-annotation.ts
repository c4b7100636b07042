import { gatewayAnnotations } from '../../model/names.ts';
import { fromIssues } from '../from-issues.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const deprecatedAnnotation: Rule = {
  code: 'GWX0807',
  name: 'deprecated-annotation',
  severity: 'warning',
  description: 'an annotation of Istio is deprecated',
  rationale:
    'networking.istio.io/service-type still works on Gateways that istiod deploys; on others it makes istiod set Accepted to False. Other deprecated annotations may stop working with any release.',
  remedy: 'use what has taken the place of the annotation',
  examples: {
    bad: 'annotations: {networking.istio.io/service-type: ClusterIP}',
    good: 'infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: gateway-options}}',
  },
  equivalents: { istioctl: ['IST0135'] },
  check(context) {
    ofUnmanagedGateways(context);
    reportManagedGateways(context);
    reportServices(context);
  },
};

const { serviceType } = gatewayAnnotations;
const remedy =
  'set the type of the Service by spec.infrastructure.parametersRef, a ConfigMap with a "service" overlay, instead';

const ofUnmanagedGateways = fromIssues(
  { condition: 'Accepted', reason: 'DeprecatedField', kinds: ['Gateway'] },
  { help: 'remove it: istiod deploys nothing for this Gateway, so that the annotation does nothing' },
);

function reportManagedGateways({ conversion, report }: RuleContext): void {
  for (const { resource, managed } of conversion.gateways) {
    if (!managed || resource.metadata.annotations?.[serviceType] === undefined) continue;
    report({
      severity: 'info',
      message: `annotation ${serviceType} is deprecated, use Spec.Infrastructure.Routeability`,
      place: { resource, path: ['metadata', 'annotations', serviceType] },
      help: remedy,
    });
  }
}

/** Annotations of Services that Istio's own list calls deprecated. */
const ofServices = ['alpha.istio.io/canonical-serviceaccounts', 'alpha.istio.io/kubernetes-serviceaccounts'];

function reportServices({ index, report }: RuleContext): void {
  for (const resource of index.list('services.')) {
    for (const annotation of ofServices) {
      if (resource.metadata.annotations?.[annotation] === undefined) continue;
      report({
        message: `Annotation "${annotation}" has been deprecated and may not work in future Istio versions.`,
        place: { resource, path: ['metadata', 'annotations', annotation] },
        help: 'remove it',
      });
    }
  }
}
