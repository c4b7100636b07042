import type { HTTPMatchRequest, L4MatchAttributes } from '../model/istio-fields/virtual-service.ts';
import { isDnsLabel } from './domains.ts';
import { entriesOf, type Field, get, isNull, textOf } from './field.ts';
import { checkGatewayNames } from './gateway-names.ts';
import { matchedHeaderError } from './header-names.ts';
import { checkLabels } from './label-maps.ts';
import { checkOptionalPort } from './ports.ts';
import { checkStringMatch } from './string-matches.ts';
import type { Validation } from './validation.ts';

/** What a request has to be like for an entry of `http` (AP-88, AP-89). */
export function checkHTTPMatch(validation: Validation, match: Field<HTTPMatchRequest>): void {
  const { error } = validation;
  for (const [name, header] of entriesOf(get(match, 'headers'))) {
    if (isNull(header)) error('AP-88', header, `header match ${name} cannot be null`);
    checkHeaderName(validation, header, name);
    checkStringMatch(validation, header, 'headers');
  }
  for (const [name, header] of entriesOf(get(match, 'withoutHeaders'))) {
    checkHeaderName(validation, header, name);
    // Here it stands for any value, as no value does.
    if (get(header, 'regex').value !== '*') checkStringMatch(validation, header, 'withoutHeaders');
  }
  for (const [, param] of entriesOf(get(match, 'queryParams'))) checkStringMatch(validation, param, 'queryParams');
  checkStringMatch(validation, get(match, 'uri'), 'uri');
  checkStringMatch(validation, get(match, 'scheme'), 'scheme');
  checkStringMatch(validation, get(match, 'method'), 'method');
  checkStringMatch(validation, get(match, 'authority'), 'authority');
  checkSource(validation, match);
}

/** The conditions that matches of every protocol can have (AP-89). */
export function checkSource(validation: Validation, match: Field<Omit<L4MatchAttributes, 'destinationSubnets'>>): void {
  checkOptionalPort(validation, get(match, 'port'));
  checkLabels(validation, get(match, 'sourceLabels'));
  checkGatewayNames(validation, get(match, 'gateways'));
  const field = get(match, 'sourceNamespace');
  const namespace = textOf(field) ?? '';
  if (namespace === '' || isDnsLabel(namespace)) return;
  validation.error('AP-89', field, `sourceNamespace match ${namespace} is invalid`);
}

function checkHeaderName({ error }: Validation, field: Field<unknown>, name: string): void {
  const message = matchedHeaderError(name);
  if (message !== undefined) error('AP-88', field, message);
}
