import type { HTTPDirectResponse } from '../model/istio-fields/virtual-service.ts';
import { type Field, get, isNull, numberOf, textOf } from './field.ts';
import { httpStatusError } from './http-statuses.ts';
import type { Validation } from './validation.ts';

const kibibyte = 1024;

/** `directResponse` of an entry of `http` (AP-72). */
export function checkDirectResponse({ error, warning }: Validation, response: Field<HTTPDirectResponse>): void {
  const body = get(response, 'body');
  const size = sizeOf(get(body, 'string'), 'utf8') || sizeOf(get(body, 'bytes'), 'base64');
  const large = 'large direct_responses may impact control plane performance';
  if (size > kibibyte * kibibyte) error('AP-72', body, `${large}, must be less than 1mb`);
  else if (size > 100 * kibibyte) warning('AP-72', body, large);
  const statusField = get(response, 'status');
  const status = numberOf(statusField);
  const message = status === undefined ? undefined : httpStatusError(status);
  if (message !== undefined) error('AP-72', statusField, message);
}

function sizeOf(field: Field<string>, encoding: 'utf8' | 'base64'): number {
  return isNull(field) ? 0 : Buffer.byteLength(textOf(field) ?? '', encoding);
}
