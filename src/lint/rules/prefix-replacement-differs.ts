import type { HTTPRouteMatch, RouteFilter } from '../../model/gateway-api.ts';
import { httpFiltersOf } from '../http-filters.ts';
import type { Rule } from '../rule.ts';

export const prefixReplacementDiffers: Rule = {
  code: 'GWX0711',
  name: 'prefix-replacement-differs',
  severity: 'warning',
  description: 'a replaced prefix is joined to the rest of the path otherwise than in the Gateway API',
  rationale:
    'The prefix of a match is replaced by element in the Gateway API and by character in Istio, which makes "/xfoo" of "/foo" or "/x//b" of "/a/b".',
  remedy: 'match a longer prefix than /; in a redirect drop the trailing / of the replacement',
  examples: {
    bad: 'requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /x/}} # PathPrefix /a',
    good: 'requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}}',
  },
  equivalents: { feature: ['HTTPRoutePathRewrite', 'HTTPRoutePathRedirect'] },
  check({ conversion, report }) {
    for (const { route, rule, filter, path } of httpFiltersOf(conversion.seen)) {
      // The API server lets a prefix be replaced only where there is one match.
      const prefix = prefixOf(rule.matches?.[0] ?? {});
      const replacement = prefix === undefined ? undefined : replacementOf(filter, prefix);
      if (replacement === undefined || replacement.result === replacement.intended) continue;
      const { field, example, result, intended, help } = replacement;
      report({
        message: `Istio turns "${example}" into "${result}" here`,
        place: { resource: route, path: [...path, field, 'path', 'replacePrefixMatch'] },
        help: `${help}; the Gateway API asks for "${intended}"`,
      });
    }
  },
};

/** The prefix of a match as it is emitted (RT-63); undefined if it is for another type of match. */
function prefixOf({ path: { type = 'PathPrefix', value = '/' } = {} }: HTTPRouteMatch): string | undefined {
  if (type !== 'PathPrefix') return undefined;
  return value === '/' ? value : value.replace(/\/$/, '');
}

/** What becomes of an example, and what should. */
interface Replacement {
  readonly field: 'requestRedirect' | 'urlRewrite';
  readonly example: string;
  readonly result: string;
  readonly intended: string;
  readonly help: string;
}

const below = '/foo';

function replacementOf({ type, requestRedirect, urlRewrite }: RouteFilter, prefix: string): Replacement | undefined {
  const example = prefix === '/' ? below : prefix + below;
  const rest = example.slice(prefix.length);
  if (type === 'URLRewrite' && urlRewrite?.path?.type === 'ReplacePrefixMatch') {
    // RT-93: a trailing slash is dropped; what remains takes the place of the slash of the match.
    const replacement = withoutSlash(urlRewrite.path.replacePrefixMatch);
    const intended = replacement + below;
    const result = prefix === '/' && replacement !== '' ? replacement + rest : intended;
    const help = 'match a longer prefix than "/", or let the backend serve the path as it comes';
    return { field: 'urlRewrite', example, result, intended, help };
  }
  if (type === 'RequestRedirect' && requestRedirect?.path?.type === 'ReplacePrefixMatch') {
    const { replacePrefixMatch = '' } = requestRedirect.path;
    const intended = withoutSlash(replacePrefixMatch) + below;
    // An empty replacement says nothing to Istio.
    const result = replacePrefixMatch === '' ? example : replacePrefixMatch + rest;
    return { field: 'requestRedirect', example, result, intended, help: redirectHelp(replacePrefixMatch, prefix) };
  }
  return undefined;
}

function redirectHelp(replacement: string, prefix: string): string {
  if (prefix === '/') return `write "${replacement}/"`;
  const shorter = withoutSlash(replacement);
  return shorter === '' ? 'redirect to full paths: Istio cannot strip a prefix here' : `write "${shorter}"`;
}

function withoutSlash(path = ''): string {
  return path.replace(/\/$/, '');
}
