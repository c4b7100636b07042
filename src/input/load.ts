import type { Diagnostic } from '../model/diagnostic.ts';
import type { ResourceIndex } from '../model/resource-index.ts';

/** A text to read resources from. */
export interface Source {
  /** Name in messages: a path, or what stands for stdin. */
  readonly name: string;
  readonly text: string;
  /** Read for reference only: never emitted nor reported on. Default false. */
  readonly context?: boolean;
}

export type Channel = 'standard' | 'experimental';
export type ValidateMode = 'strict' | 'warn' | 'ignore';

/** How sources become resources. */
export interface LoadOptions {
  /** Namespace of namespaced objects that carry none. Default `default`. */
  readonly namespace?: string;
  /** The installed Gateway API bundle. Default standard. */
  readonly channel?: Channel;
  /** What happens to an object that the API server would refuse. Default strict. */
  readonly validate?: ValidateMode;
  /** Whether CRD defaults are filled in. Default true. */
  readonly defaults?: boolean;
}

/** What was read. */
export interface Input {
  readonly index: ResourceIndex;
  readonly diagnostics: readonly Diagnostic[];
  /** Objects of other kinds, by `Kind.group`, with their number. */
  readonly skippedKinds: ReadonlyMap<string, number>;
  /** A document could not be parsed, so something may be missing. */
  readonly incomplete: boolean;
  /** An object was left out because the API server would refuse it. */
  readonly refused: boolean;
}
