import { isObject } from '../../model/json.ts';
import { has, objectRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** The rules on the session persistence of a route's rule or of an XBackendTrafficPolicy. */
export const sessionPersistenceRules: RuleTree = {
  rules: [
    objectRule(
      'AbsoluteTimeout must be specified when cookie lifetimeType is Permanent',
      ({ cookie, ...others }) =>
        !isObject(cookie) || cookie['lifetimeType'] !== 'Permanent' || has(others, 'absoluteTimeout'),
      { at: ['cookie', 'lifetimeType'] },
    ),
    ...[
      { type: 'Cookie', field: 'cookie' },
      { type: 'Header', field: 'header' },
    ].flatMap(({ type, field }) => [
      objectRule(
        `${field} must be nil if type is not ${type}`,
        (persistence) => !has(persistence, field) || persistence['type'] === type,
        { at: [field] },
      ),
      objectRule(
        `${field} must be specified for ${type} type`,
        (persistence) => persistence['type'] !== type || has(persistence, field),
      ),
    ]),
  ],
};
