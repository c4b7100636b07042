import { isObject, type JsonObject, objectsIn } from '../../model/json.ts';
import { indicesOf } from './filters.ts';
import { has, type Outcome, objectRule, type Rule, sizeOf } from './rule.ts';

/** A sort of filter that may replace the prefix of a path that was matched. */
interface PathChange {
  readonly type: string;
  readonly field: string;
  /** The message is not quite the same for both. */
  readonly within: string;
}

const pathChanges: readonly PathChange[] = [
  { type: 'RequestRedirect', field: 'requestRedirect', within: 'Within backendRefs, when using' },
  { type: 'URLRewrite', field: 'urlRewrite', within: 'Within backendRefs, When using' },
];

const expectation = 'filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified';
const traits = { name: 'redirect-or-rewrite-invalid' } as const;
const prefixTraits = { ...traits, help: 'split the rule, so that each has one match of type PathPrefix' };

/** The rules on a rule of an HTTPRoute as a whole. */
export const httpRouteRuleRules: readonly Rule[] = [
  objectRule('RequestRedirect filter must not be used together with backendRefs', redirectsAlone, traits),
  ...pathChanges.flatMap(({ type, field, within }) => [
    objectRule(
      `When using ${type} ${expectation}`,
      (rule) => {
        if (matchesOnePrefix(rule)) return true;
        const filter = onlyPrefixChange(rule, field);
        return filter === undefined || { at: ['filters', filter] };
      },
      prefixTraits,
    ),
    objectRule(
      `${within} ${type} ${expectation}`,
      (rule) => {
        if (matchesOnePrefix(rule)) return true;
        const [backend, ...others] = backendsWithPrefixChange(rule, field);
        return backend === undefined || others.length > 0 || { at: backend };
      },
      prefixTraits,
    ),
  ]),
];

function redirectsAlone(rule: JsonObject): Outcome {
  if (sizeOf(rule['backendRefs']) === 0) return true;
  const [redirect] = indicesOf(objectsIn(rule, 'filters'), (filter) => has(filter, 'requestRedirect'));
  return redirect === undefined || { at: ['filters', redirect] };
}

/** Where the backendRefs have their filter that replaces a prefix. */
function backendsWithPrefixChange(rule: JsonObject, field: string) {
  return objectsIn(rule, 'backendRefs').flatMap((backend, index) => {
    const filter = onlyPrefixChange(backend, field);
    return filter === undefined ? [] : [['backendRefs', index, 'filters', filter]];
  });
}

/** Where the filter is that replaces a prefix. Of several none counts: the rules ask for exactly one, as another one forbids two. */
function onlyPrefixChange(holder: JsonObject, field: string): number | undefined {
  const [first, ...others] = indicesOf(objectsIn(holder, 'filters'), (filter) => {
    const change = filter[field];
    const path = isObject(change) ? change['path'] : undefined;
    return isObject(path) && path['type'] === 'ReplacePrefixMatch' && has(path, 'replacePrefixMatch');
  });
  return others.length === 0 ? first : undefined;
}

function matchesOnePrefix(rule: JsonObject): boolean {
  if (sizeOf(rule['matches']) !== 1) return false;
  const [match] = objectsIn(rule, 'matches');
  const path = match?.['path'];
  return isObject(path) && path['type'] === 'PathPrefix';
}
