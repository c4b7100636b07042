import { crdOf } from '../../model/kinds.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Fix } from '../finding.ts';
import type { Rule, RuleContext } from '../rule.ts';

/** Rules of the validation that others present: GWX1009 and GWX1010. */
const presentedElsewhere: ReadonlySet<string> = new Set(['AP-54', 'AP-55']);

export const istioValidationWarning: Rule = {
  code: 'GWX1002',
  name: 'istio-validation-warning',
  severity: 'warning',
  description: 'the validation of Istio warns of the object',
  rationale: 'The object is accepted, and kubectl shows the warning once, when it is applied.',
  remedy: 'write what the message prefers',
  examples: { bad: 'gateways: [public.infra]', good: 'gateways: [infra/public]' },
  equivalents: { istioctl: ['IST0133'] },
  check(context) {
    for (const { resource, findings } of context.istio.validated()) {
      for (const { rule, severity, message, path } of findings) {
        if (severity !== 'warning' || presentedElsewhere.has(rule)) continue;
        const fix = rule === 'AP-42' ? namespacedForm(context, resource, path) : undefined;
        const place = { resource, path };
        context.report({
          message: `Schema validation warning: ${message}`,
          place,
          subject: message,
          ...(fix && { fix }),
        });
      }
    }
  },
};

/** The form `namespace/name` of an entry of `gateways`, where it is certain what the old one means. */
function namespacedForm({ istio }: RuleContext, resource: Resource, path: Path): Fix | undefined {
  if (crdOf(resource.apiVersion, resource.kind) !== 'virtualservices.networking.istio.io') return undefined;
  const reference = istio
    .gatewayReferences()
    .find((one) => one.virtualService === resource && one.path.join('/') === path.join('/'));
  if (reference?.target.kind !== 'istio') return undefined;
  const newText = `${reference.namespace}/${reference.name}`;
  return { title: `write ${newText}`, safe: true, edits: [{ place: { resource, path }, newText }] };
}
