import type { Range } from './range.ts';

/** What is inside a mapping or list, by key or index. */
export type Parts = ReadonlyMap<string | number, Written>;

/** Where a value is written, and its parts. What an alias or a merge brings is where the anchor is. Offsets as those of the events. */
export interface Written {
  range: Range;
  /** Where its key is written. */
  readonly key: Range | undefined;
  parts: Parts;
}
