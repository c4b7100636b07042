import { fromIssues } from '../from-issues.ts';
import type { Rule } from '../rule.ts';

export const parentServiceNotFound: Rule = {
  code: 'GWX0302',
  name: 'parent-service-not-found',
  severity: 'warning',
  openWorld: true,
  description: 'a parentRef names a Service or ServiceEntry that does not exist',
  rationale:
    'istiod sets Accepted to False with reason NoMatchingParent, and the route changes nothing for clients in the mesh.',
  remedy: 'correct name and namespace, or add the Service or ServiceEntry',
  examples: {
    bad: 'parentRefs: [{group: "", kind: Service, name: crat}]',
    good: 'parentRefs: [{group: "", kind: Service, name: cart}]',
  },
  check: fromIssues(
    { condition: 'Accepted', reason: 'NoMatchingParent', message: /^parent service/ },
    { help: 'correct name and namespace, or add the object; until then the route has no effect in the mesh' },
  ),
};
