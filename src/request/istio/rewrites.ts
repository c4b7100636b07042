import type { HTTPRewrite } from '../../model/istio.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { HTTPRequest } from './http-request.ts';
import type { Route } from './routes.ts';

/** E-35: the path with the query as the backend sees it. */
export function rewrittenPath(
  { path, virtualService }: Route,
  rewrite: HTTPRewrite | undefined,
  request: HTTPRequest,
  expressions: RegularExpressions,
): string {
  const { uri, uriRegexRewrite } = rewrite ?? {};
  if (uriRegexRewrite !== undefined) {
    const expression = expressions.compile(uriRegexRewrite.match);
    if ('invalid' in expression) return request.path;
    const query = request.path.slice(request.pathOnly.length);
    return expression.replaceAll(request.pathOnly, uriRegexRewrite.rewrite ?? '') + query;
  }
  if (uri === undefined) return request.path;
  if (virtualService.form === 'mirror' && uri === '/') return stripped(request.path, strippedPrefix(path));
  return replaceMatched(path, uri, request);
}

/** The path with what a route matched replaced: its prefix, or else the whole path. The query stays, and slashes are not repaired. */
export function replaceMatched({ type, value }: Route['path'], replacement: string, request: HTTPRequest): string {
  const isPrefix = type === 'prefix' || type === 'segments';
  return replacement + request.path.slice(isPrefix ? value.length : request.pathOnly.length);
}

/** Istiod cuts a prefix with an expression that knows path-separated prefixes alone; anything else stays whole. */
function strippedPrefix({ type, value }: Route['path']): string {
  return type === 'segments' ? value : '';
}

/** What `^prefix(/?)(.*)` replaced by `/\2` leaves. */
function stripped(path: string, prefix: string): string {
  if (!path.startsWith(prefix)) return path;
  const rest = path.slice(prefix.length);
  return `/${rest.startsWith('/') ? rest.slice(1) : rest}`;
}
