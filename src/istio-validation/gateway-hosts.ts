import { goQuote } from '../model/go-quote.ts';
import { isIPAddress } from '../model/ip-address.ts';
import { isDnsLabel, partialWildcardError, wildcardDomainError } from './domains.ts';
import { type Field, textOf } from './field.ts';
import type { Validation } from './validation.ts';

/** A host of a server: `namespace/domain`, or a domain that is open to every namespace (AP-23, AP-24). */
export function checkGatewayHost(validation: Validation, field: Field<string>): void {
  const host = textOf(field);
  if (host === undefined) return;
  const slash = host.indexOf('/');
  if (slash < 0) {
    checkDomain(validation, field, host);
    return;
  }
  const namespace = host.slice(0, slash);
  const domain = host.slice(slash + 1);
  if (namespace === '' || domain === '') {
    validation.error('AP-23', field, 'config namespace and dnsName in host entry cannot be empty');
  }
  if (!isNamespace(namespace, validation.exempt)) {
    validation.error('AP-23', field, `invalid namespace value ${goQuote(namespace)} in gateway`);
  }
  checkDomain(validation, field, domain);
}

/** `~`, for no namespace at all, is istiod's own (AP-13). */
function isNamespace(namespace: string, exempt: boolean): boolean {
  return namespace === '*' || namespace === '.' || (namespace === '~' && exempt) || isDnsLabel(namespace);
}

function checkDomain({ error }: Validation, field: Field<string>, domain: string): void {
  if (domain !== '*' && !domain.includes('.')) error('AP-24', field, 'short names (non FQDN) are not allowed');
  const message = wildcardDomainError(domain);
  if (message !== undefined && !isIPAddress(domain)) error('AP-24', field, message);
  const partial = partialWildcardError(domain);
  if (partial !== undefined) error('AP-24', field, partial);
}
