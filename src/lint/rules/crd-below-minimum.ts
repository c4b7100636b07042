import type { CrdName } from '../../model/kinds.ts';
import { bundleAnnotations } from '../../model/names.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import { isOlderBundle, minimumBundles } from '../../profiles.ts';
import { installedCrd } from '../installed-crds.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const crdBelowMinimum: Rule = {
  code: 'GWX0804',
  name: 'crd-below-minimum',
  severity: 'error',
  description: 'a CRD of the Gateway API is older than istiod takes',
  rationale:
    'istiod looks at the bundle version that a CRD is annotated with, and does not read the kind if it is below a minimum. It is a warning as long as the input has no object of the kind.',
  remedy: 'install a newer bundle of the Gateway API',
  examples: {
    bad: 'kind: CustomResourceDefinition\nmetadata:\n  name: tlsroutes.gateway.networking.k8s.io\n  annotations: {gateway.networking.k8s.io/bundle-version: v1.4.1}',
    good: 'kind: CustomResourceDefinition\nmetadata:\n  name: tlsroutes.gateway.networking.k8s.io\n  annotations: {gateway.networking.k8s.io/bundle-version: v1.5.0}',
  },
  equivalents: { istioctl: ['IST0176'] },
  check(context) {
    report(context, 'backendtlspolicies.gateway.networking.k8s.io');
    report(context, 'grpcroutes.gateway.networking.k8s.io');
    report(context, 'tcproutes.gateway.networking.k8s.io');
    report(context, 'tlsroutes.gateway.networking.k8s.io');
  },
};

function report(context: RuleContext, crd: CrdName & keyof typeof minimumBundles): void {
  const minimum = minimumBundles[crd];
  const installed = installedCrd(context.index, crd);
  const bundle = installed?.metadata.annotations?.[bundleAnnotations.version];
  if (installed === undefined || bundle === undefined || !isOlderBundle(bundle, minimum)) return;
  const objects: readonly Resource[] = context.index.list(crd);
  const annotation = { resource: installed, path: ['metadata', 'annotations', bundleAnnotations.version] };
  const places = objects.map((resource) => ({ resource, path: ['kind'] }));
  // LN-20: nothing is reported on mere context.
  const [first, ...others] = installed.origin.context ? places : [annotation, ...places];
  if (first === undefined) return;
  context.report({
    severity: objects.length > 0 ? 'error' : 'warning',
    message: `Gateway API CRD "${crd}" is at version "${bundle}" but Istio requires at least "${minimum}"; resources of this kind will not be processed. Upgrade the Gateway API CRDs to satisfy the minimum version.`,
    place: first,
    subject: crd,
    related: others.map((place) => ({
      role: 'also' as const,
      message: `${place.resource.kind} "${namespacedName(place.resource.metadata)}" is not read`,
      place,
    })),
    help: `install a bundle of the Gateway API from ${minimum} on`,
  });
}
