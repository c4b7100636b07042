import type { GatewaySelector } from '../convert/apply-ready/index.ts';
import { UsageError } from './usage-error.ts';

const form = '[NS/GATEWAY=]key=value,...';
const labelKey = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/;

/** Reads `[NS/GATEWAY=]key=value,...`. A key with a prefix looks like a Gateway, but no second `=` follows it. */
export function parseGatewaySelector(given: string): GatewaySelector {
  const [head = '', ...rest] = given.split('=');
  const [namespace = '', name = '', ...more] = head.split('/');
  const behind = rest.join('=');
  const hasGateway = head.includes('/') && behind.split(',', 1)[0]?.includes('=');
  const labels = parseLabels(given, hasGateway ? behind : given);
  if (!hasGateway) return { labels };
  if (namespace === '' || name === '' || more.length > 0) throw malformed(given);
  return { gateway: { namespace, name }, labels };
}

function parseLabels(given: string, text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const [key = '', value, ...more] = pair.trim().split('=');
    if (value === undefined || more.length > 0 || !labelKey.test(key) || !labelValue.test(value))
      throw malformed(given);
    return [key, value];
  });
  return Object.fromEntries(pairs);
}

function malformed(given: string): UsageError {
  return new UsageError(`--gateway-selector ${given}: expected ${form} with labels of the gateway pods`);
}
