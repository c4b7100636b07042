import { isIPAddress } from '../model/ip-address.ts';
import type { Malformed } from './malformed.ts';

/** A URL taken apart. Userinfo is decoded, everything else as written. */
export interface URLParts {
  readonly scheme: 'http' | 'https' | undefined;
  readonly userinfo: string | undefined;
  /** IPv6 addresses in brackets, other names in ASCII. */
  readonly host: string;
  readonly port: number | undefined;
  /** From the first slash on, or `/`. */
  readonly path: string;
  /** From `?` on, or empty. The fragment is not sent. */
  readonly query: string;
}

/** Takes a URL apart as curl does: the scheme may be missing. */
export function parseURL(url: string): URLParts | Malformed {
  if (url === '') return { problem: 'the URL is empty' };
  if (/[\s\u0000-\u001f\u007f]/.test(url)) {
    return { problem: `URL "${url}" holds a space or control character (%20 is a space)` };
  }
  const [, scheme, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(url) ?? [];
  const known = scheme?.toLowerCase();
  if (known !== undefined && known !== 'http' && known !== 'https') {
    return { problem: `URL "${url}": a request goes to http:// or https:// (--tcp HOST:PORT, --tls HOST, --grpc)` };
  }
  const [, authority = '', target = ''] = /^([^/?#]*)(.*)$/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const address = parseAddress(authority.slice(at + 1));
  if ('problem' in address) return { problem: `URL "${url}": ${address.problem}` };
  const userinfo = at < 0 ? undefined : decode(authority.slice(0, at));
  if (at >= 0 && userinfo === undefined) return { problem: `URL "${url}": the user is not percent-encoded` };
  const [, path = '', query = ''] = /^([^?#]*)(\?[^#]*)?/.exec(target) ?? [];
  return { scheme: known, userinfo, ...address, path: path === '' ? '/' : path, query };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function parseAddress(address: string): { readonly host: string; readonly port: number | undefined } | Malformed {
  if (address.includes(':') && isIPAddress(address)) {
    return { problem: `an IPv6 address stands in brackets: [${address}]` };
  }
  const [, name, rest = ''] = /^(\[[^\]]*\]|[^:]*)(.*)$/.exec(address) ?? [];
  const host = hostOf(name ?? '');
  if ('problem' in host) return host;
  if (rest === '' || rest === ':') return { ...host, port: undefined };
  const port = /^:\d{1,5}$/.test(rest) ? Number(rest.slice(1)) : Number.NaN;
  if (!(port >= 1 && port <= 65_535)) return { problem: `"${rest.replace(/^:/, '')}" is no port (1 to 65535)` };
  return { ...host, port };
}

/** Letters beyond ASCII are sent in Punycode; the zone of an IPv6 address is for the client alone. */
function hostOf(name: string): { readonly host: string } | Malformed {
  if (name === '') return { problem: 'no host' };
  if (name.startsWith('[')) {
    const ip = name.slice(1, -1).replace(/%.*$/, '');
    return ip.includes(':') && isIPAddress(ip) ? { host: `[${ip}]` } : { problem: `"${name}" is no IPv6 address` };
  }
  const host = /^[\u0000-\u007f]*$/.test(name) ? name : inPunycode(name);
  if (host === undefined || !/^[a-z0-9._~-]+$/i.test(host)) return { problem: `"${name}" is no host` };
  return { host };
}

function inPunycode(name: string): string | undefined {
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : undefined;
}
