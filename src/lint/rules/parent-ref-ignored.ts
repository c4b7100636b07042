import type { Issue } from '../../convert/issue.ts';
import { isObject } from '../../model/json.ts';
import { groups } from '../../model/names.ts';
import type { Fix } from '../finding.ts';
import { fromIssues } from '../from-issues.ts';
import { fieldOf } from '../resource-fields.ts';
import type { Rule } from '../rule.ts';

export const parentRefIgnored: Rule = {
  code: 'GWX0303',
  name: 'parent-ref-ignored',
  severity: 'error',
  description: 'a parentRef has a group and kind that istiod does not read',
  rationale:
    'Group and kind have defaults of their own, gateway.networking.k8s.io and Gateway: a parentRef of kind Service without a group means a kind that nobody has. istiod passes over it and writes no status.',
  remedy:
    'write group "" for a Service and networking.istio.io for a ServiceEntry; the other parents are Gateway and ListenerSet',
  examples: {
    bad: 'parentRefs: [{kind: Service, name: cart}]',
    good: 'parentRefs: [{group: "", kind: Service, name: cart}]',
  },
  check: fromIssues(
    {
      condition: 'silent',
      reason: 'parent-ref-ignored',
      // These kinds were read once, and have rules of their own.
      where: (issue) => !['Mesh', 'XListenerSet'].includes(String(parentRefOf(issue)['kind'])),
    },
    {
      once: 'parentRef',
      help: (issue) => {
        const group = meantGroup(issue);
        return group === undefined
          ? `use kind Gateway or ListenerSet of group ${groups.gateway}, Service of group "", or ServiceEntry of group ${groups.istio}`
          : `add group: ${group}`;
      },
      fix: addGroup,
    },
  ),
};

function parentRefOf({ place }: Issue): Readonly<Record<string, unknown>> {
  const ref = fieldOf(place.resource, place.path.slice(0, -1));
  return isObject(ref) ? ref : {};
}

/** The group that was forgotten, as YAML. ListenerSets have Gateways as parents, and nothing else. */
function meantGroup(issue: Issue): string | undefined {
  const { group, kind } = parentRefOf(issue);
  if (issue.subject.resource.kind === 'ListenerSet' || (group !== undefined && group !== groups.gateway))
    return undefined;
  if (kind === 'Service') return '""';
  return kind === 'ServiceEntry' ? groups.istio : undefined;
}

function addGroup(issue: Issue): Fix | undefined {
  const { place } = issue;
  const group = meantGroup(issue);
  if (group === undefined) return undefined;
  const title = `add group: ${group}`;
  return { title, safe: true, edits: [{ beside: place, key: 'group', value: group }] };
}
