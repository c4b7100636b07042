import type { Issue } from '../../convert/issue.ts';
import { isObject, objectsIn } from '../../model/json.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const policyTargetNotFound: Rule = {
  code: 'GWX0316',
  name: 'policy-target-not-found',
  severity: 'error',
  openWorld: true,
  description: 'a policy is for an object, or a port of one, that does not exist or takes no policies',
  rationale:
    'The policy changes nothing for that target. istiod sets Accepted to False with reason TargetNotFound, and says the same of all targets that come behind it.',
  remedy: 'name a Service or ServiceEntry of the namespace of the policy, and in sectionName one of its ports by name',
  examples: {
    bad: 'targetRefs: [{group: "", kind: Service, name: ledger, sectionName: "443"}]',
    good: 'targetRefs: [{group: "", kind: Service, name: ledger, sectionName: https}]',
  },
  equivalents: { feature: ['BackendTLSPolicy'] },
  check: fromIssues({ condition: 'Accepted', reason: 'TargetNotFound' }, { help }),
};

function help(issue: Issue, context: RuleContext): string {
  return [remedy(issue, context), ...(hasFollowers(issue) ? ['later targets repeat this status'] : [])].join('; ');
}

function remedy({ place, subject }: Issue, { index }: RuleContext): string {
  const kinds = subject.resource.kind === 'XBackendTrafficPolicy' ? 'a Service' : 'a Service or ServiceEntry';
  const otherwise = `name ${kinds} of the policy's namespace`;
  if (place.path.at(-1) !== 'sectionName') return otherwise;
  const ref = fieldOf(place.resource, place.path.slice(0, -1));
  const name = isObject(ref) ? String(ref['name']) : '';
  const { namespace } = subject.resource.metadata;
  const target =
    isObject(ref) && ref['kind'] === 'ServiceEntry'
      ? index.get('serviceentries.networking.istio.io', namespace, name)
      : index.get('services.', namespace, name);
  const names = objectsIn(target?.spec, 'ports').flatMap((port) =>
    port['name'] === undefined ? [] : String(port['name']),
  );
  const list = names.length === 0 ? 'its ports have no names' : `its ports are ${names.join(', ')}`;
  return `write the name of a port, not its number: ${list}`;
}

/** POL-40: an error stays with the policy for the targets behind it. */
function hasFollowers({ place }: Issue): boolean {
  const refs = fieldOf(place.resource, place.path.slice(0, 2));
  const [, , position] = place.path;
  return Array.isArray(refs) && typeof position === 'number' && position < refs.length - 1;
}
