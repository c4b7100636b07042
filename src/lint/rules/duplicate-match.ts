import { groupBy } from '../../model/group-by.ts';
import { entryPath, type Shadow, shadows } from '../http-predicates.ts';
import { losingRules } from '../losing-rules.ts';
import type { Rule } from '../rule.ts';

export const duplicateMatch: Rule = {
  code: 'GWX0503',
  name: 'duplicate-match',
  severity: 'warning',
  description: 'a match repeats an earlier one of the same route',
  rationale: 'The earlier match takes all requests, and what the later one says is never done.',
  remedy: 'remove one of the two, or make the later one more specific',
  examples: {
    bad: 'rules:\n- matches: [{path: {value: /api}}]\n- matches: [{path: {value: /api}}]',
    good: 'rules:\n- matches: [{path: {value: /api}, method: POST}]\n- matches: [{path: {value: /api}}]',
  },
  equivalents: { istioctl: ['IST0130', 'IST0131'] },
  check({ conversion, report }) {
    const [repeated, doubled] = split(shadows(conversion).filter(({ winner, loser }) => winner.route === loser.route));
    for (const { place, shadows: group } of losingRules(repeated)) {
      const [{ winner }] = group;
      const match = winner.match === undefined ? '' : ` match ${winner.match}`;
      report({
        message: `shadowed: this match repeats rule ${winner.rule}${match} (decided by rule order)`,
        place,
        subject: `${winner.rule}`,
        related: [
          {
            role: 'winner',
            message: 'this one comes first',
            place: { resource: winner.route, path: entryPath(winner) },
          },
        ],
        help: 'remove one of the two, or make the later one more specific',
        data: { decidedBy: 'rule order', certain: true },
      });
    }
    // RT-48: two parentRefs or hostnames that mean the same; once for the route.
    for (const [{ loser, virtualService }] of groupBy(doubled, ({ loser }) => loser.route).values()) {
      const { hosts } = virtualService.spec;
      report({
        severity: 'info',
        message: `host "${hosts.join(', ')}" is reached twice on one listener, by parentRefs or hostnames that mean the same`,
        place: { resource: loser.route, path: ['spec', 'parentRefs'] },
        subject: hosts.join(),
        help: 'remove the parentRef or hostname that adds nothing',
      });
    }
  },
};

/** Matches that are written twice, and matches that one VirtualService holds twice. */
function split(found: readonly Shadow[]): readonly [readonly Shadow[], readonly Shadow[]] {
  const isDoubled = ({ winner, loser }: Shadow) => winner.rule === loser.rule && winner.match === loser.match;
  return [found.filter((shadow) => !isDoubled(shadow)), found.filter(isDoubled)];
}
