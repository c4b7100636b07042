import type { HTTPCORSFilter } from '../../model/gateway-api.ts';
import type { CorsAnswer } from '../request.ts';
import type { Message } from './message.ts';

const defaultMaxAge = 5;

/** Whether the gateway answers a request itself, as the question of a browser whether it may ask (GA-46). */
export function isPreflight({ request, headers }: Message): boolean {
  return request.method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
}

/** What a CORS filter makes of a request: nothing without an `Origin`, and no headers for one that is not allowed. */
export function answerCORS(filter: HTTPCORSFilter, message: Message): CorsAnswer {
  const origin = message.headers.get('origin');
  if (origin === undefined) return { responseHeaders: {} };
  if (!(filter.allowOrigins ?? []).some((allowed) => coversOrigin(allowed, origin))) {
    return { allowed: false, responseHeaders: {} };
  }
  const headers = isPreflight(message) ? preflightHeaders(filter, message) : exposedHeaders(filter);
  const credentials = filter.allowCredentials === true ? [['access-control-allow-credentials', 'true']] : [];
  const all = [['access-control-allow-origin', origin], ...credentials, ...headers];
  return { allowed: true, responseHeaders: Object.fromEntries(all) };
}

type Header = readonly [name: string, value: string];

function preflightHeaders(filter: HTTPCORSFilter, { headers }: Message): readonly Header[] {
  const { allowMethods, allowHeaders, maxAge = defaultMaxAge } = filter;
  const asked = (name: string) => headers.get(`access-control-request-${name}`);
  const methods = listed(filter, allowMethods, asked('method'));
  const names = listed(filter, allowHeaders, asked('headers'));
  return [
    ...(methods === undefined ? [] : [['access-control-allow-methods', methods] as const]),
    ...(names === undefined ? [] : [['access-control-allow-headers', names] as const]),
    ['access-control-max-age', String(maxAge)],
  ];
}

/** With credentials a wildcard stands for what was asked for: browsers take `*` literally then. */
function listed(
  { allowCredentials }: HTTPCORSFilter,
  values: readonly string[] | undefined,
  asked: string | undefined,
): string | undefined {
  if (values === undefined || values.length === 0) return undefined;
  if (!values.includes('*')) return values.join(', ');
  return allowCredentials === true ? asked : '*';
}

function exposedHeaders({ exposeHeaders = [], allowCredentials }: HTTPCORSFilter): readonly Header[] {
  const exposed = allowCredentials === true ? exposeHeaders.filter((name) => name !== '*') : exposeHeaders;
  return exposed.length === 0 ? [] : [['access-control-expose-headers', exposed.join(', ')]];
}

/** Whether an entry of `allowOrigins` covers an origin: `*` stands for any text, and a missing port for the usual one of the scheme. */
function coversOrigin(allowed: string, origin: string): boolean {
  if (allowed === '*') return true;
  if (allowed === '') return false;
  const text = withPort(origin.toLowerCase());
  const [start = '', ...parts] = withPort(allowed.toLowerCase()).split('*');
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  // A wildcard stands for at least one character.
  return text.length - end.length > at && text.endsWith(end);
}

function withPort(origin: string): string {
  if (/:(\d+|\*)$/.test(origin)) return origin;
  const port = /^http:/.test(origin) ? 80 : /^https:/.test(origin) ? 443 : undefined;
  return port === undefined ? origin : `${origin}:${port}`;
}
