import type { Place } from '../model/resource.ts';
import type { Answer } from '../request/answer.ts';
import type { LocatedPlace } from './located.ts';
import type { Style } from './style.ts';

/** How answers to requests are printed. */
export interface AnswerOptions {
  /** Gives a place its line and column. */
  readonly locate: (place: Place) => LocatedPlace;
  readonly style?: Style;
  /** Columns of the terminal. Default: lines are as long as they come. */
  readonly width?: number;
  /** All steps and runners-up. */
  readonly verbose?: boolean;
}

/** Answers as text for stdout, ended by a line feed. */
export type AnswerPrinter = (answers: readonly Answer[], options: AnswerOptions) => string;
