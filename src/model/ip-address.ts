const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const groupsOfIPv6 = 8;

/** Whether a text is an IPv4 or IPv6 address, as Go's `netip.ParseAddr` reads it. */
export function isIPAddress(text: string): boolean {
  return ipv4.test(text) || isIPv6(text);
}

function isIPv6(text: string): boolean {
  const [address = '', ...zone] = text.split('%');
  if (zone.length > 0 && zone.join('%') === '') return false;
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  // The last 32 bits may be written as IPv4.
  const embedded = ipv4.test(last) && address.endsWith(last);
  const hexadecimal = embedded ? groups.slice(0, -1) : groups;
  if (!hexadecimal.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const length = groups.length + (embedded ? 1 : 0);
  return halves.length === 2 ? length < groupsOfIPv6 : length === groupsOfIPv6;
}
