import type { Diagnostic } from '../../model/diagnostic.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import type { Rule } from '../rule.ts';

export const filterTypeMismatch: Rule = {
  code: 'GWX0209',
  name: 'filter-type-mismatch',
  severity: 'error',
  description: 'the type of a filter or path modifier does not fit the field that is set',
  rationale: 'The API server refuses the route.',
  remedy: 'set the field that belongs to the type',
  examples: {
    bad: 'type: RequestMirror\nrequestRedirect: {scheme: https}',
    good: 'type: RequestRedirect\nrequestRedirect: {scheme: https}',
  },

  check: fromDiagnostics('filter-type-mismatch', { onceFor: filterOf }),
};

/** A filter of the wrong type lacks one field and has another that it should not have. */
function filterOf({ place }: Diagnostic): string {
  if (place === undefined || !('resource' in place)) return '';
  const { path, resource } = place;
  const last = path.findLastIndex((step) => typeof step === 'number');
  return JSON.stringify([
    resource.kind,
    resource.metadata.namespace,
    resource.metadata.name,
    ...path.slice(0, last + 1),
  ]);
}
