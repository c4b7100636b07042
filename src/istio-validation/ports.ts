import { type Field, numberOf } from './field.ts';
import type { Validation } from './validation.ts';

/** Why a number is no port (AP-9); `undefined` if it is one. */
export function portError(port: number): string | undefined {
  return port >= 1 && port <= 65535 ? undefined : `port number ${port} must be in the range 1..65535`;
}

/** A port that has to be there (AP-9). */
export function checkPort({ error }: Validation, field: Field<number>): void {
  const port = numberOf(field);
  const message = port === undefined ? undefined : portError(port);
  if (message !== undefined) error('AP-9', field, message);
}

/** A port that may be absent, for which 0 stands too (AP-9). */
export function checkOptionalPort(validation: Validation, field: Field<number>): void {
  if (numberOf(field) !== 0) checkPort(validation, field);
}
