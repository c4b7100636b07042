import type { Range } from './range.ts';
import { maxDepth } from './values.ts';

/** Why a document cannot be read. Offsets count from the start of the document's own text. */
export interface ProblemText extends Range {
  readonly message: string;
  /** What to do about it, if that is known. */
  readonly help: string | undefined;
  /** The parser stopped at the form of the text, so another parser may say more. */
  readonly isSyntax: boolean;
}

/** The same as an exception. */
export class YamlProblem extends Error implements ProblemText {
  readonly start: number;
  readonly end: number;
  readonly help: string | undefined;
  readonly isSyntax: boolean;

  constructor(message: string, range: Range, help?: string, isSyntax = false) {
    super(message);
    this.name = 'YamlProblem';
    this.start = range.start;
    this.end = range.end;
    this.help = help;
    this.isSyntax = isSyntax;
  }
}

/** The problem of a document that nests deeper than any reader of values is made for. */
export function tooDeep(range: Range): YamlProblem {
  return new YamlProblem(`collections nest more than ${maxDepth} deep`, range);
}
