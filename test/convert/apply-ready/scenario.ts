import type { ApplyOptions } from './application.ts';

/** What leads to a message, and the message. */
export interface Scenario {
  readonly objects: readonly object[];
  readonly options?: ApplyOptions;
  readonly said: readonly string[];
}
