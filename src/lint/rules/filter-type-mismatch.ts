import type { Diagnostic } from '../../model/diagnostic.ts';
import { isObject } from '../../model/json.ts';
import { fromDiagnostics } from '../from-diagnostics.ts';
import { fieldOf } from '../resource-fields.ts';
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
  check: fromDiagnostics('filter-type-mismatch', { onceFor: filterOf, help: helpFor }),
};

/** What goes by the fields of a type, and what the type is called. */
const demand = /(?:filter\.)?(\w+) must be specified (?:for (\w+) filter\.type|when (\w+) is set to '(\w+)')$/;
const surplus = /(?:filter\.(\w+) must be nil if the filter\.type is not \w+|(\w+) must be '\w+' when (\w+) is set)$/;

function helpFor({ message, place }: Diagnostic): string | undefined {
  const [, wanted, filterType, discriminator = 'type', value = filterType] = demand.exec(message) ?? [];
  if (wanted !== undefined) return `${discriminator} is "${value}", so set "${wanted}"`;
  const [, ofFilter, word = 'type', field = ofFilter] = surplus.exec(message) ?? [];
  if (field === undefined || place === undefined || !('path' in place)) return undefined;
  const holder = fieldOf(place.resource, place.path.slice(0, -1));
  const type = isObject(holder) ? holder[word] : undefined;
  return typeof type === 'string' ? `${word} is "${type}", so remove "${field}"` : undefined;
}

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
