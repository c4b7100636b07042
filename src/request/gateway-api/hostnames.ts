import { isIPAddress } from '../../model/ip-address.ts';

/** Whether a hostname of a listener or route covers a host in lower case; an empty one covers every host (GA-11). */
export function covers(hostname: string, host: string): boolean {
  if (isUnrestricted(hostname)) return true;
  if (!hostname.startsWith('*.')) return hostname.toLowerCase() === host;
  const suffix = hostname.slice(1).toLowerCase();
  return host.length > suffix.length && host.endsWith(suffix);
}

function isUnrestricted(hostname: string): boolean {
  return hostname === '' || hostname === '*';
}

/**
 * How specific a hostname is (GA-12): exact ones before wildcards, wildcards with more labels before others, none last.
 * Only the order of the numbers means something.
 */
export function specificity(hostname: string): number {
  if (isUnrestricted(hostname)) return 0;
  return hostname.startsWith('*.') ? hostname.split('.').length : Number.POSITIVE_INFINITY;
}

/** The narrower of two hostnames if one contains the other, else undefined (GA-20). Both in lower case. */
export function narrower(a: string, b: string): string | undefined {
  if (isUnrestricted(a)) return b;
  if (isUnrestricted(b)) return a;
  if (a === b || contains(b, a)) return a;
  return contains(a, b) ? b : undefined;
}

/** Whether a wildcard contains another hostname: `*.example.com` contains `*.foo.example.com` and `a.example.com`. */
function contains(wildcard: string, hostname: string): boolean {
  if (!wildcard.startsWith('*.')) return false;
  const suffix = wildcard.slice(1);
  const inner = hostname.startsWith('*.') ? hostname.slice(1) : hostname;
  return inner.length > suffix.length && inner.endsWith(suffix);
}

const longestName = 253;

/**
 * Every hostname that covers a host or contains a hostname, the narrowest first: itself, wildcards with ever fewer labels, none.
 * All in lower case.
 */
export function coveringHostnames(hostname: string): readonly string[] {
  // No DNS name is longer, so no wildcard covers it.
  if (hostname === '' || hostname.length > longestName) return [''];
  const labels = hostname.split('.');
  const wildcards = labels.slice(1).map((_, i) => `*.${labels.slice(i + 1).join('.')}`);
  return [hostname, ...wildcards.filter((wildcard) => wildcard !== hostname && covers(wildcard, hostname)), ''];
}

/** The host of a request without user information and port; `text` and `name` in lower case, as it is compared (GA-1). */
export interface Host {
  /** As sent. */
  readonly sent: string;
  readonly text: string;
  /** What hostnames are compared with: `''` for an IP address or no host at all, which no hostname covers (GA-3). */
  readonly name: string;
}

/** Reads a `Host` header or `:authority`. */
export function readHost(authority: string): Host {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const sent = isIPAddress(host) ? host : host.replace(/:\d*$/, '');
  const text = sent.toLowerCase();
  return { sent, text, name: isIPAddress(text.replace(/^\[(.*)\]$/, '$1')) ? '' : text };
}
