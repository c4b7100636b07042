import type { HTTPMatchRequest, HTTPRedirect, HTTPRewrite, HTTPRoute, StringMatch } from '../../model/istio.ts';
import type { HTTPEntry } from '../http-routes.ts';
import type { RuleScope } from './rule-scope.ts';

/** A path that a user's `prefix` can say, and what replaces it. */
interface Part {
  readonly uri: StringMatch | undefined;
  readonly replaced: Pick<HTTPRoute, 'redirect' | 'rewrite'> | 'refused';
}

/**
 * Says with plain text prefixes what istiod's own prefixes say by path elements: `/a` becomes the path `/a` itself and
 * the prefix `/a/` (AF-40 to AF-44, AF-47). `actions` is the entry without its match.
 */
export function splitPath(
  rule: RuleScope,
  { spec, stripsPrefix }: HTTPEntry,
  actions: HTTPRoute,
): readonly HTTPRoute[] {
  const { uri, ...conditions } = presenceAsExpression(spec.match?.[0] ?? {});
  const write = ({ uri: path, replaced }: Part): HTTPRoute => {
    const match = matchOf([{ uri: path, ...conditions }]);
    const { name } = actions;
    if (replaced === 'refused') return { name, match, directResponse: { status: 500 } };
    return { ...actions, match, ...replaced };
  };
  const prefix = uri?.prefix?.replace(/\/$/, '');
  const replacement = replacementOf(actions, stripsPrefix === true && actions.redirect !== undefined);
  if (uri?.exact !== undefined || uri?.regex !== undefined)
    return [write({ uri, replaced: wholePath(actions, replacement) })];
  if (!prefix) return [write({ uri, replaced: rootPrefix(rule, actions, replacement) })];
  const [exact, below] = [{ exact: prefix }, { prefix: `${prefix}/` }];
  if (replacement === undefined) {
    return [
      {
        ...actions,
        match: matchOf([
          { uri: exact, ...conditions },
          { uri: below, ...conditions },
        ]),
      },
    ];
  }
  const parts = elementPrefix(rule, actions, replacement);
  return [write({ uri: exact, replaced: parts.exact }), write({ uri: below, replaced: parts.below })];
}

/** What takes the place of the matched prefix; undefined if nothing does. */
function replacementOf({ rewrite, redirect }: HTTPRoute, strips: boolean): string | undefined {
  return strips ? '' : (redirect?.prefixRewrite ?? rewrite?.uri);
}

/** Without conditions there is no match (AF-59c). */
function matchOf(items: readonly HTTPMatchRequest[]): readonly HTTPMatchRequest[] | undefined {
  const [first = {}] = items;
  return Object.values(first).some((condition) => condition !== undefined) ? items : undefined;
}

/** AF-44: the whole path is replaced, as nothing tells how far a prefix of it would go. */
function wholePath({ rewrite, redirect }: HTTPRoute, replacement: string | undefined): Part['replaced'] {
  if (redirect !== undefined) {
    const { prefixRewrite, ...rest } = redirect;
    return { redirect: prefixRewrite === undefined ? rest : { ...rest, uri: prefixRewrite } };
  }
  return { rewrite: replacement === '/' ? withoutPath(rewrite) : rewrite };
}

/** AF-43, and the last row of AF-47: every path begins with the prefix `/`. */
function rootPrefix(
  rule: RuleScope,
  { rewrite, redirect }: HTTPRoute,
  replacement: string | undefined,
): Part['replaced'] {
  if (replacement === undefined) return { rewrite, redirect };
  const base = replacement.replace(/\/$/, '');
  const differs = base !== '' && !replacement.endsWith('/');
  if (redirect !== undefined) {
    if (differs) rule.scope.correct('redirectPrefix');
    // In front of every path it changes nothing, so an older release does without.
    if (base === '' && !rule.scope.profile.has('redirectPrefixRewrite')) return { redirect: withoutPrefix(redirect) };
    return redirectBelow(rule, redirect, base);
  }
  if (base === '') return { rewrite: withoutPath(rewrite) };
  rule.scope.correct('rootPrefix');
  return { rewrite: { ...rewrite, uri: `${base}/` } };
}

/** AF-42, AF-47. */
function elementPrefix(rule: RuleScope, { rewrite, redirect }: HTTPRoute, replacement: string) {
  const base = replacement.replace(/\/$/, '');
  if (redirect === undefined) {
    const at = (path: string): Part['replaced'] => ({ rewrite: { ...rewrite, uri: path } });
    return { exact: at(base || '/'), below: at(`${base}/`) };
  }
  if (base === '' || replacement.endsWith('/')) rule.scope.correct('redirectPrefix');
  const exact: Part['replaced'] = { redirect: { ...withoutPrefix(redirect), uri: base || '/' } };
  return { exact, below: redirectBelow(rule, redirect, base) };
}

function redirectBelow(rule: RuleScope, redirect: HTTPRedirect, base: string): Part['replaced'] {
  if (!rule.requires('redirectPrefixRewrite', 'redirect.prefixRewrite')) return 'refused';
  return { redirect: { ...redirect, prefixRewrite: `${base}/` } };
}

function withoutPrefix({ prefixRewrite: _, ...redirect }: HTTPRedirect): HTTPRedirect {
  return redirect;
}

/** A rewrite of the host alone; undefined if nothing else is rewritten. */
function withoutPath({ uri: _, ...rewrite }: HTTPRewrite = {}): HTTPRewrite | undefined {
  return rewrite.authority === undefined ? undefined : rewrite;
}

/** AF-59b: for istiod the expression `*` says that a header is there, but it is none. */
function presenceAsExpression({ headers, queryParams, ...match }: HTTPMatchRequest): HTTPMatchRequest {
  return { ...match, headers: headers && present(headers), queryParams: queryParams && present(queryParams) };
}

function present(matches: Readonly<Record<string, StringMatch>>): Readonly<Record<string, StringMatch>> {
  const entries = Object.entries(matches).map(([name, match]): [string, StringMatch] => [
    name,
    match.regex === '*' ? { regex: '.*' } : match,
  ]);
  return Object.fromEntries(entries);
}
