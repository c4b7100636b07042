import type { Diagnostic } from '../model/diagnostic.ts';
import type { SourceDocument } from '../model/resource.ts';
import { placeIn } from './read-value.ts';
import { describeSyntaxError } from './syntax-error.ts';
import type { ProblemText } from './yaml-problem.ts';

/** GWX0101: why a document does not parse; `precisely` asks the slow parser for its words. */
export async function syntaxDiagnostic(
  document: SourceDocument,
  problem: ProblemText,
  precisely = true,
): Promise<Diagnostic> {
  const text = document.text.slice(document.start, document.end);
  const { message, start, end, help } = precisely ? await describeSyntaxError(text, problem) : problem;
  return {
    code: 'GWX0101',
    rule: 'yaml-syntax',
    severity: 'error',
    message: `invalid YAML: ${message}`,
    place: placeIn(document, { start, end }),
    ...(help === undefined ? {} : { help }),
  };
}
