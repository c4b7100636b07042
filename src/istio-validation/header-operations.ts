import { goQuote } from '../model/go-quote.ts';
import { headerValueError } from '../model/header-format.ts';
import type { HeaderOperations, Headers } from '../model/istio-fields/virtual-service.ts';
import { entriesOf, type Field, get, itemsOf, textOf } from './field.ts';
import type { Validation } from './validation.ts';

/** `headers` of an entry of `http` or of one of its destinations (AP-80 to AP-83). */
export function checkHeaders(validation: Validation, headers: Field<Headers>): void {
  const request = get(headers, 'request');
  checkValues(validation, request, checkSetInRequest);
  checkRemoved(validation, request);
  const response = get(headers, 'response');
  checkValues(validation, response, checkOther);
  checkRemoved(validation, response);
}

type NameCheck = (validation: Validation, field: Field<unknown>, name: string) => void;

function checkValues(validation: Validation, operations: Field<HeaderOperations>, checkName: NameCheck): void {
  for (const [name, field] of [...entriesOf(get(operations, 'add')), ...entriesOf(get(operations, 'set'))]) {
    checkName(validation, field, name);
    const value = textOf(field);
    const message = value === undefined ? undefined : headerValueError(value);
    if (message !== undefined) validation.error('AP-82', field, message);
  }
}

function checkRemoved(validation: Validation, operations: Field<HeaderOperations>): void {
  for (const field of itemsOf(get(operations, 'remove'))) {
    const name = textOf(field);
    if (name !== undefined) checkOther(validation, field, name);
  }
}

/** The host of a request can be set, under either name. */
function checkSetInRequest({ error }: Validation, field: Field<unknown>, name: string): void {
  if (name === '') error('AP-80', field, emptyName);
  else if (name.startsWith(':') && name.toLowerCase() !== ':authority') error('AP-80', field, pseudoHeader(name));
}

function checkOther({ error }: Validation, field: Field<unknown>, name: string): void {
  if (name === '') error('AP-81', field, emptyName);
  else if (name.toLowerCase() === 'host') {
    error('AP-81', field, `invalid header ${goQuote(name)}: cannot set Host header`);
  } else if (name.startsWith(':')) error('AP-81', field, pseudoHeader(name));
}

const emptyName = 'header name cannot be empty';

function pseudoHeader(name: string): string {
  return `invalid header ${goQuote(name)}: header cannot have ":" prefix`;
}
