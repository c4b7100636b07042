/** A text to read resources from. */
export interface Source {
  /** Name in messages: a path, or what stands for stdin. */
  readonly name: string;
  readonly text: string;
  /** Read for reference only: never emitted nor reported on. Default false. */
  readonly context?: boolean;
  /** The text is a stream that holds other files' documents: comments and annotations that name those files name the documents. Default false. */
  readonly stdin?: boolean;
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
  /**
   * Whether such an object is left out. If not, as in `lint`: only the fields that are at fault are, kinds that have no part in conversion are
   * checked too, and those that are for `lint` alone are read. Default true.
   */
  readonly refuse?: boolean;
  /** Whether CRD defaults are filled in. Default true. */
  readonly defaults?: boolean;
  /** Closed world: the input is what a cluster holds, so that nothing in it is a placeholder. Default false. */
  readonly complete?: boolean;
}
