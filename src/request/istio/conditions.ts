import type { RegularExpressions } from '../../model/regular-expressions.ts';
import { type HTTPRequest, headerValue } from './http-request.ts';
import type { Route } from './routes.ts';
import { asksForPresence, matcherText, matchesText, matchesWhole } from './string-matches.ts';
import type { HTTPMatchFields } from './virtual-service-fields.ts';

/** Why a route does not get a request, or why nobody can say. */
export type Refusal = { readonly failed: string } | { readonly undecided: string };

/** E-26: the first condition of a route that a request does not meet; undefined if it meets all. */
export function firstRefusal(
  { path, match }: Route,
  request: HTTPRequest,
  expressions: RegularExpressions,
): Refusal | undefined {
  const ignoreCase = match?.ignoreUriCase ?? false;
  if (!matchesPath(path, request.pathOnly, ignoreCase, expressions)) {
    return { failed: `path "${request.pathOnly}" does not match ${path.type} "${path.value}"` };
  }
  if (match === undefined) return undefined;
  const failed =
    failedPseudoHeader(match, request, expressions) ??
    failedHeader(match, request, expressions) ??
    failedWithoutHeader(match, request, expressions) ??
    failedQuery(match, request, expressions);
  if (failed !== undefined) return { failed };
  const claim = [...match.headers, ...match.withoutHeaders].find(([name]) => isClaim(name));
  return claim && { undecided: `"${claim[0]}" depends on the token of the request` };
}

/** E-22. */
function matchesPath(
  { type, value }: Route['path'],
  path: string,
  ignoreCase: boolean,
  expressions: RegularExpressions,
): boolean {
  if (type === 'regex') return matchesWhole(value, path, expressions);
  const wanted = ignoreCase ? value.toLowerCase() : value;
  const given = ignoreCase ? path.toLowerCase() : path;
  if (type === 'exact') return given === wanted;
  if (type === 'prefix') return given.startsWith(wanted);
  return given === wanted || given.startsWith(`${wanted}/`);
}

/** E-25. */
function failedPseudoHeader(
  match: HTTPMatchFields,
  request: HTTPRequest,
  expressions: RegularExpressions,
): string | undefined {
  for (const name of ['method', 'authority', 'scheme'] as const) {
    const matcher = match[name];
    if (matcher !== undefined && !matchesText(matcher, request[name], expressions)) {
      return `${name} "${request[name]}" is not ${matcherText(matcher)}`;
    }
  }
  return undefined;
}

/** E-23. */
function failedHeader(
  { headers }: HTTPMatchFields,
  request: HTTPRequest,
  expressions: RegularExpressions,
): string | undefined {
  for (const [name, matcher] of headers) {
    if (isClaim(name)) continue;
    const value = headerValue(request, name);
    if (value === undefined) return `there is no header "${name}"`;
    if (!matchesText(matcher, value, expressions)) return `header "${name}: ${value}" is not ${matcherText(matcher)}`;
  }
  return undefined;
}

/** E-23: an absent header counts as an empty one, except where the header as such is unwanted. */
function failedWithoutHeader(
  { withoutHeaders }: HTTPMatchFields,
  request: HTTPRequest,
  expressions: RegularExpressions,
): string | undefined {
  for (const [name, matcher] of withoutHeaders) {
    if (isClaim(name)) continue;
    const value = headerValue(request, name);
    const unwanted = asksForPresence(matcher) ? value !== undefined : matchesText(matcher, value ?? '', expressions);
    if (unwanted) return `header "${name}: ${value ?? ''}" is ${matcherText(matcher)}, which is excluded`;
  }
  return undefined;
}

/** E-24. */
function failedQuery(
  { queryParams }: HTTPMatchFields,
  { query }: HTTPRequest,
  expressions: RegularExpressions,
): string | undefined {
  for (const [name, matcher] of queryParams) {
    const value = query.get(name);
    if (value === undefined) return `there is no query parameter "${name}"`;
    if (!matchesText(matcher, value, expressions)) return `query "${name}=${value}" is not ${matcherText(matcher)}`;
  }
  return undefined;
}

function isClaim(name: string): boolean {
  return /^@request\.auth\.claims[.[]/i.test(name);
}
