import type { Issue } from '../../convert/issue.ts';
import { fromIssues } from '../from-issues.ts';
import { isMeshParentField } from '../mesh-parent-fields.ts';
import type { Rule } from '../rule.ts';

export const meshParentFieldIgnored: Rule = {
  code: 'GWX0608',
  name: 'mesh-parent-field-ignored',
  severity: 'warning',
  description: 'a route says something of a Service or ServiceEntry as its parent that is not read, or never matches',
  rationale:
    'A route on a Service gets the requests that are sent to that Service, whatever hostnames it lists; Services have ports, but no sections. A port that the Service does not have is accepted and gets no request.',
  remedy: 'remove the field, or name a port of the Service',
  examples: {
    bad: 'parentRefs: [{group: "", kind: Service, name: cart}]\nhostnames: [cart.example.com]',
    good: 'parentRefs: [{group: "", kind: Service, name: cart, port: 80}]',
  },
  check: fromIssues({ condition: 'silent', reason: 'field-ignored', where: isMeshParentField }, { help: remedyFor }),
};

function remedyFor({ place }: Issue): string {
  switch (place.path.at(-1)) {
    case 'port':
      return 'name a port of the Service; the route gets no request';
    case 'sectionName':
      return 'name the port of the Service in "port" instead';
    default:
      return 'remove the hostnames: the route gets every request for the parent; a match on header "host" narrows that down';
  }
}
