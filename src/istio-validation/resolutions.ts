import { isWildcard } from '../model/hosts.ts';
import type { ServiceEntrySpec } from '../model/istio-fields/service-entry.ts';
import { labels } from '../model/names.ts';
import { isTcp, parsePortProtocol } from '../model/port-protocol.ts';
import { fqdnError } from './domains.ts';
import { checkEndpoints } from './endpoints.ts';
import { type Field, get, isFilled, itemsOf, textOf, textsOf } from './field.ts';
import type { Validation } from './validation.ts';

type Spec = Field<ServiceEntrySpec>;

/** What each way of finding endpoints asks of a ServiceEntry. Another name is none of the enum, for the schema to refuse. */
const checks: ReadonlyMap<string, (validation: Validation, spec: Spec) => void> = new Map([
  ['', checkNone],
  ['DNS', checkDNS],
  ['DNS_ROUND_ROBIN', checkDNS],
  ['DYNAMIC_DNS', checkDynamicDNS],
  ['NONE', checkNone],
  ['STATIC', checkStatic],
]);

const dynamicProtocols: readonly string[] = ['GRPC', 'HTTP', 'HTTP2', 'TLS'];

/** `resolution` of a ServiceEntry, and the endpoints that go with it (AP-114, AP-116). */
export function checkResolution(validation: Validation, spec: Spec): void {
  checks.get(textOf(get(spec, 'resolution')) ?? '?')?.(validation, spec);
}

function checkNone({ error }: Validation, spec: Spec): void {
  const endpoints = get(spec, 'endpoints');
  if (isFilled(endpoints)) error('AP-114', endpoints, 'no endpoints should be provided for resolution type none');
}

function checkStatic(validation: Validation, spec: Spec): void {
  checkEndpoints(validation, spec, 'static');
}

function checkDNS(validation: Validation, spec: Spec): void {
  const { error, warning } = validation;
  const resolution = textOf(get(spec, 'resolution'));
  const endpoints = get(spec, 'endpoints');
  const hosts = get(spec, 'hosts');
  if (!isFilled(endpoints)) {
    const message = `hosts must be FQDN if no endpoints are provided for resolution mode ${resolution}`;
    for (const field of itemsOf(hosts)) {
      const host = textOf(field);
      if (host !== undefined && fqdnError(host) !== undefined) error('AP-114', field, message);
    }
  }
  if (resolution === 'DNS_ROUND_ROBIN' && itemsOf(endpoints).length > 1) {
    error('AP-114', endpoints, `there must only be 0 or 1 endpoint for resolution mode ${resolution}`);
  }
  checkEndpoints(validation, spec, 'dns');
  const opaque = itemsOf(get(spec, 'ports')).some((port) => isTcp(parsePortProtocol(textOf(get(port, 'protocol')))));
  if (opaque && isFilled(get(spec, 'addresses')) && textsOf(hosts).length > 1) {
    const message = 'service entry can not have more than one host specified simultaneously with address and tcp port';
    warning('AP-116', hosts, message);
  }
}

function checkDynamicDNS({ error, metadata }: Validation, spec: Spec): void {
  const say = (problem: string) => `${problem} for resolution mode DYNAMIC_DNS`;
  for (const field of itemsOf(get(spec, 'hosts'))) {
    const host = textOf(field);
    if (host !== undefined && !isWildcard(host)) error('AP-114', field, say('hosts must be wildcards'));
  }
  for (const list of [get(spec, 'addresses'), get(spec, 'endpoints')]) {
    if (isFilled(list)) error('AP-114', list, say(`no ${list.step} should be provided`));
  }
  for (const port of itemsOf(get(spec, 'ports'))) {
    const field = get(port, 'protocol');
    const protocol = textOf(field);
    if (protocol === undefined || dynamicProtocols.includes(protocol.toUpperCase())) continue;
    error('AP-114', field, say(`protocol ${protocol || 'unset'} is not supported`));
  }
  const waypoint = textOf(get(get(metadata, 'labels'), labels.useWaypoint)) ?? '';
  if (textOf(get(spec, 'location')) === 'MESH_INTERNAL' && waypoint !== '' && waypoint !== 'none') {
    error('AP-114', get(spec, 'location'), say('MESH_INTERNAL with a waypoint is not supported'));
  }
}
