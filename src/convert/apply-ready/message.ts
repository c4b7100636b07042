import type { Related } from '../../model/diagnostic.ts';
import type { FieldPlace } from '../../model/resource.ts';
import type { IstioResource } from '../result.ts';

/** `error`: something has no faithful form and is left out. `note`: something is written otherwise than istiod holds it. */
export type MessageLevel = 'error' | 'note' | 'warning';

/** A row of the table of messages, filled in. */
export interface MessageText {
  /** `GWX-A21`. */
  readonly code: string;
  readonly level: MessageLevel;
  readonly message: string;
  readonly help?: string;
}

/** Something to be said about the apply-ready form (AF-5). */
export interface ApplyReadyMessage extends MessageText {
  readonly place?: FieldPlace;
  readonly related?: readonly Related[];
  /** What the user may write instead. */
  readonly suggestion?: IstioResource;
}
