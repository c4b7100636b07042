import { describe, expect, test } from '@jest/globals';
import type { ConversionResult } from '../../src/index.ts';
import { createEvaluator } from '../../src/request/evaluate.ts';
import type { Evaluation } from '../../src/request/request.ts';
import { conformanceAnswers } from './committed-counts.ts';
import { answerProblems, undecidedAnswer } from './conformance-answers.ts';
import { type RequestRow, requestOf } from './conformance-requests.ts';
import { type ConformanceTest, convertWorlds, readConformanceTests } from './conformance-tests.ts';
import { describeSuite } from './suite.ts';

interface Case {
  readonly test: ConformanceTest;
  readonly row: RequestRow;
}

/** How a row came out, and what of it does not hold. */
interface Outcome {
  readonly outcome: string;
  readonly problems: readonly string[];
}

const cases = new Map<string, Case>(readConformanceTests().flatMap(nameRows));

function nameRows(test: ConformanceTest): readonly (readonly [string, Case])[] {
  return (test.requests ?? []).map((row, i) => [
    `${test.shortName}, row ${i + 1}: ${row.case ?? row.request.path ?? ''}`,
    { test, row },
  ]);
}

const worlds = new Map<string, ReturnType<typeof convertWorlds>>();

/** The worlds that a row is about; the rows of a test share them. */
function worldsOf({ test, row: { step = 0 } }: Case): ReturnType<typeof convertWorlds> {
  const key = `${test.shortName} ${step}`;
  const found = worlds.get(key) ?? convertWorlds(test, step);
  worlds.set(key, found);
  return found;
}

const evaluators = new Map<ConversionResult, ReturnType<typeof createEvaluator>>();

function evaluatorOf(world: ConversionResult): ReturnType<typeof createEvaluator> {
  const evaluator = evaluators.get(world) ?? createEvaluator(world);
  evaluators.set(world, evaluator);
  return evaluator;
}

/** How each evaluator does on a row in one world: what does not hold, and the known deviations between them. */
async function judgeIn(world: ConversionResult, row: RequestRow) {
  const request = requestOf(row);
  if (request === undefined) throw new Error('a datagram is no request');
  const { gatewayAPI, istio, comparison } = (await evaluatorOf(world))(request);
  const judge = (evaluation: Evaluation | undefined) =>
    evaluation === undefined ? ['no answer'] : answerProblems(row, request, evaluation);
  return {
    gatewayAPI: judge(gatewayAPI),
    istio: judge(istio),
    deviations: comparison?.deviations.map(({ id }) => id) ?? [],
    unexplained: comparison?.unexplained ?? [],
  };
}

const outcomes = new Map<Case, Promise<Outcome>>();

function outcomeOf(judged: Case): Promise<Outcome> {
  const outcome = outcomes.get(judged) ?? judge(judged);
  outcomes.set(judged, outcome);
  return outcome;
}

/**
 * The Gateway API has to give what the suite expects, and so has Istio but for the known deviations. In the open world what
 * is absent was taken to exist, so that a row about an absence holds in the closed world alone.
 */
async function judge(judged: Case): Promise<Outcome> {
  const { row } = judged;
  const undecided = undecidedAnswer(row);
  if (undecided !== undefined) return { outcome: undecided, problems: [] };
  const { open, closed } = await worldsOf(judged);
  const [inOpen, inClosed] = [await judgeIn(open, row), await judgeIn(closed, row)];
  const assumed = inOpen.gatewayAPI.length > 0 && open.assumptions.length > 0;
  const used = assumed ? [inClosed] : [inOpen, inClosed];
  const deviations = used.flatMap(({ istio, deviations: known }) => (istio.length > 0 ? known : []));
  const problems = used.flatMap(({ gatewayAPI, istio, deviations: known, unexplained }) => [
    ...gatewayAPI.map((problem) => `by the Gateway API ${problem}`),
    ...(known.length > 0 ? [] : istio.map((problem) => `by Istio ${problem}`)),
    ...unexplained.map(({ aspect, ...said }) => `unexplained ${aspect}: ${said.gatewayAPI} and ${said.istio}`),
  ]);
  if (deviations.length > 0) return { outcome: [...new Set(deviations)].join(' '), problems };
  return { outcome: assumed ? 'held in the closed world' : 'held', problems };
}

async function holds(name: string): Promise<void> {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`no row ${name}`);
  const { problems } = await outcomeOf(found);
  expect(problems).toEqual([]);
}

const names = [...cases.keys()];
const isDecided = (name: string) => {
  const row = cases.get(name)?.row;
  return row !== undefined && undecidedAnswer(row) === undefined;
};

describeSuite('conformance requests', names.filter(isDecided), holds);

describeSuite(
  'conformance requests, undecided',
  names.filter((name) => !isDecided(name)),
  holds,
);

describe('what the requests of the conformance suite come to', () => {
  test('every request is counted by its outcome', async () => {
    const found: Record<string, number> = {};
    for (const judged of cases.values()) {
      const { outcome } = await outcomeOf(judged);
      found[outcome] = (found[outcome] ?? 0) + 1;
    }
    const committed: Readonly<Record<string, number>> = conformanceAnswers;
    const committedTotal = Object.values(committed).reduce((sum, count) => sum + count, 0);
    // As in every suite more than was committed may lie there, but not less.
    if (cases.size === committedTotal) expect(found).toEqual(committed);
    for (const [outcome, count] of Object.entries(committed)) expect(found[outcome]).toBeGreaterThanOrEqual(count);
  }, 120_000);
});
