import { goQuote } from '../model/go-quote.ts';
import { isIPAddress } from '../model/ip-address.ts';
import type { ServiceEntrySpec, WorkloadEntry } from '../model/istio-fields/service-entry.ts';
import { fqdnError, isDnsLabel } from './domains.ts';
import { entriesOf, type Field, get, hasText, isEmpty, isMessage, isNull, itemsOf, textOf } from './field.ts';
import { ipAddressError } from './ip-subnets.ts';
import { checkLabels } from './label-maps.ts';
import { checkPort } from './ports.ts';
import { unixAddressError, unixPrefix } from './unix-addresses.ts';
import type { Validation } from './validation.ts';

type Kind = 'static' | 'dns';

/** The endpoints of a ServiceEntry (AP-114): addresses, or names for DNS to resolve. */
export function checkEndpoints(validation: Validation, spec: Field<ServiceEntrySpec>, kind: Kind): void {
  const ports = itemsOf(get(spec, 'ports'));
  const portNames = new Set(ports.map((port) => textOf(get(port, 'name')) ?? ''));
  let hasSocket = false;
  for (const endpoint of itemsOf(get(spec, 'endpoints'))) {
    if (isNull(endpoint)) validation.error('AP-114', endpoint, 'endpoint cannot be nil');
    if (!isMessage(endpoint)) continue;
    const isSocket = kind === 'static' && (textOf(get(endpoint, 'address')) ?? '').startsWith(unixPrefix);
    if (isSocket) checkSocket(validation, endpoint);
    else {
      checkAddress(validation, endpoint, kind);
      checkPorts(validation, endpoint, portNames);
    }
    checkLabels(validation, get(endpoint, 'labels'));
    hasSocket ||= isSocket;
  }
  if (hasSocket && (isEmpty(get(spec, 'ports')) || ports.length > 1)) {
    validation.error('AP-114', get(spec, 'ports'), 'exactly 1 service port required for unix endpoints');
  }
}

function checkSocket({ error }: Validation, endpoint: Field<WorkloadEntry>): void {
  const field = get(endpoint, 'address');
  const address = textOf(field) ?? '';
  const message = unixAddressError(address.slice(unixPrefix.length));
  if (message !== undefined) error('AP-114', field, message);
  const ports = get(endpoint, 'ports');
  if (entriesOf(ports).length > 0) error('AP-114', ports, `unix endpoint ${address} must not include ports`);
}

function checkAddress({ error }: Validation, endpoint: Field<WorkloadEntry>, kind: Kind): void {
  const field = get(endpoint, 'address');
  const address = textOf(field);
  if (address === undefined) return;
  if (address === '') {
    // Behind a gateway of its network an endpoint needs no address.
    if (!hasText(get(endpoint, 'network'))) error('AP-114', field, 'address is required');
  } else if (kind === 'static') {
    const message = ipAddressError(address);
    if (message !== undefined) error('AP-114', field, message);
  } else if (!isIPAddress(address) && fqdnError(address) !== undefined) {
    error('AP-114', field, `endpoint address ${goQuote(address)} is not a valid FQDN or an IP address`);
  }
}

function checkPorts(validation: Validation, endpoint: Field<WorkloadEntry>, known: ReadonlySet<string>): void {
  const { error } = validation;
  for (const [name, field] of entriesOf(get(endpoint, 'ports'))) {
    if (!known.has(name)) {
      error('AP-114', field, `endpoint port ${String(field.value)} is not defined by the service entry`);
    }
    if (!isDnsLabel(name)) error('AP-114', field, `invalid port name: ${name}`);
    checkPort(validation, field);
  }
}
