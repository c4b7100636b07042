import type { Request } from '../request.ts';
import type { Trail } from '../trail.ts';
import { type Host, readHost } from './hostnames.ts';

/** A request as it is matched (section 2.1 of the rules). */
export interface Message {
  readonly request: Request;
  readonly host: Host;
  /** In lower case; `''` for none. */
  readonly sni: string;
  /** The path as sent, before the query; `/` for an empty one. */
  readonly path: string;
  /** What follows the path: the query with its question mark. */
  readonly suffix: string;
  /** Query parameters; of repeated ones the first (GA-5). */
  readonly query: ReadonlyMap<string, string>;
  /** By name in lower case; values of repeated ones joined by commas (GA-6). */
  readonly headers: ReadonlyMap<string, string>;
  /** Names that occur repeatedly, in any of the two. */
  readonly repeatedHeaders: ReadonlySet<string>;
  readonly repeatedParameters: ReadonlySet<string>;
}

/** Reads a request; what the API does not settle about it is noted. */
export function readMessage(request: Request, trail: Trail): Message {
  const host = readHost(request.authority);
  const end = request.path.search(/[?#]/);
  const path = (end < 0 ? request.path : request.path.slice(0, end)) || '/';
  const suffix = end < 0 ? '' : request.path.slice(end);
  noteOpenPoints(request, host, path, trail);
  const repeatedHeaders = new Set<string>();
  const repeatedParameters = new Set<string>();
  const headers = joinHeaders(request, repeatedHeaders);
  const query = readQuery(suffix, repeatedParameters);
  const sni = request.sni.toLowerCase();
  return { request, host, sni, path, suffix, query, headers, repeatedHeaders, repeatedParameters };
}

function noteOpenPoints({ transport }: Request, host: Host, path: string, trail: Trail): void {
  if (transport !== 'http' && transport !== 'https') return;
  if (host.text === '')
    trail.note('the request has no Host, which HTTP/1.1 demands; only what has no hostname matches it');
  if (host.text.endsWith('.')) trail.note(`the trailing dot of host "${host.text}" is compared literally`);
  if (/%|\/\/|\/\.\.?(\/|$)|\\/.test(path)) {
    trail.note(`path "${path}" is compared as sent; the Gateway API does not say how it is decoded or normalised`);
  }
}

function readQuery(suffix: string, repeated: Set<string>): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  if (!suffix.startsWith('?')) return query;
  for (const parameter of suffix.slice(1).replace(/#.*$/s, '').split('&')) {
    const separator = parameter.indexOf('=');
    const name = separator < 0 ? parameter : parameter.slice(0, separator);
    const value = separator < 0 ? '' : parameter.slice(separator + 1);
    if (query.has(name)) repeated.add(name);
    else if (name !== '') query.set(name, value);
  }
  return query;
}

function joinHeaders(request: Request, repeated: Set<string>): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [written, value] of request.headers) {
    const name = written.toLowerCase();
    const before = headers.get(name);
    if (before !== undefined) repeated.add(name);
    headers.set(name, before === undefined ? value.trim() : `${before},${value.trim()}`);
  }
  return headers;
}

/** Value of a header by its name in lower case; `Host` is the authority with its port. */
export function headerOf({ request, headers }: Message, name: string): string | undefined {
  if (name === 'host') return request.authority === '' ? undefined : request.authority;
  return headers.get(name);
}
