import { describe, expect, test } from '@jest/globals';
import { renderApplyReady } from '../../src/convert/apply-ready/index.ts';
import type { ConversionResult } from '../../src/convert/result.ts';
import { loadRegularExpressions } from '../../src/model/regular-expressions.ts';
import { appliedWorld } from '../../src/request/apply-ready-world.ts';
import { compare } from '../../src/request/compare.ts';
import { evaluateGatewayAPI } from '../../src/request/gateway-api.ts';
import { gatewayAPIWorld } from '../../src/request/gateway-api-world.ts';
import { evaluateIstio } from '../../src/request/istio.ts';
import { mirrorWorld } from '../../src/request/istio-world.ts';
import type { Evaluation, Request } from '../../src/request/request.ts';
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

type Column = 'Gateway API' | 'mirror form' | 'apply-ready form';

type Evaluate = (request: Request) => Readonly<Record<Column, Evaluation>>;

const evaluators = new Map<ConversionResult, Promise<Evaluate>>();

function evaluatorOf(world: ConversionResult): Promise<Evaluate> {
  const evaluator = evaluators.get(world) ?? prepare(world);
  evaluators.set(world, evaluator);
  return evaluator;
}

async function prepare(world: ConversionResult): Promise<Evaluate> {
  const expressions = await loadRegularExpressions();
  const api = gatewayAPIWorld(world);
  const mirror = mirrorWorld(world);
  const applied = appliedWorld(world, renderApplyReady(world, { expressions }));
  return (request) => ({
    'Gateway API': evaluateGatewayAPI(api, request, expressions),
    'mirror form': evaluateIstio(mirror, request, expressions),
    'apply-ready form': evaluateIstio(applied, request, expressions),
  });
}

/** What one of the three answers does not give of what a row expects, and the deviations of Istio that explain it. */
interface Judgement {
  readonly column: Column;
  readonly problems: readonly string[];
  readonly deviations: readonly string[];
}

async function judgeIn(world: ConversionResult, row: RequestRow): Promise<readonly Judgement[]> {
  const request = requestOf(row);
  if (request === undefined) throw new Error('a datagram is no request');
  const answers = (await evaluatorOf(world))(request);
  const judge = (column: Column): Judgement => {
    const { deviations, unexplained } = compare(answers['Gateway API'], answers[column], request, world);
    const problems = answerProblems(row, request, answers[column]);
    return {
      column,
      problems: [...problems, ...unexplained.map(({ aspect }) => `unexplained difference of ${aspect}`)],
      deviations: problems.length > 0 && unexplained.length === 0 ? deviations.map(({ id }) => id) : [],
    };
  };
  return [judge('Gateway API'), judge('mirror form'), judge('apply-ready form')];
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
  const isAssumed = open.assumptions.length > 0 && inOpen.some(isWrong);
  const used = isAssumed ? inClosed : [...inOpen, ...inClosed];
  const deviations = used.flatMap(({ column, deviations: ids }) => ids.map((id) => `${id} in the ${column}`));
  const problems = used.flatMap(({ column, problems: found, deviations: ids }) =>
    ids.length > 0 ? [] : found.map((problem) => `${column}: ${problem}`),
  );
  if (deviations.length > 0) return { outcome: [...new Set(deviations)].join(', '), problems };
  return { outcome: isAssumed ? 'held in the closed world' : 'held', problems };
}

function isWrong({ column, problems }: Judgement): boolean {
  return column === 'Gateway API' && problems.length > 0;
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
