import { goQuote } from '../model/go-quote.ts';
import type { Abort, Delay, HTTPFaultInjection, Percent } from '../model/istio-fields/virtual-service.ts';
import { checkDuration } from './durations.ts';
import { type Field, get, isMessage, isNull, numberOf, textOf } from './field.ts';
import { httpStatusError } from './http-statuses.ts';
import type { Validation } from './validation.ts';

const grpcStatuses: ReadonlySet<string> = new Set([
  'ABORTED',
  'ALREADY_EXISTS',
  'CANCELLED',
  'DATA_LOSS',
  'DEADLINE_EXCEEDED',
  'FAILED_PRECONDITION',
  'INTERNAL',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'OK',
  'OUT_OF_RANGE',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'UNAUTHENTICATED',
  'UNAVAILABLE',
  'UNIMPLEMENTED',
  'UNKNOWN',
]);

/** `fault` of an entry of `http` (AP-73). */
export function checkFault(validation: Validation, fault: Field<HTTPFaultInjection>): void {
  const abort = get(fault, 'abort');
  const delay = get(fault, 'delay');
  if (isNull(abort) && isNull(delay)) {
    validation.error('AP-73', fault, 'HTTP fault injection must have an abort and/or a delay');
  }
  if (isMessage(abort)) checkAbort(validation, abort);
  if (isMessage(delay)) checkDelay(validation, delay);
}

function checkAbort(validation: Validation, abort: Field<Abort>): void {
  const { error, warning } = validation;
  checkPercentage(validation, get(abort, 'percentage'));
  const httpStatus = get(abort, 'httpStatus');
  const grpcStatus = get(abort, 'grpcStatus');
  const http2Error = get(abort, 'http2Error');
  if (!isNull(httpStatus)) {
    const message = httpStatusError(numberOf(httpStatus) ?? 200);
    if (message !== undefined) error('AP-73', httpStatus, message);
  } else if (!isNull(grpcStatus)) {
    const status = textOf(grpcStatus) ?? 'OK';
    const list = 'See https://github.com/grpc/grpc/blob/master/doc/statuscodes.md for a list of supported codes';
    const message = `gRPC status ${goQuote(status)} is not supported. ${list}`;
    if (!grpcStatuses.has(status)) error('AP-73', grpcStatus, message);
  } else if (!isNull(http2Error)) {
    error('AP-73', http2Error, 'HTTP/2 abort fault injection not supported yet');
  } else {
    warning('AP-73', abort, 'abort configured, but error type not set');
  }
}

function checkDelay(validation: Validation, delay: Field<Delay>): void {
  checkPercentage(validation, get(delay, 'percentage'));
  checkDuration(validation, get(delay, 'fixedDelay'));
  const exponential = get(delay, 'exponentialDelay');
  checkDuration(validation, exponential);
  if (!isNull(exponential)) validation.error('AP-73', exponential, 'exponentialDelay not supported yet');
}

/** Envoy counts in steps of 0.0001 %. */
function checkPercentage({ error }: Validation, percentage: Field<Percent>): void {
  const field = get(percentage, 'value');
  const value = numberOf(field) ?? 0;
  if (value === 0 || (value >= 0.0001 && value <= 100)) return;
  error('AP-73', field, `percentage ${goFloat(value)} is neither 0.0, nor in range [0.0001, 100.0]`);
}

/** A number as Go prints it: small and large ones with an exponent of at least two digits. */
function goFloat(value: number): string {
  const size = Math.abs(value);
  if (size >= 0.0001 && size < 1e21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
