import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { valuesOf } from '../../src/commands/completion-values.ts';
import { rules } from '../../src/lint/rules/index.ts';
import { completionPrinters, findingPrinters } from '../../src/output/index.ts';
import { runCalls } from '../built-command.ts';
import { completers, isThere } from './completing-shells.ts';

const commands = ['completion', 'convert', 'explain', 'help', 'lint', 'request', 'rules', 'status'];

/** Command lines up to the cursor, and the words that could stand there. */
const offers: readonly (readonly [string, readonly string[]])[] = [
  ['gwx ', commands],
  ['gwx com', ['completion']],
  ['gwx help conv', ['convert']],
  ['gwx completion ', ['bash', 'fish', 'zsh']],
  // Flags are those of the command, without those that its help hides.
  ['gwx convert --chan', ['--channel']],
  ['gwx lint --mirr', []],
  ['gwx convert --kusto', []],
  ['gwx --vers', ['--version']],
  // Values with choices, of the command at hand.
  ['gwx convert --channel ', ['experimental', 'standard']],
  ['gwx convert --channel=ex', ['--channel=experimental']],
  ['gwx convert -o ', ['json', 'name', 'yaml']],
  ['gwx status -q --output ', ['json', 'table', 'yaml']],
  ['gwx convert --include inf', ['inferencepool-service']],
  ['gwx convert --istio-version 1.3', ['1.30', '1.31', '1.32']],
  ['gwx convert --istiod-env PILOT_ENABLE_ALPHA', ['PILOT_ENABLE_ALPHA_GATEWAY_API=']],
  ['gwx convert --setting EnableQ', ['EnableQUICListeners=']],
  ['gwx convert -n ', []],
  ['gwx convert --namespace=', []],
  // Formats with a file, rules with a severity, lists.
  ['gwx lint -o ', Object.keys(findingPrinters)],
  ['gwx lint -o sarif=rep', ['sarif=report.sarif']],
  ['gwx lint --only GWX05', ['GWX05', ...codes('GWX05')]],
  ['gwx lint --only GWX0101,route-sh', ['GWX0101,route-shadowed']],
  ['gwx lint --only=GWX0101,route-sh', ['--only=GWX0101,route-shadowed']],
  ['gwx lint --severity GWX0502', ['GWX0502=']],
  ['gwx lint --severity GWX0502=w', ['GWX0502=warning']],
  ['gwx lint --severity=GWX0502=of', ['--severity=GWX0502=off']],
  // Everything that can be explained.
  ['gwx explain GWX060', codes('GWX060')],
  ['gwx explain RefNotP', ['RefNotPermitted']],
  ['gwx explain KIA1106 IST0101 route-sh', ['route-shadowed']],
  // Paths.
  ['gwx convert gat', ['gateway.yaml']],
  ['gwx convert two', ['two words.yaml']],
  ['gwx convert -f gat', ['gateway.yaml']],
  ['gwx lint gateway.yaml --context plat', ['platform']],
  ['gwx lint -- gat', ['gateway.yaml']],
];

function codes(start: string): readonly string[] {
  return rules.map(({ code }) => code).filter((code) => code.startsWith(start));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-completion-'));
  mkdirSync(join(folder, 'platform'));
  for (const file of ['gateway.yaml', 'report.sarif', 'two words.yaml']) writeFileSync(join(folder, file), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function script(shell: string): Promise<string> {
  return (await runCalls([{ env: {}, args: ['completion', shell] }], folder)).stdout;
}

describe.each(['bash', 'fish', 'zsh'] as const)('%s', (shell) => {
  const there = isThere(shell);
  const group = there ? describe : describe.skip;

  group(there ? 'offers' : `is not installed (apt-get install ${shell}), so nothing is tried in it that`, () => {
    let offered: readonly (readonly string[])[];
    beforeAll(async () => {
      const file = join(folder, `script.${shell}`);
      writeFileSync(file, await script(shell));
      const lines = offers.map(([line]) => line);
      offered = completers[shell](file, lines, folder);
    }, 120_000);

    test('an answer for each line', () => {
      expect(offered).toHaveLength(offers.length);
    });

    test.each(offers.map(([line, words], index) => [line, words, index] as const))('%p: %j', (_, words, index) => {
      const found = (offered[index] ?? []).map((word) => word.replace(/\/$/, ''));
      expect(found.sort()).toEqual([...words].sort());
    });
  });
});

test('each shell that is named has a script', async () => {
  const { stderr, code } = await runCalls([{ env: {}, args: ['completion', 'tcsh'] }], folder);
  expect(stderr).toContain(`Allowed choices are ${Object.keys(completionPrinters).join(', ')}.`);
  expect(code).toBe(2);
});

test('of every value in the help it is known whether there is something to offer', async () => {
  const free = [
    ...['DOMAIN', 'GATEWAY', 'GLOB', 'HUB', 'ID', 'LINE', 'METHOD', 'N', 'NAMESPACE', 'NETWORK', 'NS', 'NS/NAME'],
    ...['REV', 'SELECTOR', 'TAG', 'VERSION'],
  ];
  const calls = commands.map((command) => ({ env: {}, args: ['help', command] }));
  const { stdout } = await runCalls(calls, folder);
  const options = stdout
    .replaceAll(/\n {8,}/g, ' ')
    .split('\n')
    .filter((line) => /^ +-/.test(line));
  const placeholders = options
    .filter((line) => !line.includes('(choices:'))
    .flatMap((line) => /<(.+?)> /.exec(line)?.[1] ?? []);
  expect(placeholders.length).toBeGreaterThan(40);
  expect([...new Set(placeholders)].filter((one) => !(one in valuesOf) && !free.includes(one))).toEqual([]);
});
