import type { HTTPPathMatch, HTTPRouteMatch, NamedMatch } from '../../model/gateway-api.ts';
import {
  headerFailure,
  headerMatches,
  type MatchScope,
  type MatchVerdict,
  queryMatches,
  textFailure,
} from './matches.ts';

/** What each number of the precedence of an HTTP match stands for (GA-30). */
export const httpPrecedence = [
  'an Exact path',
  'a longer PathPrefix',
  'a longer RegularExpression, a choice of Istio',
  'a method',
  'more header matches',
  'more query parameter matches',
] as const;

/** Judges a match of an HTTPRoute; a rule without matches has one that asks for nothing (GA-25 to GA-28). */
export function judgeHTTPMatch(
  { path = {}, method, headers, queryParams }: HTTPRouteMatch,
  scope: MatchScope,
): MatchVerdict {
  const { request } = scope.message;
  const asked = { headers: headerMatches(headers), query: queryMatches(queryParams) };
  const failed =
    pathFailure(path, scope) ??
    (method === undefined || method === request.method ? undefined : `method is ${request.method}, not ${method}`) ??
    headerFailure(asked.headers, scope) ??
    queryFailure(asked.query, scope);
  if (failed !== undefined) return { failed };
  const precedence = [...pathPrecedence(path), method === undefined ? 0 : 1, asked.headers.length, asked.query.length];
  return { precedence };
}

/** A path prefix without the trailing slash that does not count; `''` covers every path. */
export function prefixOf({ value = '/' }: HTTPPathMatch): string {
  return value.replace(/\/$/, '');
}

/** Whether a match has a path of type PathPrefix, which it has if it says nothing. */
export function isPrefix({ type = 'PathPrefix' }: HTTPPathMatch): boolean {
  return type === 'PathPrefix';
}

function pathFailure(match: HTTPPathMatch, scope: MatchScope): string | undefined {
  const { path } = scope.message;
  const { type = 'PathPrefix', value = '/' } = match;
  if (type !== 'PathPrefix') return textFailure({ type, value }, path, 'path', scope);
  const prefix = prefixOf(match);
  if (prefix === '' || path === prefix || path.startsWith(`${prefix}/`)) return undefined;
  return `path "${path}" does not lie below "${value}"`;
}

/** Expressions come below every prefix: the API leaves it open, Istio does so. */
function pathPrecedence(match: HTTPPathMatch): readonly number[] {
  const { type, value = '/' } = match;
  if (type === 'Exact') return [1, 0, 0];
  // A trailing slash changes nothing about what a prefix matches, so it does not count here either.
  return type === 'RegularExpression' ? [0, -1, value.length] : [0, prefixOf(match).length, 0];
}

function queryFailure(matches: readonly NamedMatch[], scope: MatchScope): string | undefined {
  const { query, repeatedParameters } = scope.message;
  for (const match of matches) {
    const { name = '' } = match;
    const value = query.get(name);
    if (value === undefined) return `query parameter "${name}" is absent`;
    if (repeatedParameters.has(name)) scope.trail.note(`of repeated query parameter "${name}" the first value counts`);
    if (/[%+]/.test(value)) scope.trail.note(`the value of query parameter "${name}" is compared without decoding it`);
    const failed = textFailure(match, value, `query parameter "${name}"`, scope);
    if (failed !== undefined) return failed;
  }
  return undefined;
}
