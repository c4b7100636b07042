import { goQuote } from '../model/go-quote.ts';
import type { ServiceEntrySpec, ServicePort } from '../model/istio-fields/service-entry.ts';
import { isHttp, isTls, parsePortProtocol } from '../model/port-protocol.ts';
import { isDnsLabel, partialWildcardError, wildcardDomainError } from './domains.ts';
import { checkExportTo } from './export-to.ts';
import { type Field, get, isEmpty, isFilled, isMessage, isNull, itemsOf, numberOf, textOf, textsOf } from './field.ts';
import { ipSubnetError } from './ip-subnets.ts';
import { checkOptionalPort, checkPort } from './ports.ts';
import { checkResolution } from './resolutions.ts';
import type { Validation } from './validation.ts';

type Spec = Field<ServiceEntrySpec>;

/** A ServiceEntry (AP-110 to AP-116). */
export function checkServiceEntry(validation: Validation, spec: Spec): void {
  const { error } = validation;
  const endpoints = get(spec, 'endpoints');
  if (isMessage(get(spec, 'workloadSelector')) && isFilled(endpoints)) {
    error('AP-111', endpoints, 'only one of WorkloadSelector or Endpoints is allowed in Service Entry');
  }
  checkHosts(validation, spec);
  checkAddresses(validation, spec);
  checkPorts(validation, spec);
  checkResolution(validation, spec);
  checkDistinguishable(validation, spec);
  checkExportTo(validation, get(spec, 'exportTo'), { noneAllowed: true });
}

function checkHosts({ error, warning }: Validation, spec: Spec): void {
  const hosts = get(spec, 'hosts');
  if (isEmpty(hosts)) error('AP-110', hosts, 'service entry must have at least one host');
  for (const field of itemsOf(hosts)) {
    const host = textOf(field);
    if (host === undefined) continue;
    const message = host === '*' ? `invalid host ${host}` : wildcardDomainError(host);
    if (message !== undefined) error('AP-110', field, message);
    // Resolved by the name that is asked for, the wildcard may stand anywhere in the first label.
    const partial = resolutionOf(spec) === 'DYNAMIC_DNS' ? undefined : partialWildcardError(host);
    if (partial !== undefined) warning('AP-110', field, partial);
  }
}

function checkAddresses({ error }: Validation, spec: Spec): void {
  const addresses = get(spec, 'addresses');
  for (const field of itemsOf(addresses)) {
    const address = textOf(field);
    const message = address === undefined ? undefined : ipSubnetError(address);
    if (message !== undefined) error('AP-111', field, message);
  }
  const block = itemsOf(addresses).find((field) => textOf(field)?.includes('/'));
  if (block !== undefined && !['NONE', 'STATIC'].includes(resolutionOf(spec))) {
    error('AP-111', block, 'CIDR addresses are allowed only for NONE/STATIC resolution types');
  }
}

function checkPorts(validation: Validation, spec: Spec): void {
  const { error, warning } = validation;
  const names = new Set<string>();
  const numbers = new Set<number>();
  const wantsAddress = isEmpty(get(spec, 'addresses')) && allocationIsOff(validation);
  for (const port of itemsOf(get(spec, 'ports'))) {
    if (isNull(port)) error('AP-113', port, 'service entry port may not be null');
    if (!isMessage(port)) continue;
    const name = textOf(get(port, 'name'));
    const number = numberOf(get(port, 'number'));
    if (name !== undefined && names.has(name)) {
      error('AP-113', get(port, 'name'), `service entry port name ${goQuote(name)} already defined`);
    }
    if (number !== undefined && numbers.has(number)) {
      error('AP-113', get(port, 'number'), `service entry port ${number} already defined`);
    }
    if (name !== undefined) names.add(name);
    if (number !== undefined) numbers.add(number);
    checkOptionalPort(validation, get(port, 'targetPort'));
    if (wantsAddress && ['', 'TCP'].includes(textOf(get(port, 'protocol')) ?? '?')) {
      const when = 'when IP Autoallocation is not enabled';
      warning('AP-116', port, `addresses are required for ports serving TCP (or unset) protocol ${when}`);
    }
    checkPortFields(validation, port);
  }
}

function checkPortFields(validation: Validation, port: Field<ServicePort>): void {
  const name = textOf(get(port, 'name'));
  if (name !== undefined && !isDnsLabel(name)) {
    validation.error('AP-113', get(port, 'name'), `invalid port name: ${name}`);
  }
  const protocol = textOf(get(port, 'protocol')) ?? '';
  if (protocol !== '' && parsePortProtocol(protocol) === undefined) {
    validation.error('AP-113', get(port, 'protocol'), `unsupported protocol: ${protocol}`);
  }
  checkPort(validation, get(port, 'number'));
}

/** Connections to several hosts need something to tell them apart by (AP-115). */
function checkDistinguishable({ error }: Validation, spec: Spec): void {
  if (resolutionOf(spec) === 'NONE' || textsOf(get(spec, 'hosts')).length < 2) return;
  const opaque = itemsOf(get(spec, 'ports')).find((port) => {
    const written = textOf(get(port, 'protocol'));
    const protocol = parsePortProtocol(written);
    return isMessage(port) && written !== undefined && !isHttp(protocol) && !isTls(protocol);
  });
  if (opaque !== undefined) error('AP-115', opaque, 'multiple hosts provided with non-HTTP, non-TLS ports');
}

/** Addresses are allocated unless the label of the entry says otherwise. */
function allocationIsOff({ metadata }: Validation): boolean {
  const label = get(get(metadata, 'labels'), 'networking.istio.io/enable-autoallocate-ip');
  return textOf(label)?.toLowerCase() === 'false';
}

function resolutionOf(spec: Spec): string {
  return textOf(get(spec, 'resolution')) || 'NONE';
}
