import { isDnsLabel } from './domains.ts';
import { type Field, itemsOf } from './field.ts';
import type { Validation } from './validation.ts';

/** What is particular about a kind's `exportTo`. */
interface Audience {
  /** `~`, for no one at all, makes sense for a ServiceEntry. */
  readonly noneAllowed?: boolean;
  /** A DestinationRule for some workloads cannot leave their namespace. */
  readonly ownNamespaceOnly?: boolean;
}

/** The namespaces that an object is visible in (AP-12). */
export function checkExportTo(validation: Validation, field: Field<readonly string[]>, audience: Audience = {}): void {
  const seen = new Set<string>();
  for (const item of itemsOf(field)) {
    if (typeof item.value === 'string') addNamespace(validation, { value: item.value, item, seen }, audience);
  }
  const conflict = conflictAmong(seen, validation.namespace, audience);
  for (const message of conflict) validation.error('AP-12', field, message);
}

interface Entry {
  readonly value: string;
  readonly item: Field<string>;
  readonly seen: Set<string>;
}

function addNamespace({ namespace, error }: Validation, { value, item, seen }: Entry, audience: Audience): void {
  const key = value === '.' ? namespace : value;
  if (seen.has(key)) {
    const which = key === value ? value : `. and current namespace ${namespace}`;
    error('AP-12', item, `duplicate entries in exportTo: ${which}`);
    return;
  }
  const message = value === '.' || (value === '~' && audience.noneAllowed) ? undefined : namespaceError(value);
  if (message === undefined) seen.add(key);
  else error('AP-12', item, message);
}

function namespaceError(namespace: string): string | undefined {
  if (namespace === '~') return 'exportTo ~ (none) is not allowed for Istio configuration objects';
  if (namespace === '*' || isDnsLabel(namespace)) return undefined;
  return 'only .,*, or a valid DNS 1123 label is allowed as exportTo entry';
}

function conflictAmong(seen: ReadonlySet<string>, namespace: string, audience: Audience): string[] {
  const messages: string[] = [];
  if (audience.ownNamespaceOnly && seen.size > 0) {
    if (!seen.has(namespace)) {
      messages.push('destination rule with workload selector cannot have exportTo beyond current namespace');
    } else if (seen.size > 1) {
      messages.push('destination rule with workload selector cannot have multiple entries in exportTo');
    }
  }
  if (seen.size > 1 && seen.has('*')) {
    messages.push('cannot have both public (*) and non-public exportTo values for a resource');
  }
  if (seen.size > 1 && seen.has('~')) messages.push('cannot export service entry to no one (~) and someone');
  return messages;
}
