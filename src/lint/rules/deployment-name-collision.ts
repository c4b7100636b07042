import { groupBy } from '../../model/group-by.ts';
import { gatewayAnnotations, labels } from '../../model/names.ts';
import { namespacedName, type Resource } from '../../model/resource.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const deploymentNameCollision: Rule = {
  code: 'GWX0510',
  name: 'deployment-name-collision',
  severity: 'error',
  description: 'what istiod deploys for a Gateway has the name of something else',
  rationale:
    'istiod calls the Deployment and the Service of a Gateway <gateway>-<class>, or like the Gateway alone for waypoints. Two Gateways that come to one name overwrite what belongs to the other. An object of the name that lacks the label gateway.istio.io/managed is left as it is, so the Gateway goes without.',
  remedy: 'rename one of the two, or give the Gateway the annotation gateway.istio.io/name-override',
  examples: {
    bad: 'kind: Gateway\nmetadata: {name: a-b}\nspec: {gatewayClassName: c}\n---\nkind: Gateway\nmetadata: {name: a}\nspec: {gatewayClassName: b-c}',
    good: 'kind: Gateway\nmetadata:\n  name: a-b\n  annotations: {gateway.istio.io/name-override: other}\nspec: {gatewayClassName: c}\n---\nkind: Gateway\nmetadata: {name: a}\nspec: {gatewayClassName: b-c}',
  },
  check(context) {
    reportGateways(context);
    reportForeignObjects(context);
  },
};

const remedy = `rename one of the two, or name the workload with the annotation ${gatewayAnnotations.nameOverride}`;

/** Two Gateways of one name: on the later one by name, or on the one that is no mere context (LN-20). */
function reportGateways({ workloads, report }: RuleContext): void {
  const byName = groupBy(workloads.names, ({ gateway, name }) => `${gateway.metadata.namespace}/${name}`);
  for (const [name, [first, ...later]] of byName) {
    for (const one of later) {
      const [reported, other] = one.gateway.origin.context ? [first, one] : [one, first];
      const otherText = `Gateway "${namespacedName(other.gateway.metadata)}"`;
      report({
        message: `generated Deployment "${name}" is also used by ${otherText}`,
        place: { resource: reported.gateway, path: reported.path },
        subject: otherText,
        related: [
          { role: 'duplicate', message: 'the other one', place: { resource: other.gateway, path: other.path } },
        ],
        help: `${remedy}; each overwrites the Deployment and the Service of the other`,
      });
    }
  }
}

/** DEP-14. A ServiceAccount that the Gateway names is meant to be somebody else's. */
function reportForeignObjects({ workloads, report }: RuleContext): void {
  const paths = new Map(workloads.names.map(({ gateway, path }): [Resource, typeof path] => [gateway, path]));
  for (const issue of workloads.issues) {
    const { reason, target, subject, related = [] } = issue;
    if (reason !== 'not-deployed' || target === undefined) continue;
    const { resource } = subject;
    const isAccount = target.kind === 'ServiceAccount';
    if (isAccount && resource.metadata.annotations?.[gatewayAnnotations.serviceAccount]) continue;
    report({
      severity: 'warning',
      message: `generated ${target.kind} "${namespacedName(target)}" is also used by one of the input without label "${labels.managed}"`,
      place: { resource, path: (isAccount ? undefined : paths.get(resource)) ?? ['metadata', 'name'] },
      subject: `${target.kind} ${namespacedName(target)}`,
      related,
      issue,
      help: `${remedy}; istiod leaves the ${target.kind} as it is`,
    });
  }
}
