import type { ProblemText } from './yaml-problem.ts';

/** What is wrong with a document, in words for the user. Offsets as those of the problem. */
export interface SyntaxError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly help: string | undefined;
}

/** How much of a line is read behind the place where the fast parser stopped. */
const lineLimit = 500;
/** The precise parser is slow: for a longer text the words of the fast one have to do. */
const textLimit = 1_000_000;

/**
 * Describes why the text of one document does not parse. The precise parser is loaded only now, and reads no further than
 * to the end of the line that the fast one stopped at, so that it meets little that the fast one's limits would have refused.
 */
export async function describeSyntaxError(text: string, problem: ProblemText): Promise<SyntaxError> {
  const { message, start, end, help } = problem;
  const until = Math.min(lineEnd(text, end), end + lineLimit);
  if (!problem.isSyntax || until > textLimit) return { message, start, end, help };
  const { parseDocument } = await import('./precise-parser.ts');
  const readable = text.slice(0, until);
  const [error] = parseDocument(readable, { prettyErrors: false, uniqueKeys: false, logLevel: 'error' }).errors;
  if (error === undefined) return { message, start, end, help: helpFor(text, start) };
  return {
    message: lowerFirst(error.message.replace(/[.:]?\s*$/, '')),
    start: error.pos[0],
    end: Math.min(Math.max(error.pos[1], error.pos[0] + 1), text.length),
    help: helpFor(text, error.pos[0]) ?? helpFor(text, start),
  };
}

/** What to do, by what stands at the place of the error. */
function helpFor(text: string, offset: number): string | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const line = text.slice(lineStart, lineEnd(text, offset));
  if (/^ *\t/.test(line)) return 'indent with spaces: YAML does not allow tabs in indentation';
  const before = line.slice(0, offset - lineStart).trimEnd();
  if (/^[*@`%]/.test(text.slice(offset)) || /(?:^|[-:,[] )\s*\*$/.test(before)) {
    return 'quote the value: a plain value cannot start with "*", "@", "%" or a backquote';
  }
  if (/["']$/.test(before) && /\S/.test(line.slice(before.length))) {
    return 'quote the whole value, or remove the text after the closing quote';
  }
  return undefined;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function lowerFirst(message: string): string {
  return /^[A-Z][a-z]/.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message;
}
