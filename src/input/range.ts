/** A range of offsets; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
