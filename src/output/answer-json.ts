import type { Place } from '../model/resource.ts';
import type { Answer } from '../request/answer.ts';
import type { Evaluation } from '../request/request.ts';
import { jsonDocument } from './json.ts';
import type { AnswerOptions, AnswerPrinter } from './printed-answer.ts';

/** A single answer as a JSON object. */
export const printAnswerJson: AnswerPrinter = ([answer], options) =>
  jsonDocument(answer === undefined ? null : printed(answer, options));

/** Answers as a JSON list, one for each request. */
export const printAnswersJson: AnswerPrinter = (answers, options) =>
  jsonDocument(answers.map((answer) => printed(answer, options)));

/** The request, the result of each evaluator (chapter 60, section 1.2), and what was expected and does not hold. */
function printed(answer: Answer, options: AnswerOptions): object {
  const { name, request, gatewayAPI, istio, comparison, notes, unmet } = answer;
  const deviations = comparison?.deviations.map(({ id, text, rules }) => ({ id, text, rules }));
  const result = (evaluation: Evaluation | undefined) => evaluation && resultOf(evaluation, deviations, options);
  return {
    ...(name !== undefined && { name }),
    request,
    ...(gatewayAPI && { gatewayAPI: result(gatewayAPI) }),
    ...(istio && { istio: result(istio) }),
    ...(comparison && { agree: comparison.differences.length === 0, unexplained: comparison.unexplained }),
    ...(notes.length > 0 && { notes }),
    ...(unmet && { passed: Object.values(unmet).every((problems) => problems.length === 0), unmet }),
  };
}

function resultOf(evaluation: Evaluation, deviations: readonly object[] = [], { locate }: AnswerOptions): object {
  const { outcome, place, steps, runnersUp, ...way } = evaluation;
  const at = (where: Place) => {
    const { file, start } = locate(where);
    return { file, ...(start && { line: start.line, column: start.column }) };
  };
  const located = <T extends { readonly place?: Place }>({ place: where, ...rest }: T) => ({
    ...rest,
    ...(where && { place: at(where) }),
  });
  return {
    ...outcome,
    ...way,
    ...(place && { place: at(place) }),
    steps: steps.map(located),
    runnersUp: runnersUp.map(located),
    deviations,
  };
}
