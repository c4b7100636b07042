import type { Outcome } from '../request.ts';
import type { HTTPRequest } from './http-request.ts';
import { replaceMatched } from './rewrites.ts';
import type { Route } from './routes.ts';
import type { RedirectFields } from './virtual-service-fields.ts';

const defaultCode = 301;
const codes: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How Istio up to 1.30 writes a replaced prefix; special in generated VirtualServices alone. */
const olderPrefixRewrite = '%PREFIX()%';

/** E-31. */
export function redirectOutcome(route: Route, redirect: RedirectFields, request: HTTPRequest): Outcome {
  const status = redirect.redirectCode || defaultCode;
  if (!codes.has(status)) {
    return {
      kind: 'undefined',
      why: `istiod makes no action of redirect code ${status}, so Envoy answers with an error`,
    };
  }
  const scheme = redirect.scheme ?? request.scheme;
  const port = redirectPort(route, redirect);
  const host = redirect.authority ?? requestHost(request, scheme, port);
  const portText = port === undefined ? '' : `:${port}`;
  return {
    kind: 'redirect',
    status,
    location: `${scheme}://${host}${portText}${redirectPath(route, redirect, request)}`,
  };
}

/** E-8: what a server with `httpsRedirect` answers. */
export function httpsRedirect({ authority, path }: HTTPRequest): Outcome {
  return { kind: 'redirect', status: defaultCode, location: `https://${authority}${path}` };
}

/** The port that the location names; undefined for none. The usual port of the scheme is left out. */
function redirectPort({ scope }: Route, { port, derivePort, scheme }: RedirectFields): number | undefined {
  const wanted = port ?? (derivePort === 'FROM_REQUEST_PORT' ? scope.port : undefined);
  const usual = (scheme ?? (scope.tls ? 'https' : 'http')) === 'https' ? 443 : 80;
  const isUsual = wanted === usual && (scheme === undefined || scheme === 'http' || scheme === 'https');
  return isUsual ? undefined : wanted;
}

/** The Host as sent. A port in it goes if another is named, or if it was the usual one of the scheme that is left. */
function requestHost({ authority, scheme }: HTTPRequest, newScheme: string, port: number | undefined): string {
  const colon = authority.startsWith('[') ? authority.lastIndexOf(']:') + 1 : authority.lastIndexOf(':');
  if (colon <= 0) return authority;
  const usual = scheme === 'https' ? ':443' : ':80';
  const isStale = newScheme !== scheme && authority.slice(colon) === usual;
  return port !== undefined || isStale ? authority.slice(0, colon) : authority;
}

function redirectPath({ path, virtualService }: Route, redirect: RedirectFields, request: HTTPRequest): string {
  const { uri = '', prefixRewrite = '' } = redirect;
  const isOlder = virtualService.form === 'mirror' && uri.startsWith(olderPrefixRewrite);
  const replacement = isOlder ? uri.slice(olderPrefixRewrite.length) : prefixRewrite;
  if (replacement !== '') return replaceMatched(path, replacement, request);
  if (uri === '' || isOlder) return request.path;
  return uri.includes('?') ? uri : uri + request.path.slice(request.pathOnly.length);
}
