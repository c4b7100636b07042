import { parseGoDuration } from '../../model/duration.ts';
import type { RegularExpressions } from '../../model/regular-expressions.ts';
import type { CorsAnswer } from '../request.ts';
import type { HTTPRequest } from './http-request.ts';
import { matchesText } from './string-matches.ts';
import type { CorsFields } from './virtual-service-fields.ts';

/** What the CORS filter does with a request: it answers a preflight, or lets the request pass. */
export interface CorsDecision {
  readonly answersPreflight: boolean;
  readonly cors: CorsAnswer;
}

/** E-39. */
export function decideCors(cors: CorsFields, request: HTTPRequest, expressions: RegularExpressions): CorsDecision {
  const origin = request.headers.get('origin');
  if (origin === undefined) return { answersPreflight: false, cors: { responseHeaders: {} } };
  const isPreflight = request.method === 'OPTIONS' && Boolean(request.headers.get('access-control-request-method'));
  const allowed = cors.allowOrigins.some((matcher) => matchesText(matcher, origin, expressions));
  if (!allowed) {
    // An unmatched preflight goes to the backend, unless the VirtualService says otherwise.
    const answersPreflight = isPreflight && cors.unmatchedPreflights === 'IGNORE';
    return { answersPreflight, cors: { allowed, responseHeaders: {} } };
  }
  const responseHeaders = {
    'access-control-allow-origin': origin,
    ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(isPreflight ? preflightHeaders(cors) : listHeader('access-control-expose-headers', cors.exposeHeaders)),
  };
  return { answersPreflight: isPreflight, cors: { allowed, responseHeaders } };
}

function preflightHeaders({ allowMethods, allowHeaders, maxAge }: CorsFields): Readonly<Record<string, string>> {
  const age = maxAge === undefined ? undefined : parseGoDuration(maxAge);
  return {
    ...listHeader('access-control-allow-methods', allowMethods),
    ...listHeader('access-control-allow-headers', allowHeaders),
    ...(age !== undefined && { 'access-control-max-age': String(age / 1_000_000_000n) }),
  };
}

function listHeader(name: string, values: readonly string[]): Readonly<Record<string, string>> {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
