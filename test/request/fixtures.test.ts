import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/cli.ts';
import type { Io, Output } from '../../src/commands/io.ts';

/**
 * Every `<case>.yaml` of the folder is a configuration, and `<case>.requests.yaml` the requests to it with what is expected of
 * each; a first line `# args: ...` adds flags. Both evaluators have to meet every expectation, and to agree.
 */
const folder = 'fixtures/request';
const files = readdirSync(folder);
const cases = files.filter((file) => !file.endsWith('.requests.yaml')).map((file) => file.replace(/\.yaml$/, ''));

interface PrintedAnswer {
  readonly name: string;
  readonly passed?: boolean;
  readonly agree: boolean;
  readonly unmet?: unknown;
}

async function answer(name: string): Promise<{ readonly code: number; readonly answers: readonly PrintedAnswer[] }> {
  const requests = `${folder}/${name}.requests.yaml`;
  const [, args = ''] = /^# args: (.*)$/m.exec(readFileSync(requests, 'utf8')) ?? [];
  let printed = '';
  const stdout: Output = {
    write: (text) => {
      printed += text;
    },
  };
  const stdin: Io['stdin'] = (async function* () {})();
  const flags = args === '' ? [] : args.split(' ');
  const argv = ['request', '-q', '-o', 'json', '--requests', requests, ...flags, `${folder}/${name}.yaml`];
  const code = await run(argv, { stdin, stdout, stderr: { write: () => true }, env: {} });
  return { code, answers: JSON.parse(printed) };
}

describe('the requests of fixtures/request get what they expect', () => {
  test.each(cases)('%s', async (name) => {
    const { code, answers } = await answer(name);
    expect(answers.filter(({ passed, agree }) => !passed || !agree)).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  test('every file of requests has its configuration', () => {
    const requests = files.filter((file) => file.endsWith('.requests.yaml'));
    expect(requests.map((file) => file.replace('.requests', ''))).toEqual(cases.map((name) => `${name}.yaml`));
  });
});
