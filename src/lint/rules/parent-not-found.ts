import { groupBy } from '../../model/group-by.ts';
import { namespacedName } from '../../model/resource.ts';
import { fromIssues } from '../from-issues.ts';
import { mayStandIn } from '../missing-gateways.ts';
import type { Rule, RuleContext } from '../rule.ts';

const help =
  'name the files that hold it with --context PATH; without "namespace" a parentRef means the namespace of its own object';

export const parentNotFound: Rule = {
  code: 'GWX0301',
  name: 'parent-not-found',
  severity: 'warning',
  description: 'a parentRef names a Gateway or ListenerSet that does not exist',
  rationale:
    'istiod generates nothing for the parentRef and writes no status for it, so that nothing tells of the mistake. A Gateway of another namespace is often kept in another repository: then this is a note, and the route is judged as if the Gateway let it in.',
  remedy: 'correct name and namespace, or name the files that hold the parent with --context PATH',
  examples: {
    bad: 'parentRefs: [{name: publik, namespace: infra}]',
    good: 'parentRefs: [{name: public, namespace: infra}]',
  },
  equivalents: { kiali: ['KIA1401'] },
  check(context) {
    presentNear(context);
    reportElsewhere(context);
  },
};

/** Those that the input speaks about. */
const presentNear = fromIssues(
  { reason: 'parent-missing', where: (issue, context) => !mayStandIn(context, issue) },
  { help },
);

/** Those that are somebody else's: one note for each Gateway, at the first parentRef. */
function reportElsewhere(context: RuleContext): void {
  const elsewhere = context.conversion.issues.filter((issue) => mayStandIn(context, issue));
  const byGateway = groupBy(elsewhere, ({ target }) => (target === undefined ? '' : namespacedName(target)));
  for (const [name, [issue, ...others]] of byGateway) {
    context.report({
      severity: 'info',
      message: issue.message,
      place: issue.place,
      issue,
      subject: name,
      help,
      related: others.map(({ place, subject }) => ({
        message: `${subject.resource.kind} "${namespacedName(subject.resource.metadata)}"`,
        place,
      })),
    });
  }
}
