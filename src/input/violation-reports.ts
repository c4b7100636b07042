import type { Diagnostic } from '../model/diagnostic.ts';
import type { Resource } from '../model/resource.ts';
import type { ValidateMode } from './load-options.ts';
import type { Violation } from './validate.ts';

const rules: Readonly<Record<Violation['kind'], { readonly code: string; readonly rule: string }>> = {
  experimental: { code: 'GWX0802', rule: 'experimental-field' },
  type: { code: 'GWX0201', rule: 'schema' },
  'unknown-field': { code: 'GWX0107', rule: 'unknown-field' },
  value: { code: 'GWX0201', rule: 'schema' },
};

/** A violation of a schema as a message at its place. */
export function reportViolation(resource: Resource, violation: Violation, mode: ValidateMode): Diagnostic {
  const { kind, path, part, message, help } = violation;
  const isError = kind === 'type' || (kind !== 'experimental' && mode === 'strict');
  return {
    ...rules[kind],
    severity: isError ? 'error' : 'warning',
    message,
    place: { resource, path, ...(part && { part }) },
    ...(help !== undefined && { help }),
  };
}
