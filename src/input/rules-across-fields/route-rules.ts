import { type JsonObject, objectsIn } from '../../model/json.ts';
import { listRule, type Rule, type RuleScope, uniqueRule } from './rule.ts';

/** No two rules of a route have the same name. Only the experimental bundle asks for it. */
export function uniqueNames(versions?: readonly string[]): Rule {
  const only: RuleScope = { channel: 'experimental', ...(versions && { versions }) };
  return uniqueRule('Rule name must be unique within the route', (rule) => rule['name'], { at: ['name'], only });
}

const matchesPerRoute = 128;

/** The limit for the matches of all rules together. */
export const fewMatches = listRule(
  'While 16 rules and 64 matches per rule are allowed, the total number of matches across all rules in a route must be less than 128',
  (rules) => countMatches(rules) <= matchesPerRoute,
);

function countMatches(rules: readonly JsonObject[]): number {
  return rules.reduce((sum, rule) => sum + objectsIn(rule, 'matches').length, 0);
}
