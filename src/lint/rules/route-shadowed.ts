import type { HTTPEntry } from '../../convert/http-routes.ts';
import { namespacedName, type Place } from '../../model/resource.ts';
import { precedence } from '../creation-time.ts';
import {
  entryPath,
  hostsOf,
  hostsText,
  isSameAction,
  listenerNames,
  predicateText,
  routeText,
  type Shadow,
  shadows,
} from '../http-predicates.ts';
import { losingRules } from '../losing-rules.ts';
import type { Rule, RuleContext } from '../rule.ts';

export const routeShadowed: Rule = {
  code: 'GWX0502',
  name: 'route-shadowed',
  severity: 'warning',
  description: 'a match of another route takes all requests of this one',
  rationale:
    'Routes do not conflict: of two matches that ask for the same on one host and listener, that of the older route serves, then by namespace and name. istiod tells nobody that the other never gets a request.',
  remedy: 'merge the two rules, make one match more specific, or split the hosts',
  examples: {
    bad: '# two HTTPRoutes with one parent and host\nmatches: [{path: {type: PathPrefix, value: /api}}]',
    good: 'matches: [{path: {type: PathPrefix, value: /api}, headers: [{name: x-canary, value: "yes"}]}]',
  },
  check(context) {
    const ofOthers = shadows(context.conversion).filter(({ winner, loser }) => winner.route !== loser.route);
    // LN-65: one finding for each losing match, or for the rule if all its matches lose to one rule.
    for (const { place, shadows: group } of losingRules(ofOthers)) report(context, place, group);
  },
};

function report(context: RuleContext, place: Place, group: readonly [Shadow, ...Shadow[]]): void {
  const [{ winner, loser }] = group;
  const { decidedBy, certain, ending } = precedence(winner.route, loser.route);
  const hosts = hostsOf(group.map(({ virtualService }) => virtualService));
  const listeners = [...new Set(group.flatMap(({ virtualService }) => listenerNames(virtualService)))];
  const claim = `${hostsText(hosts)} ${predicateText(loser.spec.match?.[0])}`;
  const verb = hosts.length === 1 ? 'is' : 'are';
  const winning = { resource: winner.route, path: entryPath(winner) };
  // LN-20: of a pair, nothing is reported on mere context.
  const onWinner = loser.route.origin.context;
  context.report({
    ...(group.every((shadow) => isSameAction(shadow.winner, shadow.loser)) && { severity: 'info' as const }),
    message: onWinner
      ? `shadowed: ${claim} of ${described(loser)} ${verb} claimed earlier by this one ${ending}`
      : `shadowed: ${claim} ${verb} claimed earlier by ${described(winner)} ${ending}`,
    place: onWinner ? winning : place,
    subject: namespacedName((onWinner ? loser : winner).route.metadata),
    related: onWinner
      ? [{ role: 'loser', message: 'this rule never serves', place }]
      : [{ role: 'winner', message: 'this rule comes first', place: winning }],
    help: 'merge the two rules or make one match more specific',
    data: { decidedBy, certain, hosts, listeners },
  });
}

function described(entry: HTTPEntry): string {
  return `${routeText(entry)} rule ${entry.rule}`;
}
