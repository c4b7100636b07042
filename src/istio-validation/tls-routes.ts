import { goQuote } from '../model/go-quote.ts';
import { subset } from '../model/hosts.ts';
import { isIPAddress } from '../model/ip-address.ts';
import type { TLSMatchAttributes, TLSRoute } from '../model/istio-fields/virtual-service.ts';
import { checkDestinations } from './destinations.ts';
import { sniDomainError, wildcardDomainError } from './domains.ts';
import { type Field, get, isEmpty, isMessage, isNull, itemsOf } from './field.ts';
import { checkL4Match } from './tcp-routes.ts';
import type { Validation } from './validation.ts';

/** What the entries of `tls` have to know of their VirtualService. */
interface Parent {
  readonly hosts: readonly string[];
  readonly onGateway: boolean;
}

/** An entry of `tls` (AP-95, AP-96). */
export function checkTLSRoute(validation: Validation, route: Field<TLSRoute>, parent: Parent): void {
  const { error } = validation;
  const matches = get(route, 'match');
  if (isEmpty(matches)) error('AP-95', matches, 'TLS route must have at least one match condition');
  for (const match of itemsOf(matches)) {
    if (isNull(match)) error('AP-95', match, 'TLS match may not be null');
    if (isMessage(match)) checkMatch(validation, match, parent);
  }
  const destinations = get(route, 'route');
  if (isEmpty(destinations)) error('AP-95', destinations, 'TLS route is required');
  checkDestinations(validation, destinations);
}

function checkMatch(validation: Validation, match: Field<TLSMatchAttributes>, parent: Parent): void {
  const sniHosts = get(match, 'sniHosts');
  if (isEmpty(sniHosts)) validation.error('AP-96', sniHosts, 'TLS match must have at least one SNI host');
  for (const sniHost of itemsOf(sniHosts)) {
    if (typeof sniHost.value === 'string') checkSNIHost(validation, sniHost, sniHost.value, parent);
  }
  checkL4Match(validation, match, 'AP-96');
}

function checkSNIHost(
  { error, warning }: Validation,
  field: Field<string>,
  host: string,
  { hosts, onGateway }: Parent,
): void {
  const message = onGateway ? sniDomainError(host) : wildcardDomainError(host);
  if (message !== undefined && isIPAddress(host)) {
    const why = 'goes against SNI spec and most clients do not support this';
    warning('AP-96', field, `using an IP address (${goQuote(host)}) ${why}`);
  } else if (message !== undefined) {
    error('AP-96', field, message);
    return;
  }
  if (hosts.some((parent) => subset(host, parent))) return;
  const why = `is not a compatible subset of any of the virtual service hosts: [${hosts.join(', ')}]`;
  error('AP-96', field, `SNI host ${goQuote(host)} ${why}`);
}
