import { parseGoDuration } from '../model/duration.ts';
import { type Field, isNull, textOf } from './field.ts';
import type { Validation } from './validation.ts';

const millisecond = 1_000_000n;

/** A duration, if there is one: at least 1 ms, and whole milliseconds (AP-10). */
export function checkDuration({ error }: Validation, field: Field<string>): void {
  const duration = durationOf(field);
  if (isNull(field) || textOf(field) === undefined) return;
  // The text of the CRD, which refuses it before the webhook sees it.
  if (duration === undefined) error('AP-10', field, 'must be a valid duration greater than 1ms');
  else if (duration < millisecond) error('AP-10', field, 'duration must be greater than 1ms');
  else if (duration % millisecond !== 0n) error('AP-10', field, 'only durations to ms precision are supported');
}

/** Nanoseconds of a duration; `undefined` if there is none, or none that can be read. */
export function durationOf(field: Field<string>): bigint | undefined {
  return typeof field.value === 'string' ? parseGoDuration(field.value) : undefined;
}
