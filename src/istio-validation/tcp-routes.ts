import type { L4MatchAttributes, TCPRoute } from '../model/istio-fields/virtual-service.ts';
import { checkDestinations } from './destinations.ts';
import { type Field, get, isEmpty, isMessage, isNull, itemsOf } from './field.ts';
import { checkSource } from './http-matches.ts';
import { ipSubnetError } from './ip-subnets.ts';
import type { Validation } from './validation.ts';

/** An entry of `tcp` (AP-97). */
export function checkTCPRoute(validation: Validation, route: Field<TCPRoute>): void {
  for (const match of itemsOf(get(route, 'match'))) {
    if (isNull(match)) validation.error('AP-97', match, 'tcp match may not be nil');
    if (isMessage(match)) checkL4Match(validation, match, 'AP-97');
  }
  const destinations = get(route, 'route');
  if (isEmpty(destinations)) validation.error('AP-97', destinations, 'TCP route is required');
  checkDestinations(validation, destinations);
}

/** The conditions on a connection that `tcp` and `tls` have in common (AP-89, AP-96, AP-97). */
export function checkL4Match(validation: Validation, match: Field<L4MatchAttributes>, rule: 'AP-96' | 'AP-97'): void {
  for (const field of itemsOf(get(match, 'destinationSubnets'))) {
    if (typeof field.value !== 'string') continue;
    const message = ipSubnetError(field.value);
    if (message !== undefined) validation.error(rule, field, message);
  }
  checkSource(validation, match);
}
