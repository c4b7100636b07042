import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { readConfiguration } from '../src/config/read-configuration.ts';
import { isObject, objectsIn, valueAt } from '../src/model/json.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** A folder that holds gwx as CI has it, and one that holds the configuration that is linted. */
let folder: string;
let repository: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gwx-ci-'));
  symlinkSync(root, join(folder, 'gwx'));
  repository = join(folder, 'repository');
  cpSync(join(root, 'fixtures/cli/lint/port.yaml'), join(repository, 'config/port.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function bash(script: string, env: Readonly<Record<string, string>> = {}) {
  const path = `${folder}/gwx/bin:${process.env['PATH']}`;
  const { stdout, status } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: repository,
    env: { ...process.env, PATH: path, ...env },
    encoding: 'utf8',
  });
  return { stdout, status };
}

describe('the GitHub Action', () => {
  const action = load(read('action.yml'));
  const steps = objectsIn(isObject(action) ? action['runs'] : undefined, 'steps');
  const script = String(steps.at(-1)?.['run']);
  const lint = (env: Readonly<Record<string, string>>) =>
    bash(script, {
      RUNNER_TEMP: folder,
      GWX_COMMAND: 'lint',
      GWX_PATHS: 'config',
      GWX_ARGS: '',
      GWX_SARIF_FILE: '',
      ...env,
    });

  test('pastes no input into a script, and passes each one on', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    const passed = JSON.stringify(steps);
    for (const name of Object.keys(Object(valueAt(action, ['inputs'])))) expect(passed).toContain(`inputs.${name} }}`);
  });

  test('annotates findings, fails as lint does, and writes SARIF', () => {
    const { stdout, status } = lint({ GWX_SARIF_FILE: 'gwx.sarif' });
    expect(stdout).toMatch(/^::error file=config\/port\.yaml,line=31,/);
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(join(repository, 'gwx.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  });

  test('takes lists with a line for each item, and nothing in them for shell', () => {
    cpSync(join(repository, 'config/port.yaml'), join(repository, 'two words.yaml'));
    const args = '--failure-threshold\nnever\n';
    const { stdout, status } = lint({ GWX_PATHS: 'two words.yaml\n', GWX_ARGS: args });
    expect(stdout).toMatch(/^::error file=two words\.yaml,/);
    expect(status).toBe(0);
    expect(lint({ GWX_PATHS: '$(touch forged)' }).status).toBe(3);
    expect(lint({ GWX_PATHS: '--config' }).status).toBe(3);
    expect(existsSync(join(repository, 'forged'))).toBe(false);
  });
});

test('the hook for pre-commit lints all files at once', () => {
  const [hook] = Object.values(Object(load(read('.pre-commit-hooks.yaml'))));
  expect(hook).toMatchObject({ id: 'gwx-lint', language: 'node', pass_filenames: false });
  const { entry, args } = Object(hook);
  const { stdout, status } = bash([entry.replace('gwx', 'gwx.js'), ...args].join(' '));
  expect(stdout).toContain('config/port.yaml:31:13: error GWX0306');
  expect(status).toBe(1);
});

describe('the README', () => {
  const blocks = [...read('README.md').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block);

  test('shows a configuration that is one', () => {
    const shown = blocks.filter((block) => block.includes('schemas/gwx/config.json'));
    expect(shown.map((block) => readConfiguration(block, 'README.md').errors)).toEqual([[]]);
  });

  test('shows a job for GitLab that lints and writes its reports', () => {
    const [job] = blocks.map((block) => valueAt(load(block), ['gwx'])).filter((found) => found !== undefined);
    const { status } = bash(String(valueAt(job, ['script', 0])).replace('gwx', 'gwx.js'));
    expect(status).toBe(1);
    const reports = Object.values(Object(valueAt(job, ['artifacts', 'reports'])));
    expect(reports).toHaveLength(2);
    for (const report of reports) expect(existsSync(join(repository, String(report)))).toBe(true);
  });

  test('names inputs that the action has', () => {
    const inputs = Object.keys(Object(valueAt(load(read('action.yml')), ['inputs'])));
    const steps = blocks.flatMap((block) => objectsIn(load(block), 'steps'));
    const [step] = steps.filter(({ uses }) => String(uses).endsWith('/gwx'));
    const given = Object.keys(Object(step?.['with']));
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter((name) => !inputs.includes(name))).toEqual([]);
  });

  test('shows a hook of the own repository that is the one of this one', () => {
    const [local] = blocks.flatMap((block) => objectsIn(load(block), 'repos'));
    const [shown] = objectsIn(local, 'hooks');
    const [hook] = Object.values(Object(load(read('.pre-commit-hooks.yaml'))));
    const { entry, args, description: _, ...rest } = Object(hook);
    expect(shown).toEqual({ ...rest, entry: [entry, ...args].join(' '), language: 'system' });
  });
});
