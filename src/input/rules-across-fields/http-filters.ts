import { backendRefRules } from './backend-refs.ts';
import { fieldRules, indicesOf, mirrorRules, singleUse } from './filters.ts';
import { has, listRule, objectRule, type Rule, textsRule } from './rule.ts';
import type { RuleTree } from './rule-tree.ts';

const everything = '*';

/** That `*` stands alone in a list of a CORS filter. */
function aloneRule(field: string, others: string): RuleTree {
  const message = `${field} cannot contain '*' alongside other ${others}`;
  return {
    rules: [
      textsRule(message, (texts) => {
        const index = texts.indexOf(everything);
        return index < 0 || texts.length === 1 || { at: [index] };
      }),
    ],
  };
}

const pathModifierFields: Readonly<Record<string, string>> = {
  ReplaceFullPath: 'replaceFullPath',
  ReplacePrefixMatch: 'replacePrefixMatch',
};

const pathModifier: RuleTree = {
  rules: Object.entries(pathModifierFields).flatMap(([type, field]) => unionRules('type', type, field)),
};

const externalAuth: RuleTree = {
  rules: [...unionRules('protocol', 'GRPC', 'grpc'), ...unionRules('protocol', 'HTTP', 'http')],
  fields: { backendRef: backendRefRules },
};

/** That a field is there for one value of another field, and for no other value. */
function unionRules(discriminator: string, value: string, field: string): Rule[] {
  return [
    objectRule(
      `${field} must be specified when ${discriminator} is set to '${value}'`,
      (union) => union[discriminator] !== value || has(union, field),
      { name: 'filter-type-mismatch' },
    ),
    objectRule(
      `${discriminator} must be '${value}' when ${field} is set`,
      (union) => !has(union, field) || union[discriminator] === value,
      { name: 'filter-type-mismatch', at: [field] },
    ),
  ];
}

/** The rules on the filters of an HTTPRoute's rule or backendRef. */
export const httpFilterRules: RuleTree = {
  rules: [
    listRule(
      'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
      (filters) => {
        const [redirect] = indicesOf(filters, ({ type }) => type === 'RequestRedirect');
        const [rewrite] = indicesOf(filters, ({ type }) => type === 'URLRewrite');
        if (redirect === undefined || rewrite === undefined) return true;
        return { at: [Math.max(redirect, rewrite)], first: [Math.min(redirect, rewrite)] };
      },
      { name: 'redirect-or-rewrite-invalid' },
    ),
    ...singleUse(['CORS', 'RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestRedirect', 'URLRewrite']),
  ],
  each: {
    rules: fieldRules({
      RequestHeaderModifier: 'requestHeaderModifier',
      ResponseHeaderModifier: 'responseHeaderModifier',
      CORS: 'cors',
      RequestMirror: 'requestMirror',
      RequestRedirect: 'requestRedirect',
      URLRewrite: 'urlRewrite',
      ExternalAuth: 'externalAuth',
      ExtensionRef: 'extensionRef',
    }),
    fields: {
      requestMirror: mirrorRules,
      cors: {
        fields: {
          allowHeaders: aloneRule('AllowHeaders', 'methods'),
          allowMethods: aloneRule('AllowMethods', 'methods'),
          allowOrigins: aloneRule('AllowOrigins', 'origins'),
        },
      },
      externalAuth,
      requestRedirect: { fields: { path: pathModifier } },
      urlRewrite: { fields: { path: pathModifier } },
    },
  },
};
