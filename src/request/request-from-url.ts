import { isIPAddress } from '../model/ip-address.ts';
import {
  contentTypeOfGrpc,
  type HeaderLine,
  isContentType,
  isGrpc,
  isHeaderName,
  parseHeaderLines,
} from './header-lines.ts';
import type { Malformed } from './malformed.ts';
import type { Request, Transport } from './request.ts';
import { parseURL, type URLParts } from './url-parts.ts';

/** What is asked for beside the URL. */
export interface URLOptions {
  readonly method?: string;
  /** As curl's `-H` takes them. */
  readonly headers?: readonly string[];
  /** Server name of the TLS handshake; `''` for none. */
  readonly sni?: string;
  readonly grpc?: boolean;
  /** No HTTP is sent: TLS of whatever content, or a bare connection. */
  readonly bare?: 'tcp' | 'tls';
  /** Leave `/../` and `/./` in the path. */
  readonly pathAsIs?: boolean;
}

/** A request that is yet to get its entry. */
export interface RequestTarget extends Omit<Request, 'entry'> {
  /** The URL's own port; undefined where the scheme decides. */
  readonly portOfURL: number | undefined;
  /** Host of the URL, which may be another one than that of the `Host` header. */
  readonly host: string;
}

/** The request that curl would send for a URL and its flags: `shop.example.com/cart` is one in the clear. */
export function requestFromURL(url: string, options: URLOptions = {}): RequestTarget | Malformed {
  const parts = parseURL(url);
  if ('problem' in parts) return parts;
  const lines = parseHeaderLines(options.headers ?? []);
  if ('problem' in lines) return lines;
  const transport = transportOf(parts, options);
  if (typeof transport !== 'string') return transport;
  const port = parts.port ?? defaultPorts[transport];
  if (port === undefined) return { problem: `--tcp needs a port: ${parts.host}:PORT` };
  const { method } = options;
  if (method !== undefined && !isHeaderName(method)) return { problem: `"${method}" is no method` };
  const hosts = lines.headers.filter(isHost);
  const grpc = options.grpc === true || lines.headers.some(isGrpc);
  return {
    port,
    portOfURL: parts.port,
    host: parts.host,
    transport,
    sni: options.sni ?? serverName(parts.host),
    method: method ?? (grpc ? 'POST' : 'GET'),
    authority: hosts[0]?.[1] ?? (lines.withoutHost ? '' : authorityOf(parts, transport, port)),
    path: (options.pathAsIs === true ? parts.path : withoutDotSegments(parts.path)) + parts.query,
    headers: [
      ...credentials(parts, lines.headers),
      ...lines.headers.filter((header) => !isHost(header)),
      ...(grpc && !lines.headers.some(isContentType) ? [contentTypeOfGrpc] : []),
    ],
    grpc,
  };
}

/** The port of each transport where nobody names one. */
export const defaultPorts: Readonly<Record<Transport, number | undefined>> = {
  http: 80,
  https: 443,
  tcp: undefined,
  tls: 443,
};

function transportOf({ scheme }: URLParts, { bare, grpc, method, headers = [] }: URLOptions): Transport | Malformed {
  if (bare === undefined) return scheme ?? 'http';
  if (scheme !== undefined && !(bare === 'tls' && scheme === 'https')) {
    return { problem: `--${bare} and ${scheme}:// contradict each other; leave the scheme out` };
  }
  if (grpc === true || method !== undefined || headers.length > 0) {
    return { problem: `with --${bare} no HTTP is looked at, so --request, --header and --grpc say nothing` };
  }
  return bare;
}

/** The name that a TLS client sends: none for an address, and no dot at the end. */
export function serverName(host: string): string {
  return isIPAddress(host.replace(/^\[(.*)\]$/, '$1')) ? '' : host.replace(/\.$/, '');
}

/** A port that the scheme implies is not sent. */
function authorityOf({ host, port }: URLParts, transport: Transport, used: number): string {
  return port === undefined || used === defaultPorts[transport] ? host : `${host}:${used}`;
}

/** User and password of the URL become basic credentials, unless a header has others. */
function credentials({ userinfo }: URLParts, headers: readonly HeaderLine[]): readonly HeaderLine[] {
  if (userinfo === undefined || headers.some(([name]) => name.toLowerCase() === 'authorization')) return [];
  const text = userinfo.includes(':') ? userinfo : `${userinfo}:`;
  return [['authorization', `Basic ${Buffer.from(text).toString('base64')}`]];
}

function isHost([name]: HeaderLine): boolean {
  return name.toLowerCase() === 'host';
}

/** RFC 3986, section 5.2.4, as every client does it before it sends a path. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [i, segment] of segments.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDots) kept.push(segment);
    else if (i === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
