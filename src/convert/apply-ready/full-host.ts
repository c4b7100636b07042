import { fqdnError } from '../../istio-validation/domains.ts';

/** Whether a name has several labels, no wildcard, and is no address: a destination that means the same in every namespace (AF-52). */
export function isFullHost(host: string): boolean {
  return host.includes('.') && fqdnError(host) === undefined;
}
