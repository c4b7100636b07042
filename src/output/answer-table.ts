import type { Answer } from '../request/answer.ts';
import { escapeUnsafe } from './escape.ts';
import { outcomeText, requestText } from './outcome-text.ts';
import { type Cell, displayWidth, paragraph } from './paragraph.ts';
import type { AnswerPrinter } from './printed-answer.ts';
import { plain } from './style.ts';
import { tableLines } from './table.ts';

/** Answers as a table with a row for each request, and below a row what was expected and does not hold. */
export const printAnswerTable: AnswerPrinter = (answers, options) => {
  if (answers.length === 0) return '';
  const { style = plain, width = Number.POSITIVE_INFINITY } = options;
  const heading: readonly Cell[] = ['RESULT', 'REQUEST', 'OUTCOME'].map((text) => ({ text, tone: 'bold' }));
  const rows = [heading, ...answers.map(cells)];
  const widths = heading.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[column]?.text ?? '')), 0),
  );
  const [firstLine, ...lines] = tableLines(rows, widths, style);
  const described = answers.map((answer, i) => {
    const below = [...unmetTexts(answer), ...differingTexts(answer)];
    return `${lines[i]}\n${below.map((text) => paragraph([{ text: escapeUnsafe(text) }], width, style)).join('')}`;
  });
  return `${firstLine}\n${described.join('')}`;
};

function cells(answer: Answer): readonly Cell[] {
  const { name, request, gatewayAPI, istio } = answer;
  const outcomes = [istio, gatewayAPI].flatMap((evaluation) => (evaluation ? [outcomeText(evaluation.outcome)] : []));
  return [
    resultCell(answer),
    { text: escapeUnsafe(name ?? requestText(request)) },
    { text: escapeUnsafe(outcomes[0] ?? '') },
  ];
}

/** Where nothing was expected there is nothing to pass. */
function resultCell({ unmet }: Answer): Cell {
  if (unmet === undefined) return { text: '-' };
  return hasFailed({ unmet }) ? { text: 'failed', tone: 'red' } : { text: 'passed' };
}

/** Whether something was expected that does not hold. */
function hasFailed({ unmet = {} }: Pick<Answer, 'unmet'>): boolean {
  return Object.values(unmet).some((problems) => problems.length > 0);
}

/** What both say alike is said once. */
function unmetTexts({ unmet = {} }: Answer): readonly string[] {
  const { gatewayAPI = [], istio = [] } = unmet;
  return [...new Set([...gatewayAPI, ...istio])].map((problem) => {
    const both = unmet.gatewayAPI === undefined || unmet.istio === undefined;
    if (both || (gatewayAPI.includes(problem) && istio.includes(problem))) return problem;
    return `${gatewayAPI.includes(problem) ? 'by the Gateway API' : 'by Istio'} ${problem}`;
  });
}

function differingTexts({ comparison, gatewayAPI }: Answer): readonly string[] {
  if (comparison === undefined || gatewayAPI === undefined || comparison.differences.length === 0) return [];
  const known = comparison.deviations.map(({ id, text }) => `${id}: ${text}`);
  const unknown = comparison.unexplained.map(
    ({ aspect, ...said }) =>
      `unexplained: ${aspect} is ${said.gatewayAPI} by the Gateway API and ${said.istio} by Istio; please report it`,
  );
  return [`by the Gateway API: ${outcomeText(gatewayAPI.outcome)}`, ...known, ...unknown];
}
