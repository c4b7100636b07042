import type { Request } from '../request.ts';

/** A request as Envoy looks at it. */
export interface HTTPRequest {
  /** Normalised, with the query. */
  readonly path: string;
  readonly pathOnly: string;
  readonly method: string;
  /** As sent, with the port. */
  readonly authority: string;
  readonly scheme: 'http' | 'https';
  /** By lower-case name, repeated ones joined by commas; the Host is not among them. */
  readonly headers: ReadonlyMap<string, string>;
  /** The first value of each name, not decoded (E-24). */
  readonly query: ReadonlyMap<string, string>;
  readonly grpc: boolean;
}

/** The request on a normalised path (E-21, E-23, E-24). */
export function httpRequest(request: Request, path: string, scheme: 'http' | 'https'): HTTPRequest {
  const question = path.indexOf('?');
  const headers = new Map<string, string>();
  for (const [written, value] of request.headers) {
    const name = written.toLowerCase();
    if (name === 'host' || name.startsWith(':')) continue;
    const known = headers.get(name);
    headers.set(name, known === undefined ? value.trim() : `${known},${value.trim()}`);
  }
  const query = new Map<string, string>();
  for (const pair of question < 0 ? [] : path.slice(question + 1).split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (pair !== '' && !query.has(name)) query.set(name, equals < 0 ? '' : pair.slice(equals + 1));
  }
  const pathOnly = question < 0 ? path : path.slice(0, question);
  const { method, authority, grpc } = request;
  return { path, pathOnly, method, authority, scheme, headers, query, grpc };
}

/** The value of a header; the pseudo headers are among them, and `host` is `:authority` (E-23, E-25). */
export function headerValue(request: HTTPRequest, name: string): string | undefined {
  switch (name.toLowerCase()) {
    case 'host':
    case ':authority':
      return request.authority;
    case ':method':
      return request.method;
    case ':path':
      return request.path;
    case ':scheme':
      return request.scheme;
    default:
      return request.headers.get(name.toLowerCase());
  }
}
