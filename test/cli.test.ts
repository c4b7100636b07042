import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { run } from '../src/cli.ts';
import type { Output } from '../src/commands/io.ts';
import { version } from '../src/commands/version.ts';
import { runCalls } from './built-command.ts';
import { callsIn } from './command-line.ts';
import { recorder } from './recorder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cases = join(root, 'fixtures/cli');

/** A folder for PATH that holds `gwx` as a shell finds it after installation. */
const bin = mkdtempSync(join(tmpdir(), 'gwx-bin-'));
symlinkSync(join(root, 'bin/gwx.js'), join(bin, 'gwx'));
afterAll(() => rmSync(bin, { recursive: true }));

/** Runs a shell command with `gwx` on the PATH, without a terminal and with nothing on stdin. */
function shell(command: string, cwd: string) {
  const { FORCE_COLOR: _force, NO_COLOR: _no, COLUMNS: _columns, ...env } = process.env;
  const path = [bin, env.PATH].join(delimiter);
  const {
    stdout,
    stderr,
    status: code,
  } = spawnSync('sh', ['-c', command], {
    cwd,
    env: { ...env, PATH: path },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { stdout, stderr, code };
}

describe('each folder of fixtures/cli is a command and what it prints', () => {
  test.each(readdirSync(cases))(
    '%s',
    async (name) => {
      const folder = join(cases, name);
      const fileOf = (part: string) => join(folder, part);
      const command = readFileSync(fileOf('command'), 'utf8');
      const calls = callsIn(command);
      const { code, stdout, stderr } = calls ? await runCalls(calls, folder) : shell(command, folder);
      const printed = { stdout, stderr, 'exit-code': `${code}\n` };
      if (process.env.UPDATE_FIXTURES === '1') {
        for (const [part, text] of Object.entries(printed)) {
          rmSync(fileOf(part), { force: true });
          if (text !== '') writeFileSync(fileOf(part), text);
        }
      }
      // No file: nothing is printed.
      const expected = (part: string) => (existsSync(fileOf(part)) ? readFileSync(fileOf(part), 'utf8') : '');
      expect(printed).toEqual({
        stdout: expected('stdout'),
        stderr: expected('stderr'),
        'exit-code': expected('exit-code'),
      });
    },
    60_000,
  );
});

const quickstart = join(root, 'fixtures/quickstart.yaml');

describe('on a terminal', () => {
  test('without a path nothing is read', async () => {
    const { written, io } = recorder({ terminal: true });
    expect(await run(['convert', '--mirror'], io)).toBe(2);
    expect(written).toEqual({
      stdout: '',
      stderr: 'gwx: error: nothing to read: name files or directories, or pipe YAML into it (gwx convert --help)\n',
    });
  });

  test('colours are used for errors, and not with --color never', async () => {
    const colourful = recorder({ terminal: true });
    expect(await run(['convert', '--mirror', '/nonexistent/a.yaml'], colourful.io)).toBe(3);
    expect(colourful.written.stderr).toContain('\u001b[31merror\u001b[39m');
    const plain = recorder({ terminal: true });
    await run(['convert', '--mirror', '--color', 'never', '/nonexistent/a.yaml'], plain.io);
    expect(plain.written.stderr).not.toContain('\u001b');
  });

  test('the table of statuses is as wide as the terminal, and coloured', async () => {
    const { written, io } = recorder({ terminal: true, columns: 40 });
    expect(await run(['status', '-q', quickstart], io)).toBe(0);
    expect(written.stdout).toContain('\u001b[33m(assumed),\u001b[39m');
    const longest = /gateway-istio\.default\.svc\.cluster\.local/;
    const lines = written.stdout.replaceAll(/\u001b\[\d+m/g, '').split('\n');
    expect(lines.filter((line) => line.length > 40 && !longest.test(line))).toEqual([]);
  });

  test('other forms of statuses are for machines: no colours, no width', async () => {
    const { written, io } = recorder({ terminal: true, columns: 40 });
    expect(await run(['status', '-q', '-o', 'yaml', '--color', 'always', quickstart], io)).toBe(0);
    expect(written.stdout).not.toContain('\u001b');
    expect(written.stdout).toContain('failed to assign to all requested addresses');
  });

  test('what takes long shows what it is at, on one line that is wiped off', async () => {
    const slow = async function* () {
      await new Promise((done) => setTimeout(done, 700));
      yield readFileSync(quickstart, 'utf8');
    };
    const { written, io } = recorder({ terminal: true, columns: 12, stdin: slow() });
    expect(await run(['convert', '--mirror', '-q', '-'], io)).toBe(0);
    expect(written.stderr).toMatch(/^\r\u001b\[Kgwx: readin\r\u001b\[Kgwx: checki/);
    expect(written.stderr.endsWith('\r\u001b[K')).toBe(true);
    expect(written.stderr).not.toContain('\n');
  });

  test('what is quick shows no progress', async () => {
    const { written, io } = recorder({ terminal: true });
    expect(await run(['convert', '--mirror', '-q', quickstart], io)).toBe(0);
    expect(written.stderr).toBe('');
  });
});

test('a mistake in gwx keeps its stack, asks for a report, and tells nothing of the input', async () => {
  const { written, io } = recorder();
  const broken: Output = {
    write: () => {
      throw new RangeError('first line\npassword: hunter2');
    },
  };
  expect(await run(['convert', '--mirror', quickstart], { ...io, stdout: broken })).toBe(4);
  expect(written.stderr).toMatch(/^(?:gwx: .*\n)*gwx: bug: RangeError: first line\n {4}at .*/);
  expect(written.stderr).toContain('Please report it');
  expect(written.stderr).not.toContain('hunter2');
});

test('the version is that of package.json', () => {
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).toMatchObject({ version });
});
