import { describe, expect, test } from '@jest/globals';
import { compare } from '../../src/request/compare.ts';
import { deviations } from '../../src/request/deviations.ts';
import { differences } from '../../src/request/differences.ts';
import { createEvaluator } from '../../src/request/evaluate.ts';
import type { Evaluation, Outcome } from '../../src/request/request.ts';
import { convertExample } from './check-column.ts';
import { http } from './requests.ts';
import { gateway, httpRoute, rule } from './shorthand.ts';
import { example } from './worked-example.ts';
import { workedExamples } from './worked-examples.ts';

describe('where the Gateway API and Istio differ, the known deviations explain it, and nothing else does', () => {
  test.each(workedExamples.map((row) => [row.id, row] as const))('%s', async (_id, row) => {
    const evaluate = await createEvaluator(await convertExample(row));
    const answers = await Promise.all(row.cases.map(([request]) => evaluate(request)));
    const compared = answers.map(({ comparison }) => comparison);
    const explained = new Set(compared.flatMap((one) => one?.deviations.map(({ id }) => id) ?? []));
    expect(compared.flatMap((one) => one?.unexplained ?? [])).toEqual([]);
    expect([...explained]).toEqual(row.deviations ?? []);
  });
});

test.each([
  ['gateway-api', ['gatewayAPI']],
  ['istio', ['istio']],
  ['both', ['gatewayAPI', 'istio', 'comparison']],
] as const)('one evaluator alone has nothing to compare with: %s', async (by, parts) => {
  const result = await convertExample(example('', [gateway('a:80'), httpRoute('r', {}, rule('P/', 'v1'))], []));
  const answer = await (await createEvaluator(result, by))(http('a.com/'));
  expect(Object.keys(answer)).toEqual(['request', ...parts, 'notes']);
});

test('a deviation explains nothing but what it is about: a strange path no header', async () => {
  const row = workedExamples.find(({ id }) => id === 'X-100');
  if (row === undefined) throw new Error('X-100 is gone');
  const evaluate = await createEvaluator(await convertExample(row));
  const { comparison } = await evaluate(http('a.com/a%2Fb'));
  expect(comparison?.differences.map(({ aspect }) => aspect)).toEqual(['headers']);
  expect(comparison?.deviations.map(({ id }) => id)).toEqual(['D-19']);
});

test('what no deviation explains is said to be unexplained', async () => {
  const result = await convertExample(example('', [gateway('a:80'), httpRoute('r', {}, rule('P/', 'v1'))], []));
  const [one, other] = [
    answering({ kind: 'redirect', status: 302, location: 'http://a.com/' }),
    answering({ kind: 'misdirected', status: 421 }),
  ];
  expect(compare(one, other, http('a.com'), result)).toEqual({
    differences: [{ aspect: 'outcome', gatewayAPI: 'redirect', istio: '421' }],
    deviations: [],
    unexplained: [{ aspect: 'outcome', gatewayAPI: 'redirect', istio: '421' }],
  });
});

test('causes, notes and what the API leaves open are no differences', async () => {
  const choices = [{ host: 'v1', port: 80, weight: 1, probability: 1, status: 'ok' }] as const;
  const forwarded = { kind: 'backends', choices, requests: [], responses: [], mirrors: [] } as const;
  const pairs: readonly (readonly [Outcome, Outcome])[] = [
    [
      { kind: 'rejected', cause: 'no-route' },
      { kind: 'rejected', cause: 'no-listener' },
    ],
    [
      { kind: 'not-found', status: 404, cause: 'no-host' },
      { kind: 'not-found', status: 404, cause: 'no-rule' },
    ],
    [forwarded, { ...forwarded, retries: { attempts: 2, on: ['connect-failure'] }, timeout: '1s' }],
    [forwarded, { kind: 'default-forward', host: 'v1', port: 80 }],
    [
      { kind: 'direct', status: 500, cause: 'invalid-backends' },
      { ...forwarded, choices: [{ ...choices[0], status: 'invalid', response: 500 }] },
    ],
  ];
  expect(pairs.map(([a, b]) => differences(answering(a), answering(b)))).toEqual(pairs.map(() => []));
});

function answering(outcome: Outcome): Evaluation {
  return { outcome, steps: [], runnersUp: [], notes: [] };
}

test('the table holds every row of section 4 in order, and what else is known', () => {
  const ids = deviations.map(({ id }) => id);
  const isRow = (id: string) => id.startsWith('D-');
  expect(ids.filter(isRow)).toEqual(Array.from({ length: 41 }, (_, i) => `D-${i + 1}`));
  expect(ids.filter((id) => !isRow(id)).sort()).toEqual([
    ...['AF-44', 'AF-45', 'E-12', 'E-35', 'E-55', 'E-7', 'GA-46', 'RT-60', 'RT-96', 'X-110'],
  ]);
});
