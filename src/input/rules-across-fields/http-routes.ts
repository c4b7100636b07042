import { parseGoDuration } from '../../model/duration.ts';
import type { JsonObject } from '../../model/json.ts';
import { backendRefRules } from './backend-refs.ts';
import { noDuration } from './durations.ts';
import { httpFilterRules } from './http-filters.ts';
import { httpRouteRuleRules } from './http-route-rules.ts';
import { parentRefRules } from './parent-refs.ts';
import { fewMatches, uniqueNames } from './route-rules.ts';
import { type Outcome, objectRule, type Rule, textOf } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';
import { sessionPersistenceRules } from './session-persistence.ts';

const literalTypes: readonly unknown[] = ['Exact', 'PathPrefix'];
const types = "['Exact', 'PathPrefix']";
const characters = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;

const pathMatch: RuleTree = {
  rules: [
    pathRule(`value must be an absolute path and start with '/' when type one of ${types}`, (path) =>
      path.startsWith('/'),
    ),
    ...['//', '/./', '/../', '%2f', '%2F', '#'].map((part) =>
      pathRule(`must not contain '${part}' when type one of ${types}`, (path) => !path.includes(part)),
    ),
    ...['/..', '/.'].map((end) =>
      pathRule(`must not end with '${end}' when type one of ${types}`, (path) => !path.endsWith(end)),
    ),
    objectRule(
      "type must be one of ['Exact', 'PathPrefix', 'RegularExpression']",
      ({ type }) => literalTypes.includes(type) || type === 'RegularExpression',
      { at: ['type'] },
    ),
    pathRule(
      `must only contain valid characters (matching ${characters.source.replaceAll('\\/', '/')}) for types ${types}`,
      (path) => characters.test(path),
    ),
  ],
};

/** A rule on the path of a match that is no regular expression. */
function pathRule(message: string, holds: (path: string) => boolean): Rule {
  return objectRule(
    message,
    (match) => {
      const path = textOf(match, 'value');
      return path === undefined || !literalTypes.includes(match['type']) || holds(path);
    },
    { at: ['value'] },
  );
}

/** A request without time limit leaves its backends all the time they want. */
function backendsInTime(timeouts: JsonObject): Outcome {
  const [limit, backendLimit] = [textOf(timeouts, 'request'), textOf(timeouts, 'backendRequest')];
  if (limit === undefined || backendLimit === undefined) return true;
  const [request, backendRequest] = [parseGoDuration(limit), parseGoDuration(backendLimit)];
  if (request === 0n) return true;
  if (request === undefined) return { at: ['request'], error: noDuration };
  return backendRequest === undefined ? { at: ['backendRequest'], error: noDuration } : backendRequest <= request;
}

export const httpRouteRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        parentRefs: parentRefRules,
        rules: {
          rules: [uniqueNames(), fewMatches],
          each: {
            rules: httpRouteRuleRules,
            fields: {
              backendRefs: { each: { ...backendRefRules, fields: { filters: httpFilterRules } } },
              filters: httpFilterRules,
              matches: { each: { fields: { path: pathMatch } } },
              sessionPersistence: sessionPersistenceRules,
              timeouts: {
                rules: [
                  objectRule('backendRequest timeout cannot be longer than request timeout', backendsInTime, {
                    at: ['backendRequest'],
                  }),
                ],
              },
            },
          },
        },
      },
    },
  },
};
