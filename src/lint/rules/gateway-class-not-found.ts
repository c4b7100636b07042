import type { Issue } from '../../convert/issue.ts';
import type { Severity } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import { fromIssues } from '../from-issues.ts';
import { didYouMean } from '../nearest-objects.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const gatewayClassNotFound: Rule = {
  code: 'GWX0314',
  name: 'gateway-class-not-found',
  severity: 'info',
  description: 'a Gateway is of a class that istiod does not know',
  rationale:
    'istiod handles the Gateways of its built-in classes and of GatewayClasses that name one of its controllers. It ignores all others, without a status, and their routes with them.',
  remedy: 'use class istio, or add a GatewayClass of that name with the controller istio.io/gateway-controller',
  examples: { bad: 'gatewayClassName: isto', good: 'gatewayClassName: istio' },
  equivalents: { kiali: ['KIA1504'] },
  check: fromIssues({ condition: 'silent', reason: 'gateway-class-unknown' }, { severity, help }),
};

function severity(issue: Issue, context: RuleContext): Severity {
  // A GatewayClass that takes no built-in name away from istiod.
  if (issue.subject.resource.kind !== 'Gateway') return 'warning';
  if (context.complete || nearClasses(issue, context).length > 0) return 'error';
  return definedClasses(context).length > 0 ? 'warning' : 'info';
}

function help(issue: Issue, context: RuleContext): string {
  if (issue.subject.resource.kind !== 'Gateway') {
    return 'give the class another name: istiod goes by the names of its built-in classes, whatever controller is named';
  }
  const near = nearClasses(issue, context);
  const add =
    'add its GatewayClass, or name the files that hold it with --context PATH; until then the Gateway is ignored';
  return near.length > 0 ? `${didYouMean(near)} Or ${add}` : add;
}

function nearClasses({ place }: Issue, context: RuleContext): readonly string[] {
  const name = fieldOf(place.resource, place.path);
  if (typeof name !== 'string') return [];
  return nearest(name, [...context.conversion.builtinClasses, ...definedClasses(context)]);
}

function definedClasses({ index }: RuleContext): readonly string[] {
  return index.list('gatewayclasses.gateway.networking.k8s.io').map(({ metadata }) => metadata.name);
}
