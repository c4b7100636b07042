import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const meshParentRemoved: Rule = {
  code: 'GWX0805',
  name: 'mesh-parent-removed',
  severity: 'error',
  description: 'a parentRef is of kind Mesh, which istiod does not read any more',
  rationale:
    'Before Services became parents, a route was applied to the whole mesh by this parentRef. istiod ignores it and writes no status for it.',
  remedy: 'name the Services that the route is for, in one parentRef each',
  examples: {
    bad: 'parentRefs: [{kind: Mesh, name: istio}]',
    good: 'parentRefs: [{group: "", kind: Service, name: cart}]',
  },
  check: fromIssues(
    { condition: 'silent', reason: 'parent-ref-ignored', message: /^parentRef of kind "Mesh" / },
    {
      help: 'write one parentRef for each Service: {group: "", kind: Service, name: <service>}; plain "gwx convert" still writes a VirtualService for it',
    },
  ),
};
