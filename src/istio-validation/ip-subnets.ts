import { isIPAddress } from '../model/ip-address.ts';

/** Why a text is no IP address; `undefined` if it is one. */
export function ipAddressError(address: string): string | undefined {
  return isIPAddress(address) ? undefined : `${address} is not a valid IP`;
}

/** Why a text is neither an IP address nor a block of them in CIDR notation; `undefined` if it is one. */
export function ipSubnetError(subnet: string): string | undefined {
  const [address = '', bits, ...rest] = subnet.split('/');
  if (bits === undefined || rest.length > 0) return ipAddressError(subnet);
  const longest = address.includes(':') ? 128 : 32;
  const isBlock =
    isIPAddress(address) && !address.includes('%') && /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= longest;
  return isBlock ? undefined : `${subnet} is not a valid CIDR block`;
}
