import { namespacedName, type Resource } from '../../model/resource.ts';
import { issuePairs } from '../issue-pairs.ts';
import type { Rule } from '../rule.ts';

export const generatedNameCollision: Rule = {
  code: 'GWX0508',
  name: 'generated-name-collision',
  severity: 'error',
  description: 'two generated objects have one name',
  rationale:
    'istiod makes the names of what it generates of those it is generated from. A Gateway and a ListenerSet of one name with a listener of one name, or two hosts of a ServiceEntry that differ in a dot and a dash only, come to the same name, and one takes the place of the other.',
  remedy: 'rename one of the two',
  examples: {
    bad: 'kind: Gateway\nmetadata: {name: web}\n---\nkind: ListenerSet\nmetadata: {name: web}\n# both with a listener "http"',
    good: 'kind: Gateway\nmetadata: {name: web}\n---\nkind: ListenerSet\nmetadata: {name: web-extra}',
  },
  check({ conversion, report }) {
    for (const { issue, loser, winner, onWinner } of issuePairs(conversion, ['name-overwritten'])) {
      // Two listeners of one object are a mistake of that object, which the schema finds.
      if (loser.resource === winner.resource && loser.resource.kind !== 'ServiceEntry') continue;
      const [reported, other] = onWinner ? [winner, loser] : [loser, winner];
      report({
        message: onWinner ? `${described(other.resource)} is overwritten: ${issue.message}` : issue.message,
        place: reported,
        subject: described(other.resource),
        related: [{ role: onWinner ? 'loser' : 'winner', message: 'the other one', place: other }],
        help: 'rename one of the two',
      });
    }
  },
};

function described({ kind, metadata }: Resource): string {
  return `${kind} "${namespacedName(metadata)}"`;
}
