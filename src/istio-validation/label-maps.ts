import { goQuote } from '../model/go-quote.ts';
import { entriesOf, type Field, textOf } from './field.ts';
import type { Validation } from './validation.ts';

const name = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
/** Of any length: only the whole prefix is measured. */
const prefixLabel = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const longestName = 63;
const longestPrefix = 253;

/** Labels that select workloads: keys `[prefix/]name`, and values of the same letters as names (AP-11). */
export function checkLabels({ error }: Validation, labels: Field<Readonly<Record<string, string>>>): void {
  for (const [key, field] of entriesOf(labels)) {
    const message = keyError(key);
    if (message !== undefined) error('AP-11', field, message);
    const value = textOf(field);
    if (value !== undefined && value !== '' && !name.test(value)) {
      error('AP-11', field, `invalid tag value: ${goQuote(value)}`);
    }
  }
}

function keyError(key: string): string | undefined {
  const invalid = `invalid tag key: ${goQuote(key)}`;
  const slash = key.indexOf('/');
  const prefix = key.slice(0, Math.max(slash, 0));
  const rest = key.slice(slash + 1);
  if (slash >= 0 && !prefix.split('.').every((label) => prefixLabel.test(label))) return invalid;
  if (!name.test(rest)) return invalid;
  if (prefix.length > longestPrefix) return `${invalid} (DNS prefix is too long)`;
  return rest.length > longestName ? `${invalid} (name is too long)` : undefined;
}
