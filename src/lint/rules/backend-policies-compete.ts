import { groupBy } from '../../model/group-by.ts';
import type { Resource } from '../../model/resource.ts';
import { type Precedence, precedence } from '../creation-time.ts';
import { type IssuePair, issuePairs } from '../issue-pairs.ts';
import { pathText } from '../path-text.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const backendPoliciesCompete: Rule = {
  code: 'GWX0512',
  name: 'backend-policies-compete',
  severity: 'warning',
  description: 'another policy sets the same for the same backend',
  rationale:
    'istiod merges the policies of a backend into one DestinationRule, in which the first one sets each field. The other one loses all it says there; unless both carry a uid, its status says that it is accepted.',
  remedy: 'merge the two policies, or give each a port of its own in sectionName',
  examples: {
    bad: '# two BackendTLSPolicies\ntargetRefs: [{group: "", kind: Service, name: cart}]',
    good: 'targetRefs: [{group: "", kind: Service, name: cart, sectionName: https}]',
  },
  check(context) {
    const pairs = issuePairs(context.conversion, ['Conflicted', 'contribution-lost']);
    for (const ofPolicy of groupBy(pairs, ({ loser }) => loser.resource).values()) {
      // One for each targetRef, however many hosts it stands for.
      for (const [pair] of groupBy(ofPolicy, ({ loser }) => pathText(loser.path)).values()) report(context, pair);
    }
  },
};

function report(context: RuleContext, { issue, loser, winner, onWinner }: IssuePair): void {
  const { decidedBy, certain, ending } = orderOf(loser.resource, winner.resource);
  const { kind, metadata } = loser.resource;
  // istiod tells of a conflict itself.
  const message = issue.severity === 'silent' ? `${issue.message} ${ending}` : issue.message;
  context.report({
    ...(context.complete && issue.condition !== undefined && { severity: 'error' as const }),
    message: onWinner ? `shadowed: ${kind} "${metadata.name}" loses to this one ${ending}` : message,
    place: onWinner ? winner : loser,
    subject: onWinner ? metadata.name : winner.resource.metadata.name,
    related: onWinner
      ? [{ role: 'loser', message: 'the policy that does not count', place: loser }]
      : [{ role: 'winner', message: 'the policy that counts', place: winner }],
    help: 'merge the two, or remove the one that does not count',
    data: { decidedBy, certain },
  });
}

/** POL-54: of XBackends that share a host the name decides, whatever their age. */
function orderOf(loser: Resource, winner: Resource): Precedence {
  if (loser.kind === 'XBackend') return { decidedBy: 'name', certain: true, ending: '(decided by name)' };
  return precedence(winner, loser);
}
