import type { JsonObject } from '../../model/json.ts';
import { backendRefRules } from './backend-refs.ts';
import { has, listRule, objectRule, type Rule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

/** That a filter has the field of its type and no other, for each type with a field. */
export function fieldRules(fieldsByType: Readonly<Record<string, string>>): Rule[] {
  return Object.entries(fieldsByType).flatMap(([type, field]) => [
    objectRule(
      `filter.${field} must be nil if the filter.type is not ${type}`,
      (filter) => !has(filter, field) || filter['type'] === type,
      { name: 'filter-type-mismatch', at: [field] },
    ),
    objectRule(
      `filter.${field} must be specified for ${type} filter.type`,
      (filter) => has(filter, field) || filter['type'] !== type,
      { name: 'filter-type-mismatch' },
    ),
  ]);
}

/** That no two filters of a list have the same of these types. */
export function singleUse(types: readonly string[]): Rule[] {
  return types.map((type) =>
    listRule(`${type} filter cannot be repeated`, (filters) => {
      const [first, second] = indicesOf(filters, (filter) => filter['type'] === type);
      return first === undefined || second === undefined || { at: [second], first: [first] };
    }),
  );
}

/** Where the filters of some sort stand. */
export function indicesOf(filters: readonly JsonObject[], is: (filter: JsonObject) => boolean): number[] {
  const indices: number[] = [];
  for (const [index, filter] of filters.entries()) if (is(filter)) indices.push(index);
  return indices;
}

/** The rules on `requestMirror`. */
export const mirrorRules: RuleTree = {
  rules: [
    objectRule(
      'Only one of percent or fraction may be specified in HTTPRequestMirrorFilter',
      (mirror) => !has(mirror, 'percent') || !has(mirror, 'fraction'),
    ),
  ],
  fields: {
    backendRef: backendRefRules,
    fraction: {
      rules: [
        objectRule(
          'numerator must be less than or equal to denominator',
          ({ numerator, denominator }) => Number(numerator) <= Number(denominator),
          { at: ['numerator'] },
        ),
      ],
    },
  },
};
