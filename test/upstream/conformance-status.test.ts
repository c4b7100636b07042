import { describe, expect, test } from '@jest/globals';
import { conformanceOutcomes } from './committed-counts.ts';
import { expectationsOf, restsOnAbsence, subjectsOf } from './conformance-expectations.ts';
import {
  type ConformanceTest,
  type JudgedWorld,
  judgeWorld,
  readConformanceTests,
  type StatusRow,
} from './conformance-tests.ts';
import { describeSuite } from './suite.ts';

interface Case {
  readonly test: ConformanceTest;
  readonly row: StatusRow;
}

/** How an expectation came out. `problems` fail it, also where it is not decided: then a status claims what no file tells. */
interface Outcome {
  readonly outcome: keyof typeof conformanceOutcomes.unchanged;
  readonly problems: readonly string[];
}

const cases = new Map<string, Case>(readConformanceTests().flatMap(nameRows));

function nameRows(test: ConformanceTest): readonly (readonly [string, Case])[] {
  return (test.statuses ?? []).map((row, i) => {
    const { assert, kind, namespace, name } = row;
    const object = namespace === undefined ? name : `${namespace}/${name}`;
    return [`${test.shortName}, row ${i + 1}: ${assert}, ${kind} ${object}`, { test, row }];
  });
}

const worlds = new Map<string, Promise<JudgedWorld>>();

/** The world that a row is about; the rows of a test share it. */
function worldOf({ test, row }: Case): Promise<JudgedWorld> {
  const key = `${test.shortName} ${row.step ?? 0}`;
  const world = worlds.get(key) ?? judgeWorld(test, row.step ?? 0);
  worlds.set(key, world);
  return world;
}

/**
 * What a row expects is to hold in both worlds. That something is absent, as some rows want to see it reported, is a fact of the
 * closed world alone: in the open world it was taken to exist.
 */
async function judge(judged: Case): Promise<readonly Outcome[]> {
  const { row } = judged;
  const { open, closed, assumptions } = await worldOf(judged);
  const subjects = subjectsOf(row, open);
  return expectationsOf(row).map(({ undecided, problems }): Outcome => {
    const inOpen = subjects.flatMap(problems);
    if (undecided !== undefined) return { outcome: undecided, problems: inOpen };
    const closedSubjects = subjectsOf(row, closed);
    if (closedSubjects.length !== subjects.length || (subjects.length === 0 && row.name !== '*')) {
      return { outcome: 'held', problems: [`no status of ${row.kind} ${row.name}`] };
    }
    if (subjects.length === 0) return { outcome: 'no object of the kind', problems: [] };
    const inClosed = closedSubjects.flatMap(problems);
    const isAssumed = inOpen.length > 0 && subjects.some((subject) => restsOnAbsence(row, subject, assumptions));
    if (isAssumed) return { outcome: 'held in the closed world', problems: inClosed };
    return { outcome: 'held', problems: [...inOpen, ...inClosed] };
  });
}

function rowNames(select: (row: StatusRow) => boolean): readonly string[] {
  return [...cases].filter(([, { row }]) => select(row)).map(([name]) => name);
}

async function holds(name: string): Promise<void> {
  const found = cases.get(name);
  if (found === undefined) throw new Error(`no row ${name}`);
  const outcomes = await judge(found);
  expect(outcomes.flatMap(({ problems }) => problems)).toEqual([]);
}

const isDecided = (row: StatusRow) => expectationsOf(row).some(({ undecided }) => undecided === undefined);
const isChanged = ({ step }: StatusRow) => step !== undefined;

describeSuite(
  'conformance statuses',
  rowNames((row) => isDecided(row) && !isChanged(row)),
  holds,
);

describeSuite(
  'conformance, changed objects',
  rowNames((row) => isDecided(row) && isChanged(row)),
  holds,
);

// They hold as far as nothing is claimed that only a cluster knows.
describeSuite(
  'conformance, left to a cluster',
  rowNames((row) => !isDecided(row)),
  holds,
);

describe('what the rows of the conformance suite come to', () => {
  test.each([
    { rows: 'unchanged', select: (row: StatusRow) => !isChanged(row) },
    { rows: 'changed', select: isChanged },
  ] as const)(
    'every expectation about $rows objects is counted by its outcome',
    async ({ rows, select }) => {
      const committed = conformanceOutcomes[rows];
      const found = new Map<string, number>();
      for (const judged of [...cases.values()].filter(({ row }) => select(row))) {
        for (const { outcome } of await judge(judged)) found.set(outcome, (found.get(outcome) ?? 0) + 1);
      }
      const all = Object.fromEntries(Object.keys(committed).map((outcome) => [outcome, found.get(outcome) ?? 0]));
      if (sum(all) === sum(committed)) expect(all).toEqual(committed);
      // As in every suite more than was committed may lie there, but not less.
      else for (const [outcome, count] of Object.entries(committed)) expect(all[outcome]).toBeGreaterThanOrEqual(count);
    },
    60_000,
  );
});

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
