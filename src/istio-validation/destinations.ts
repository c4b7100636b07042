import type { Destination, RouteDestination } from '../model/istio-fields/virtual-service.ts';
import { isDnsLabel, wildcardDomainError } from './domains.ts';
import { type Field, get, isMessage, isNull, itemsOf, numberOf, textOf } from './field.ts';
import { checkHeaders } from './header-operations.ts';
import { checkPort } from './ports.ts';
import type { Validation } from './validation.ts';

/** The destinations of an entry of `http`, `tcp` or `tls`, with their weights (AP-62 to AP-66, AP-83). */
export function checkDestinations(validation: Validation, list: Field<readonly RouteDestination[]>): void {
  const { error, exempt } = validation;
  const items = itemsOf(list);
  let total = 0;
  for (const item of items) {
    if (isNull(item)) error('AP-64', item, 'weight may not be nil');
    if (!isMessage(item)) continue;
    const destination = get(item, 'destination');
    if (isNull(destination)) error('AP-64', destination, 'destination is required');
    checkHeaders(validation, get(item, 'headers'));
    // Those of istiod's own have no host where a backend is invalid (AP-13).
    if (isMessage(destination) && !exempt) checkDestination(validation, destination);
    const weight = numberOf(get(item, 'weight')) ?? 0;
    if (weight < 0) error('AP-65', get(item, 'weight'), `weight ${weight} < 0`);
    total += weight;
  }
  if (items.length > 1 && total === 0) error('AP-66', list, 'total destination weight = 0');
}

/** A host, a subset and a port that traffic goes to (AP-62, AP-63). */
export function checkDestination(validation: Validation, destination: Field<Destination>): void {
  const { error } = validation;
  const hostField = get(destination, 'host');
  const host = textOf(hostField);
  const message = host === '*' ? `invalid destination host ${host}` : host !== undefined && wildcardDomainError(host);
  if (message) error('AP-62', hostField, message);
  const subsetField = get(destination, 'subset');
  const subset = textOf(subsetField) ?? '';
  if (subset !== '' && !isDnsLabel(subset)) error('AP-63', subsetField, `subset name is invalid: ${subset}`);
  const port = get(destination, 'port');
  if (isMessage(port)) checkPort(validation, get(port, 'number'));
}
