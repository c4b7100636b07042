import type { HTTPEntry } from '../convert/http-routes.ts';
import { groupBy } from '../model/group-by.ts';
import { objectsIn, valueAt } from '../model/json.ts';
import type { Place, Resource } from '../model/resource.ts';
import { entryPath, type Shadow } from './http-predicates.ts';

/** A match that never serves, or a rule of which none does, with the hosts and listeners on which it loses. */
export interface LosingRule {
  readonly place: Place;
  readonly shadows: readonly [Shadow, ...Shadow[]];
}

/** One for each losing match; for the rule, if all its matches lose to one rule (LN-65). */
export function losingRules(found: readonly Shadow[]): readonly LosingRule[] {
  const identify = identities();
  const rules = groupBy(found, ({ loser }) => `${identify(loser.route)} ${loser.rule}`);
  return [...rules.values()].flatMap((ofRule) => {
    const [{ loser }] = ofRule;
    const matches = groupBy(ofRule, (shadow) => shadow.loser.match);
    const winners = new Set(ofRule.map(({ winner }) => `${identify(winner.route)} ${winner.rule}`));
    if (winners.size === 1 && matches.size > 1 && matches.size === matchCount(loser)) {
      return [{ place: { resource: loser.route, path: ['spec', 'rules', loser.rule] }, shadows: ofRule }];
    }
    return [...matches.values()].map((ofMatch) => ({
      place: { resource: loser.route, path: entryPath(ofMatch[0].loser) },
      shadows: ofMatch,
    }));
  });
}

function matchCount({ route, rule }: HTTPEntry): number {
  return objectsIn(valueAt(route.spec, ['rules', rule]), 'matches').length;
}

function identities(): (resource: Resource) => number {
  const ids = new Map<Resource, number>();
  return (resource) => {
    const id = ids.get(resource) ?? ids.size;
    ids.set(resource, id);
    return id;
  };
}
