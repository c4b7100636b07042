import { backendRefRules } from './backend-refs.ts';
import { fieldRules, mirrorRules, singleUse } from './filters.ts';
import { parentRefRules } from './parent-refs.ts';
import { fewMatches, uniqueNames } from './route-rules.ts';
import { has, objectRule, textOf } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';
import { sessionPersistenceRules } from './session-persistence.ts';

const filters: RuleTree = {
  rules: singleUse(['RequestHeaderModifier', 'ResponseHeaderModifier']),
  each: {
    rules: fieldRules({
      RequestHeaderModifier: 'requestHeaderModifier',
      ResponseHeaderModifier: 'responseHeaderModifier',
      RequestMirror: 'requestMirror',
      ExtensionRef: 'extensionRef',
    }),
    fields: { requestMirror: mirrorRules },
  },
};

// RE2 folds case as JavaScript does with `u`: the Kelvin sign is a K.
const service = /^\.?[a-z_][a-z_0-9]*(?:\.[a-z_][a-z_0-9]*)*$/iu;
const method = /^[A-Za-z_][A-Za-z_0-9]*$/;

const methodMatch: RuleTree = {
  rules: [
    objectRule(
      "One or both of 'service' or 'method' must be specified",
      (match) => !has(match, 'type') || has(match, 'service') || has(match, 'method'),
    ),
    exactText('service', service, '^(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*$'),
    exactText('method', method, '^[A-Za-z_][A-Za-z_0-9]*$'),
  ],
};

export const grpcRouteRules: RuleTree = {
  fields: {
    spec: {
      fields: {
        parentRefs: parentRefRules,
        rules: {
          rules: [uniqueNames(), fewMatches],
          each: {
            fields: {
              backendRefs: { each: { ...backendRefRules, fields: { filters } } },
              filters,
              matches: { each: { fields: { method: methodMatch } } },
              sessionPersistence: sessionPersistenceRules,
            },
          },
        },
      },
    },
  },
};

/** That a part of the method consists of names, unless it is a regular expression. */
function exactText(field: string, pattern: RegExp, written: string) {
  return objectRule(
    `${field} must only contain valid characters (matching ${written})`,
    (match) => {
      const text = textOf(match, field);
      return text === undefined || (has(match, 'type') && match['type'] !== 'Exact') || pattern.test(text);
    },
    { at: [field] },
  );
}
