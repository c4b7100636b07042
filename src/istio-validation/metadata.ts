import { goQuote } from '../model/go-quote.ts';
import { entriesOf, get, textOf } from './field.ts';
import type { Validation } from './validation.ts';

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(\\.${label})*$`);
const namespaceName = new RegExp(`^${label}$`);

const notSubdomain = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${label}(\\.${label})*')`;
const notLabel = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;

/** Annotations that the webhook refuses from users, and why (AP-3). The other internal ones pass. */
const refusedAnnotations: ReadonlyMap<string, string> = new Map([
  ['internal.istio.io/parent-namespace', 'this may not be set by users'],
  ['internal.istio.io/parents', 'this may not be set by users'],
  ['internal.istio.io/webhook-always-reject', 'rejecting'],
]);

const dryRun = 'istio.io/dry-run';

/** Names and annotations, of which every kind is asked the same (AP-1 to AP-3). Absent names are for the reader to notice. */
export function checkMetadata(validation: Validation): void {
  const { metadata, error } = validation;
  const nameField = get(metadata, 'name');
  const name = textOf(nameField) ?? '';
  const namespaceField = get(metadata, 'namespace');
  const namespace = textOf(namespaceField) ?? '';
  const say = (value: string, problem: string) => `Invalid value: ${goQuote(value)}: ${problem}`;
  if (name !== '' && !subdomain.test(name)) error('AP-1', nameField, say(name, notSubdomain));
  if (name.length > 253) error('AP-1', nameField, say(name, 'must be no more than 253 bytes'));
  if (namespace !== '' && !namespaceName.test(namespace)) error('AP-1', namespaceField, say(namespace, notLabel));
  if (namespace.length > 63) error('AP-1', namespaceField, say(namespace, 'must be no more than 63 bytes'));
  for (const [key, field] of entriesOf(get(metadata, 'annotations'))) {
    const reason = refusedAnnotations.get(key);
    if (key === dryRun) {
      const remedy = `unsupported annotation ${dryRun}, please remove the annotation`;
      error('AP-2', field, `${namespace}/${name} has ${remedy}`);
    } else if (reason !== undefined) error('AP-3', field, `${goQuote(key)} annotation found, ${reason}`);
  }
}
