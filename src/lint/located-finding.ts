import type { RelatedRole, Severity } from '../model/diagnostic.ts';
import type { FindingData } from './finding.ts';
import type { Equivalents } from './rule.ts';

/** A point in a file. Line and column count from 1, the offset from 0; columns and offsets are UTF-16 code units. */
export interface FindingPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Which object a place is in. */
export interface FindingObject {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Where a finding is. Without `start` the file says where the text was rendered from, and its lines are not known (LN-55). */
export interface FindingPlace {
  readonly file: string;
  readonly start?: FindingPosition;
  readonly end?: FindingPosition;
  /** The whole text that was read, for showing the line. */
  readonly text: string;
  readonly object?: FindingObject;
  /** As text (LN-70); absent where the place is in no object. */
  readonly path?: string;
}

/** What a finding has to do with another place. */
export interface LocatedRelated {
  readonly role: RelatedRole;
  readonly message: string;
  readonly place: FindingPlace;
}

/** An edit of a file; offsets into the text that was read. */
export interface LocatedEdit {
  readonly file: string;
  readonly start: FindingPosition;
  readonly end: FindingPosition;
  readonly newText: string;
}

export interface LocatedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly LocatedEdit[];
  readonly creates?: readonly string[];
}

/** What silenced a finding. */
export interface SuppressedBy {
  readonly by: 'annotation' | 'comment' | 'flag' | 'galley-annotation';
  readonly reason: string | undefined;
}

/** A finding as reporters print it. */
export interface LocatedFinding {
  readonly rule: string;
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  /** Absent for findings about the run. */
  readonly place?: FindingPlace;
  readonly related: readonly LocatedRelated[];
  readonly help?: string;
  readonly fix?: LocatedFix;
  readonly data?: FindingData;
  readonly equivalents: Equivalents;
  readonly fingerprint: string;
  /** What `istioctl analyze` calls it, if it knows it. */
  readonly istioctl?: string;
  /** It is kept for the machines that ask for it, and counts for nothing (LN-43). */
  readonly suppressed?: SuppressedBy;
  /** The absent or forbidden object that it is about: findings on it fold in texts for people (LN-64). */
  readonly target?: string;
}
