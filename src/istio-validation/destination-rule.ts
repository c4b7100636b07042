import { goQuote } from '../model/go-quote.ts';
import type { DestinationRuleSpec, Subset } from '../model/istio-fields/destination-rule.ts';
import { isDnsLabel, wildcardDomainError } from './domains.ts';
import { checkExportTo } from './export-to.ts';
import { entriesOf, type Field, get, isMessage, isNull, itemsOf, textOf } from './field.ts';
import { checkLabels } from './label-maps.ts';
import { checkTrafficPolicy } from './traffic-policies.ts';
import type { Validation } from './validation.ts';

/** A DestinationRule (AP-99 to AP-105). */
export function checkDestinationRule(validation: Validation, spec: Field<DestinationRuleSpec>): void {
  const hostField = get(spec, 'host');
  const host = textOf(hostField);
  const message = host === undefined ? undefined : wildcardDomainError(host);
  if (message !== undefined) validation.error('AP-99', hostField, message);
  const policy = get(spec, 'trafficPolicy');
  if (isMessage(policy)) checkTrafficPolicy(validation, policy);
  const names = new Set<string>();
  for (const subset of itemsOf(get(spec, 'subsets'))) {
    if (isNull(subset)) validation.error('AP-99', subset, 'subset may not be null');
    if (isMessage(subset)) checkSubset(validation, subset, names);
  }
  const selector = get(spec, 'workloadSelector');
  checkExportTo(validation, get(spec, 'exportTo'), { ownNamespaceOnly: isMessage(selector) });
  checkWorkloadSelector(validation, get(selector, 'matchLabels'));
}

function checkSubset(validation: Validation, subset: Field<Subset>, names: Set<string>): void {
  const { error } = validation;
  const nameField = get(subset, 'name');
  const name = textOf(nameField);
  if (name === '') error('AP-99', nameField, 'subset name cannot be empty');
  else if (name !== undefined) {
    if (!isDnsLabel(name)) error('AP-99', nameField, `subset name is invalid: ${name}`);
    if (names.has(name)) error('AP-99', nameField, `duplicate subset names: ${name}`);
    names.add(name);
  }
  checkLabels(validation, get(subset, 'labels'));
  const policy = get(subset, 'trafficPolicy');
  if (isMessage(policy)) checkTrafficPolicy(validation, policy);
}

/** Labels of workloads are compared to the letter (AP-105). */
function checkWorkloadSelector({ error }: Validation, labels: Field<Readonly<Record<string, string>>>): void {
  for (const [key, field] of entriesOf(labels)) {
    const value = textOf(field) ?? '';
    const pair = goQuote(`${key}=${value}`);
    if (key === '') error('AP-105', field, `empty key is not supported in selector: ${pair}`);
    if (key.includes('*') || value.includes('*')) {
      error('AP-105', field, `wildcard is not supported in selector: ${pair}`);
    }
  }
}
