import { goQuote } from './go-quote.ts';
import { isIPAddress } from './ip-address.ts';

// How Go's net/url reads URLs: it takes much that no other reader does, and refuses some of what they take. API servers built with
// Go 1.26 refuse more than one colon in a host too; older ones do not.

const controls = /[\0-\x1f\x7f]/;
const leadingScheme = /^([a-z][a-z\d+.-]*):/i;
const userinfo = /^[\w.~:!$&'()*+,;=%@-]*$/;
const optionalPort = /^(?::\d*)?$/;
const brokenEscape = /%(?![\da-f]{2})/i;
// In a host only what is not ASCII may be escaped, and the percent sign of a zone.
const notInHost = /%(?![\da-f]{2})|%(?!25)[0-7]|[ #/?@\\^`{|}]/i;
const notInZone = /%(?![\da-f]{2})|%(?:[01][\da-f]|2[3f]|3f|40|5[ce]|60|7[b-df]|[89a-f][\da-f])|[ #/?@\\^`{|}]/i;

/** The scheme of a URL, in lower case; empty if it has none. */
export function urlScheme(text: string): string {
  return (leadingScheme.exec(text)?.[1] ?? '').toLowerCase();
}

/** Why Go's `url.ParseRequestURI` refuses a text, in its words; undefined if it does not. */
export function requestUriFault(text: string): string | undefined {
  if (text === '') return parseError(text, 'empty url');
  return parseError(text, faultOf(text, false));
}

/** Why Go's `url.Parse` refuses a text that `url.ParseRequestURI` takes, in its words; undefined if it does not. */
export function urlFault(text: string): string | undefined {
  const [url, fragment] = cut(text, '#');
  return parseError(url, faultOf(url, true)) ?? parseError(text, escapeFault(fragment));
}

function parseError(text: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `parse ${goQuote(text)}: ${fault}`;
}

/** `//` begins a host behind a scheme. Without one it does so if `bareHosts`, else a path. */
function faultOf(text: string, bareHosts: boolean): string | undefined {
  if (controls.test(text)) return 'net/url: invalid control character in URL';
  if (text === '*') return undefined;
  if (text.startsWith(':')) return 'missing protocol scheme';
  const scheme = urlScheme(text);
  const [rest] = cut(scheme === '' ? text : text.slice(scheme.length + 1), '?');
  if (!rest.startsWith('/')) return scheme === '' ? 'invalid URI for request' : undefined;
  const hasHost = rest.startsWith('//') && (scheme !== '' || (bareHosts && !rest.startsWith('///')));
  if (!hasHost) return escapeFault(rest);
  const [authority, path] = cut(rest.slice(2), '/');
  return authorityFault(authority) ?? escapeFault(path);
}

function authorityFault(authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const fault = hostFault(authority.slice(at + 1));
  if (fault !== undefined || at < 0) return fault;
  const user = authority.slice(0, at);
  if (!userinfo.test(user)) return 'net/url: invalid userinfo';
  const [name, password] = cut(user, ':');
  return escapeFault(name) ?? escapeFault(password);
}

function hostFault(host: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'invalid IP-literal';
  if (bracket === 0) return literalFault(host);
  const colon = host.lastIndexOf(':');
  return (colon < 0 ? undefined : portFault(host.slice(colon))) ?? characterFault(host, notInHost);
}

/** What is wrong with an IPv6 address in brackets, with or without a port. */
function literalFault(host: string): string | undefined {
  const end = host.lastIndexOf(']');
  if (end < 0) return "missing ']' in host";
  const literal = host.slice(1, end);
  const [address, zone] = cut(literal, '%25');
  const fault = portFault(host.slice(end + 1)) ?? characterFault(address, notInHost) ?? characterFault(zone, notInZone);
  if (fault !== undefined) return fault;
  const whole = address === literal ? address : `${address}%${zone}`;
  if (address.includes('%') || !isIPAddress(whole))
    return `invalid host: ParseAddr(${goQuote(whole)}): unable to parse IP`;
  return whole.includes(':') ? undefined : 'invalid IP-literal';
}

function portFault(port: string): string | undefined {
  return optionalPort.test(port) ? undefined : `invalid port ${goQuote(port)} after host`;
}

function escapeFault(text: string): string | undefined {
  return characterFault(text, brokenEscape);
}

function characterFault(text: string, refused: RegExp): string | undefined {
  const at = text.search(refused);
  if (at < 0) return undefined;
  if (text[at] === '%') return `invalid URL escape ${goQuote(text.slice(at, at + 3))}`;
  return `invalid character ${goQuote(text.charAt(at))} in host name`;
}

/** What stands before a separator and what behind it; nothing behind one that is not there. */
function cut(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
