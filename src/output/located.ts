import type { Severity } from '../model/diagnostic.ts';

/** A point in a text. Line and column count from 1, the offset from 0; columns and offsets are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A range of a file. Without `start` only the file is known. */
export interface LocatedPlace {
  readonly file: string;
  readonly start?: Position;
  readonly end?: Position;
  /** The whole text of the file, for showing the line. */
  readonly text?: string;
}

/** A message for the user whose places have become lines and columns: what reporters take. */
export interface LocatedDiagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly place?: LocatedPlace;
  readonly related?: readonly { readonly message: string; readonly place: LocatedPlace }[];
  readonly help?: string;
}
