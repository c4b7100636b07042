import { overlap } from '../model/hosts.ts';
import { isIPAddress } from '../model/ip-address.ts';
import type { VirtualServiceSpec } from '../model/istio-fields/virtual-service.ts';
import { sniDomainError, wildcardDomainError } from './domains.ts';
import { checkExportTo } from './export-to.ts';
import { entriesOf, type Field, get, isEmpty, isFilled, isMessage, isNull, itemsOf, textsOf } from './field.ts';
import { checkGatewayNames } from './gateway-names.ts';
import { checkHTTPRoute } from './http-routes.ts';
import { isJWTClaim } from './jwt-claims.ts';
import { checkTCPRoute } from './tcp-routes.ts';
import { checkTLSRoute } from './tls-routes.ts';
import { checkReachability } from './unreachable-rules.ts';
import type { Validation } from './validation.ts';

/** A VirtualService (AP-40 to AP-97). */
export function checkVirtualService(validation: Validation, spec: Field<VirtualServiceSpec>): void {
  const isDelegate = isEmpty(get(spec, 'hosts'));
  if (isDelegate) checkDelegate(validation, spec);
  checkGatewayNames(validation, get(spec, 'gateways'));
  const onGateway = appliesToGateway(spec);
  if (!onGateway) checkClaims(validation, spec);
  checkHosts(validation, spec, onGateway);
  const http = get(spec, 'http');
  const tls = get(spec, 'tls');
  const tcp = get(spec, 'tcp');
  if (isEmpty(http) && isEmpty(tcp) && isEmpty(tls)) {
    validation.error('AP-53', http, 'http, tcp or tls must be provided in virtual service');
  }
  for (const route of itemsOf(http)) {
    if (isNull(route)) validation.error('AP-53', route, 'http route may not be null');
    else if (isMessage(route)) checkHTTPRoute(validation, route, isDelegate);
  }
  const hosts = textsOf(get(spec, 'hosts'));
  for (const route of itemsOf(tls)) if (isMessage(route)) checkTLSRoute(validation, route, { hosts, onGateway });
  for (const route of itemsOf(tcp)) if (isMessage(route)) checkTCPRoute(validation, route);
  checkExportTo(validation, get(spec, 'exportTo'));
  checkReachability(validation, http);
  checkReachability(validation, tcp);
  checkReachability(validation, tls);
}

/** Without hosts a VirtualService is a part of another one, and takes everything but its HTTP rules from there (AP-40). */
function checkDelegate({ error }: Validation, spec: Field<VirtualServiceSpec>): void {
  const refused = [
    [get(spec, 'gateways'), 'gateways'],
    [get(spec, 'tls'), 'tls route'],
    [get(spec, 'tcp'), 'tcp route'],
  ] as const;
  for (const [field, what] of refused) {
    if (isFilled(field)) error('AP-40', field, `delegate virtual service must have no ${what} specified`);
  }
}

/** A VirtualService that names `mesh` beside Gateways is held to the rules of the mesh (AP-43). */
function appliesToGateway(spec: Field<VirtualServiceSpec>): boolean {
  const gateways = get(spec, 'gateways');
  return isFilled(gateways) && !textsOf(gateways).includes('mesh');
}

/** Claims of a token are known to gateways alone (AP-44). */
function checkClaims({ error }: Validation, spec: Field<VirtualServiceSpec>): void {
  const gateways = textsOf(get(spec, 'gateways')).join(' ');
  for (const route of itemsOf(get(spec, 'http'))) {
    for (const match of itemsOf(get(route, 'match'))) {
      for (const [key, header] of [...entriesOf(get(match, 'headers')), ...entriesOf(get(match, 'withoutHeaders'))]) {
        if (!isJWTClaim(key)) continue;
        const why = `is only supported for gateway, found no gateways: [${gateways}]`;
        error('AP-44', header, `JWT claim based routing (key: ${key}) ${why}`);
      }
    }
  }
}

function checkHosts(validation: Validation, spec: Field<VirtualServiceSpec>, onGateway: boolean): void {
  const domainError = onGateway && hasSNIHosts(spec) ? sniDomainError : wildcardDomainError;
  let allValid = true;
  const hosts = itemsOf(get(spec, 'hosts'));
  for (const field of hosts) {
    if (typeof field.value !== 'string') continue;
    const problem = domainError(field.value);
    const message = problem !== undefined && isIPAddress(field.value) ? undefined : problem;
    if (message !== undefined) validation.error('AP-50', field, message);
    const isEverything = !onGateway && field.value === '*';
    if (isEverything) {
      const why = 'is not allowed for virtual services bound to the mesh gateway';
      validation.error('AP-51', field, `wildcard host * ${why}`);
    }
    if (message !== undefined || isEverything) allValid = false;
  }
  if (allValid) checkOverlap(validation, hosts);
}

/** No host may cover another one, nor repeat it (AP-52). Each is reported with the first one that it meets, for pairs can be many. */
function checkOverlap({ error }: Validation, hosts: readonly Field<string>[]): void {
  const texts = hosts.flatMap((field) => (typeof field.value === 'string' ? [{ field, host: field.value }] : []));
  // Most lists have nothing that could cover anything, and long ones need not be compared pair by pair.
  const plain = texts.every(({ host }) => !host.startsWith('*'));
  if (plain && new Set(texts.map(({ host }) => host)).size === texts.length) return;
  const seen: string[] = [];
  for (const { field, host } of texts) {
    const earlier = seen.find((one) => overlap(one, host));
    if (earlier !== undefined) error('AP-52', field, `duplicate hosts in virtual service: ${earlier} & ${host}`);
    seen.push(host);
  }
}

function hasSNIHosts(spec: Field<VirtualServiceSpec>): boolean {
  return itemsOf(get(spec, 'tls')).some((route) =>
    itemsOf(get(route, 'match')).some((match) => isFilled(get(match, 'sniHosts'))),
  );
}
