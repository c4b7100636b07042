import { describe, expect, test } from '@jest/globals';
import { messages } from '../../../src/convert/apply-ready/messages.ts';
import { withoutRefused } from '../../../src/convert/apply-ready/self-check.ts';
import { loadRegularExpressions } from '../../../src/model/regular-expressions.ts';
import { apply } from './application.ts';
import { gatewayScenarios } from './gateway-scenarios.ts';
import { routeScenarios } from './route-scenarios.ts';
import type { Scenario } from './scenario.ts';

type Row = Exclude<keyof typeof messages, 'violation'>;

const scenarios: Readonly<Record<Row, Scenario>> = { ...gatewayScenarios, ...routeScenarios };

describe('what is said (chapter 50, section 10)', () => {
  test.each(Object.entries(scenarios))('%s', async (row, { objects, options = {}, said }) => {
    const { messages: usual, allMessages } = await apply(objects, options);
    expect(row === 'notDeployed' || row === 'podsOfOthers' ? allMessages : usual).toEqual(
      row === 'notDeployed' || row === 'podsOfOthers' ? expect.arrayContaining([...said]) : said,
    );
  });

  test('every message is called for by a scenario, but for that of a bug', () => {
    expect(Object.keys(scenarios).sort()).toEqual(
      Object.keys(messages)
        .filter((row) => row !== 'violation')
        .sort(),
    );
  });

  test('the table holds the codes of the specification with their levels', () => {
    const levels = Object.values(scenarios).flatMap(({ said }) => said.map((text) => text.split(':', 1)[0]));
    expect([...new Set(levels)].sort()).toEqual([...codes].sort());
    const bug = messages.violation({ resource: 'Gateway app/web', rule: 'AP-1' });
    expect(bug).toEqual({
      code: 'GWX-A99',
      level: 'error',
      message: 'internal error: emitted Gateway app/web violates AP-1',
    });
  });
});

/**
 * Section 10 of chapter 50, A67, by which no approximation is silent (AF-5), and A98 for invalid input. A29 has two levels, and so has
 * A48 for fields that can be left out (section 12).
 */
const codes = [
  ...'A01 A03 A22 A23 A25 A31 A33 A40 A42 A46 A48 A50 A51 A52 A60 A61 A62 A64 A65 A66 A67 A80 A81'
    .split(' ')
    .map((code) => `GWX-${code} warning`),
  ...'A10 A20 A29 A30 A44 A63'.split(' ').map((code) => `GWX-${code} note`),
  ...'A21 A24 A26 A27 A28 A29 A32 A34 A41 A43 A45 A47 A48 A70 A71 A98'.split(' ').map((code) => `GWX-${code} error`),
];

test('AF-7: what Istio would refuse is a bug, and is never printed', async () => {
  const expressions = await loadRegularExpressions();
  const metadata = { name: 'web', namespace: 'app', annotations: {} };
  const resource = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata,
    spec: { servers: [] },
    sources: [],
  };
  const said: string[] = [];
  const say = ({ code, message }: { code: string; message: string }) => void said.push(`${code} ${message}`);
  expect(() => withoutRefused([resource], { expressions, unchecked: false, say })).toThrow(
    'GWX-A99 internal error: emitted Gateway app/web violates AP-21: gateway must have at least one server',
  );
  expect(withoutRefused([resource], { expressions, unchecked: true, say })).toEqual([]);
  expect(said).toEqual([
    'GWX-A98 Gateway app/web is left out, Istio refuses it: gateway must have at least one server',
  ]);
});
