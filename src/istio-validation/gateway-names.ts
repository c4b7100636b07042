import { goQuote } from '../model/go-quote.ts';
import { fqdnError, isDnsLabel } from './domains.ts';
import { type Field, itemsOf } from './field.ts';
import type { Validation } from './validation.ts';

/**
 * The Gateways that a VirtualService, or one of its matches, is bound to (AP-41).
 * Istio stops at the first bare name, be it `mesh`: whatever follows is unchecked (AP-42).
 */
export function checkGatewayNames(validation: Validation, gateways: Field<readonly string[]>): void {
  for (const field of itemsOf(gateways)) {
    if (typeof field.value !== 'string') continue;
    if (!field.value.includes('/')) {
      checkBareName(validation, field, field.value);
      return;
    }
    checkNamespacedName(validation, field, field.value);
  }
}

function checkBareName({ error, warning }: Validation, field: Field<string>, gateway: string): void {
  const [name, namespace] = gateway.split('.');
  if (namespace !== undefined) {
    const better = goQuote(`${namespace}/${name}`);
    const message = `using legacy gatewayName format ${goQuote(gateway)}; prefer the <namespace>/<name> format: ${better}`;
    warning('AP-42', field, message);
  }
  const message = fqdnError(gateway);
  if (message !== undefined) error('AP-41', field, message);
}

function checkNamespacedName({ error, exempt }: Validation, field: Field<string>, gateway: string): void {
  const slash = gateway.indexOf('/');
  const namespace = gateway.slice(0, slash);
  const name = gateway.slice(slash + 1);
  if (namespace === '' || name === '') {
    error('AP-41', field, 'config namespace and gateway name cannot be empty');
  }
  if (!isDnsLabel(namespace)) error('AP-41', field, `invalid value for namespace: ${goQuote(namespace)}`);
  // The names that istiod generates have tildes (AP-13).
  if (!exempt && !isDnsLabel(name)) error('AP-41', field, `invalid value for gateway name: ${goQuote(name)}`);
}
