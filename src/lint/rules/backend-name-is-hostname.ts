import type { Issue } from '../../convert/issue.ts';
import { isObject } from '../../model/json.ts';
import type { FieldPlace } from '../../model/resource.ts';
import type { Fix } from '../finding.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import { routeLoss } from '../route-loss.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const backendNameIsHostname: Rule = {
  code: 'GWX0307',
  name: 'backend-name-is-hostname',
  severity: 'error',
  description: 'a backendRef names a host instead of a Service',
  rationale:
    'A backendRef names an object, so its name has no dots. istiod drops the whole route, not only this backend.',
  remedy:
    'split the host into name and namespace; for a host outside of the cluster use kind Hostname and a ServiceEntry',
  examples: {
    bad: 'backendRefs: [{name: cart.shop.svc.cluster.local, port: 80}]',
    good: 'backendRefs: [{name: cart, namespace: shop, port: 80}]',
  },
  check: fromIssues(
    { condition: 'ResolvedRefs', reason: 'InvalidDestination', message: /must be used, not the hostname\.$/ },
    { help, fix: writeName },
  ),
};

const external =
  'for a host outside of the cluster use kind Hostname of group networking.istio.io, and a ServiceEntry for the host';

function help(issue: Issue): string {
  const service = serviceOf(issue);
  const instead =
    service === undefined ? external : `write name: ${service.name} and namespace: ${service.namespace}; ${external}`;
  return `${instead}; ${routeLoss(issue.place)}`;
}

interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/** The Service that a host of the form `<service>.<namespace>.svc...` stands for. */
function serviceOf({ target }: Issue): ServiceName | undefined {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\..*)?$/.exec(target?.name ?? '') ?? [];
  return name === undefined || namespace === undefined ? undefined : { name, namespace };
}

/** Nothing but the name is to be changed where the host is of the namespace that the backendRef means anyway. */
function writeName(issue: Issue, { index, coverage }: RuleContext): Fix | undefined {
  const { place, target } = issue;
  const service = serviceOf(issue);
  if (service === undefined || service.namespace !== target?.namespace || target.kind !== 'Service') return undefined;
  if (!hasPort(place)) return undefined;
  const { name, namespace } = service;
  const isThere = index.get('services.', namespace, name) !== undefined || !coverage.covers('services.', namespace);
  return { title: `write ${name}`, safe: isThere, edits: [{ place, newText: name }] };
}

function hasPort({ resource, path }: FieldPlace): boolean {
  const ref = fieldOf(resource, path.slice(0, -1));
  return isObject(ref) && ref['port'] !== undefined;
}
