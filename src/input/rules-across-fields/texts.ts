import { isIPAddress } from '../../model/ip-address.ts';

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const hostname = `${label}(?:\\.${label})*`;
const hostnamePattern = new RegExp(`^${hostname}$`);
const wildcardPattern = new RegExp(`^(?:\\*\\.)?${hostname}$`);

/** Whether a text is a hostname without wildcard, of any length. */
export function isHostname(text: string): boolean {
  return hostnamePattern.test(text);
}

/** Whether a text is a hostname whose first label may be `*`. */
export function isHostnameOrWildcard(text: string): boolean {
  return wildcardPattern.test(text);
}

// Any notation of `::ffff:0:0/96`.
const mappedIPv4 =
  /^(?:(?:0{1,4}:){5}|(?:(?:0{1,4}:){0,3}0{1,4})?::(?:0{1,4}:){0,4})ffff:(?:[\da-f]{1,4}:[\da-f]{1,4}|[\d.]+)$/i;

/** Whether the CEL library of Kubernetes takes a text for an IP address: without zone, and no IPv4 address within IPv6. */
export function isPlainIP(text: string): boolean {
  return isIPAddress(text) && !text.includes('%') && !mappedIPv4.test(text);
}
