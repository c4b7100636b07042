import type { Diagnostic, Related } from '../model/diagnostic.ts';
import type { Path, Resource } from '../model/resource.ts';
import { isHostnamePath } from './hostname-faults.ts';
import type { ValidateMode } from './load-options.ts';
import type { Violation } from './validate.ts';
import type { Keyword, RuleName, SchemaViolation } from './violation.ts';

const codes: Readonly<Record<RuleName, string>> = {
  'backend-port-missing': 'GWX0205',
  cel: 'GWX0202',
  'filter-type-mismatch': 'GWX0209',
  'hostname-invalid': 'GWX0208',
  'listener-not-unique': 'GWX0203',
  'listener-tls-inconsistent': 'GWX0204',
  'parent-refs-ambiguous': 'GWX0206',
  'redirect-or-rewrite-invalid': 'GWX0207',
};

const schemaRules: Readonly<Record<SchemaViolation['kind'], { readonly code: string; readonly rule: string }>> = {
  experimental: { code: 'GWX0802', rule: 'experimental-field' },
  type: { code: 'GWX0201', rule: 'schema' },
  'unknown-field': { code: 'GWX0107', rule: 'unknown-field' },
  value: { code: 'GWX0201', rule: 'schema' },
};

/** Whether a violation refuses its object in a mode, and so is an error. */
export function refuses({ kind }: Violation, mode: ValidateMode): boolean {
  return kind === 'type' || (mode === 'strict' && kind !== 'experimental');
}

/** A violation as a message at its place. */
export function reportViolation(resource: Resource, violation: Violation, mode: ValidateMode): Diagnostic {
  const { kind, part, message, help } = violation;
  return {
    ...ruleOf(violation),
    severity: refuses(violation, mode) ? 'error' : 'warning',
    message,
    place: { resource, path: blamed(violation), ...(part && { part }) },
    ...(kind === 'rule' && violation.first && { related: [collision(resource, violation.first)] }),
    ...(help !== undefined && { help }),
    ...(kind !== 'rule' && violation.wantsQuotes && { wantsQuotes: true }),
    ...(kind !== 'rule' && violation.meant !== undefined && { meant: violation.meant }),
  };
}

/** What is wrong with a hostname is one rule, whoever finds it. */
function ruleOf(violation: Violation): { readonly code: string; readonly rule: string } {
  const { kind, path } = violation;
  if (kind === 'rule') return { code: codes[violation.rule], rule: violation.rule };
  if (kind === 'value' && ofText.has(violation.keyword) && isHostnamePath(path)) {
    return { code: codes['hostname-invalid'], rule: 'hostname-invalid' };
  }
  return schemaRules[kind];
}

const ofText: ReadonlySet<Keyword> = new Set(['maxLength', 'minLength', 'pattern']);

/** Where a violation is shown: at the value to blame, though the API server names the field that has the rule. */
export function blamed(violation: Violation): Path {
  return violation.kind === 'rule' ? violation.blamed : violation.path;
}

function collision(resource: Resource, path: Path): Related {
  return { role: 'first', message: 'the first one is here', place: { resource, path } };
}
