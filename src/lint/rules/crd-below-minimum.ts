import { goQuote } from '../../model/go-quote.ts';
import type { CrdName } from '../../model/kinds.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

const versionAnnotation = 'gateway.networking.k8s.io/bundle-version';

/** The oldest bundles whose CRDs istiod takes. */
const minimums: readonly { readonly crd: CrdName; readonly version: readonly [number, number, number] }[] = [
  { crd: 'backendtlspolicies.gateway.networking.k8s.io', version: [1, 4, 0] },
  { crd: 'grpcroutes.gateway.networking.k8s.io', version: [1, 1, 0] },
  { crd: 'tcproutes.gateway.networking.k8s.io', version: [1, 6, 0] },
  { crd: 'tlsroutes.gateway.networking.k8s.io', version: [1, 5, 0] },
];

export const crdBelowMinimum: Rule = {
  code: 'GWX0804',
  name: 'crd-below-minimum',
  severity: 'error',
  description: 'a CRD of the Gateway API is too old for istiod',
  rationale: 'istiod does not read objects of a kind whose CRD is older than it needs, and writes no status for them.',
  remedy: 'install a newer bundle of the Gateway API',
  examples: {
    bad: 'kind: CustomResourceDefinition\nmetadata:\n  name: tlsroutes.gateway.networking.k8s.io\n  annotations: {gateway.networking.k8s.io/bundle-version: v1.4.1}',
    good: 'kind: CustomResourceDefinition\nmetadata:\n  name: tlsroutes.gateway.networking.k8s.io\n  annotations: {gateway.networking.k8s.io/bundle-version: v1.6.1}',
  },
  equivalents: { istioctl: ['IST0176'] },
  check(context) {
    for (const { crd, version } of minimums) {
      const definition = context.index.get('customresourcedefinitions.apiextensions.k8s.io', '', crd);
      const installed = definition?.metadata.annotations?.[versionAnnotation];
      if (definition === undefined || installed === undefined || !isBelow(installed, version)) continue;
      const message = `Gateway API CRD ${goQuote(crd)} is at version ${goQuote(installed)} but Istio requires at least ${goQuote(`v${version.join('.')}`)}; resources of this kind will not be processed. Upgrade the Gateway API CRDs to satisfy the minimum version.`;
      reportDefinition(context, crd, definition, message);
    }
  },
};

/** A warning as long as the input has no object of the kind. Nothing is placed on a CRD that is mere context. */
function reportDefinition({ index, report }: RuleContext, crd: CrdName, definition: Resource, message: string): void {
  const objects: readonly Resource[] = index.list(crd).filter(({ origin }) => !origin.context);
  const [first] = objects;
  const annotation = { resource: definition, path: ['metadata', 'annotations', versionAnnotation] };
  const help = 'install a newer bundle of the Gateway API; istiod ignores the objects';
  if (definition.origin.context && first !== undefined) {
    const related = [{ role: 'cause' as const, message: 'the CRD', place: annotation }];
    report({ message, place: { resource: first, path: ['kind'] }, subject: crd, related, help });
    return;
  }
  report({
    severity: first === undefined ? 'warning' : 'error',
    message,
    place: annotation,
    subject: crd,
    related: objects.map((resource) => {
      return {
        message: `${resource.kind} "${namespacedName(resource.metadata)}"`,
        place: { resource, path: ['kind'] },
      };
    }),
    help,
  });
}

/** Compares release numbers; what is behind them (`-rc.1`) does not count, and what is no version is not judged. */
function isBelow(installed: string, minimum: readonly number[]): boolean {
  const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(installed) ?? [];
  const numbers = parts.map(Number);
  const differing = numbers.findIndex((number, i) => number !== minimum[i]);
  return differing >= 0 && (numbers[differing] ?? 0) < (minimum[differing] ?? 0);
}
