import { goQuote } from '../model/go-quote.ts';

const label = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const plainLabel = new RegExp(`^${label}$`);
const wildcardLabel = new RegExp(`^(?:\\*|(?:\\*-?)?${label})$`);
const longestLabel = 63;
const longestDomain = 255;
const largestInteger = 2n ** 63n - 1n;

/** Whether Istio takes a text for a DNS label: unlike Kubernetes it allows upper case (AP-6). */
export function isDnsLabel(text: string): boolean {
  return text.length <= longestLabel && plainLabel.test(text);
}

/** Why Istio does not take a text for a fully qualified domain name (AP-7); `undefined` if it does. */
export function fqdnError(domain: string): string | undefined {
  return lengthError(domain) ?? labelsError(domain);
}

/** Why Istio does not take a text for a domain name with or without a wildcard (AP-8); `undefined` if it does. */
export function wildcardDomainError(domain: string): string | undefined {
  const first = domain.split('.', 1)[0] ?? '';
  const error = lengthError(domain);
  if (error !== undefined) return error;
  if (first.length > longestLabel || !wildcardLabel.test(first)) return invalidLabel(domain, first);
  // What is said of the rest does not name the first label, as in Istio.
  return first === domain ? undefined : labelsError(domain.slice(first.length + 1));
}

/**
 * As `wildcardDomainError`, for names of SNI on a gateway: these may also be what istiod generates between networks,
 * `outbound_.<port>_.<subset>_.<host>` (AP-50).
 */
export function sniDomainError(domain: string): string | undefined {
  if (!domain.startsWith('outbound')) return wildcardDomainError(domain);
  const error = lengthError(domain);
  if (error !== undefined) return error;
  const [direction = '', port = '', , host] = domain.split('_.');
  if (host === undefined) {
    return `domain name ${domain} invalid, should follow '<trafficDirection>_.<port>_.<subset>_.<hostname>' format`;
  }
  if (direction !== 'outbound') return invalidLabel(domain, direction);
  if (!/\d/.test(port)) return invalidLabel(domain, port);
  return /[a-zA-Z0-9]/.test(host) ? undefined : invalidLabel(domain, host);
}

/** Why a host has its wildcard elsewhere than as its whole first label; `undefined` if it has not (AP-24, AP-110). */
export function partialWildcardError(host: string): string | undefined {
  const partial = host.includes('*') && host.length > 1 && !host.startsWith('*.');
  return partial ? `partial wildcard ${goQuote(host)} not allowed` : undefined;
}

function lengthError(domain: string): string | undefined {
  if (domain === '') return 'empty domain name not allowed';
  // No character takes more than three bytes for each of its code units.
  const tooLong = domain.length * 3 > longestDomain && Buffer.byteLength(domain) > longestDomain;
  return tooLong ? `domain name ${goQuote(domain)} too long (max 255)` : undefined;
}

function labelsError(domain: string): string | undefined {
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (isInteger(last)) {
    return `domain name ${goQuote(domain)} invalid (top level domain ${goQuote(last)} cannot be all-numeric)`;
  }
  // A trailing dot marks the name as complete.
  const checked = last === '' ? labels.slice(0, -1) : labels;
  const invalid = checked.find((one) => !isDnsLabel(one));
  return invalid === undefined ? undefined : invalidLabel(domain, invalid);
}

function invalidLabel(domain: string, invalid: string): string {
  return `domain name ${goQuote(domain)} invalid (label ${goQuote(invalid)} invalid)`;
}

/** What Go's `strconv.Atoi` reads, but for the one number below all others. */
function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && BigInt(text.replace(/^[+-]/, '')) <= largestInteger;
}
